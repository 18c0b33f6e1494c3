# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What numbers, addresses and dates that identify somebody look like, in the order in which they are tried."""

from __future__ import annotations

import re

PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    ("other", re.compile(r"(?i)\b(?:https?://|www\.)[^\s<>\"”’]+[^\s<>\"”’.,;:!?)]")),
    ("other", re.compile(r"(?<![\w@])@[A-Za-z]\w{2,30}\b")),
    (
        "date of birth",
        re.compile(
            r"(?i)(?:\bborn\b|\bdate of birth\b|\bd\.?o\.?b\b\.?|\bbirthday\b|\bgeboren\b|\bn[ée]e? le\b"
            r"|\bnacid[oa]\b|\bnat[oa] il\b|\bfødt\b|\bfödd\b)[^.\n\d]{0,30}"
            r"(?P<what>\d{1,2}(?:st|nd|rd|th|er)?[ ./-]{1,2}(?:of |de )?(?:\d{1,2}|[^\W\d_]{3,10})[ ./,-]{1,2}(?:de )?\d{2,4}"
            r"|[^\W\d_]{3,10} \d{1,2},? \d{4}|\d{4}-\d{2}-\d{2})"
        ),
    ),
    (
        "date of birth",
        re.compile(r"\b(?P<what>\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d{2}|(?:19|20)\d{2}-\d{2}-\d{2})\b"),
    ),
    (
        "postcode",
        re.compile(
            r"\b(?:GIR ?0AA|[A-PR-UWYZ](?:\d{1,2}|[A-HK-Y]\d|[A-HK-Y]\d\d|\d[A-HJKPSTUW]|[A-HK-Y]\d[ABEHMNPRV-Y])"
            r" ?\d[ABD-HJLNP-UW-Z]{2})\b"
        ),
    ),
    # American, Canadian, Dutch; five digits before the name of a town as in Germany, France, Spain and Italy.
    ("postcode", re.compile(r"(?<=\b[A-Z]{2} )\d{5}(?:-\d{4})?\b")),
    ("postcode", re.compile(r"\b[ABCEGHJ-NPRSTVXY]\d[A-Z] \d[A-Z]\d\b")),
    ("postcode", re.compile(r"\b[1-9]\d{3} [A-Z]{2}\b(?= [A-Z][a-z])")),
    ("postcode", re.compile(r"(?<![\w.,/-])(?:[A-Z]{1,2}-)?\d{5}(?= [A-ZÄÖÜÉÈ][a-zäöüßéèáíóú]{2,})")),
    (
        "number",
        re.compile(r"\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b"),
    ),  # National Insurance
    ("number", re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b")),  # IBAN
    ("phone", re.compile(r"(?<![\w.:/-])\(\d{3}\) ?\d{3}[ .-]\d{4}(?!\w)")),  # American
    ("phone", re.compile(r"(?<![\w.:/-])(?:\+\d{1,3}[ .()-]*|\(?0)\d(?:[ .()/-]?\d){7,12}(?![\w:]|[.,/-]\d)")),
    ("number", re.compile(r"(?<![\w.:/+-])\d{3}[ -]?\d{3}[ -]?\d{4}(?![\w:]|[.,/-]\d)")),  # NHS number and the like
)
