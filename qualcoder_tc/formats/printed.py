# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Printed lines joined to paragraphs: columns, words parted by hyphens, what begins anew."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from qualcoder_tc.formats.evidence import cut_in
from qualcoder_tc.formats.labels import RULES, Rule
from qualcoder_tc.formats.names import plausible, telling, tidy

HYPHEN = "\ufffe"
"""Stands at the end of a line for the hyphen of a word that goes on in the next."""

_ENDS = re.compile(r"[.?!…:;)\]”\"'’]\s*$")
_BULLET = re.compile(r"\s*(?:[-•–*▪◦■□➢➔✓☑❖●]|\d{1,3}[.)]|[a-z][.)])\s")
_STARTS = tuple(
    rule for rule in RULES if rule.key in ("name-colon", "bracket", "name-stamp", "name-time", "time-only")
)
_COLON = next(rule for rule in _STARTS if rule.key == "name-colon")
_DASH = next(rule for rule in RULES if rule.key == "name-dash")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_PARTED = re.compile(rf"([^\W\d_]+(?:-[^\W\d_]+)*)[-{HYPHEN}]$")
_SAME_COLUMN = 24.0  # points by which the left edges of one column may differ


@dataclass(frozen=True, slots=True)
class Row:
    """One printed line: its text, the edges of its letters in points from the lower left, and its page."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    page: int


def joined(rows: Sequence[Row]) -> str:
    """Join printed lines to paragraphs: a line goes on where the one before is full and nothing new begins."""
    if not rows:
        return ""
    edges = _edges(rows)
    gaps = sorted(a.top - b.top for a, b in pairwise(rows) if a.page == b.page and 2 < a.top - b.top < 60)
    usual = gaps[len(gaps) // 3] if gaps else 14.0
    hyphens = _Hyphens(rows)
    names = _names(rows)
    rare = _rare_names(rows, names)
    hangs = _hanging(rows, names)
    parts: list[list[str]] = [[rows[0].text.strip()]]
    for (before, row), edge in zip(pairwise(rows), edges, strict=False):
        text = row.text.strip()
        anew = (_name(row.text) in rare and _ENDS.search(before.text)) or (hangs and _name(row.text) and hangs(row))
        if not anew and _goes_on(before, row, edge, usual, names):
            last = parts[-1][-1]
            parts[-1][-1:] = [hyphens.over(last, text)] if last.endswith(("-", HYPHEN, "\u00ad")) else [last, text]
        else:
            parts.append([text])
    return "\n".join(" ".join(part) for part in parts).replace(HYPHEN, "-")


class _Hyphens:
    """Tells hyphens that belong to a word from those that a line's end made, by the words of the document."""

    def __init__(self, rows: Sequence[Row]) -> None:
        texts = [row.text.strip() for row in rows]
        self._words = Counter(word for text in texts for word in _WORD.findall(text.casefold()))
        votes = [self._vote(a, b) for a, b in pairwise(texts) if a.endswith(("-", HYPHEN))]
        self._made = sum(vote < 0 for vote in votes) > sum(vote > 0 for vote in votes)

    def over(self, first: str, second: str) -> str:
        """Return two lines as one, the first of which ends in a hyphen."""
        if first.endswith("\u00ad"):
            return first[:-1] + second
        if not (_PARTED.search(first) and second[:1].isalpha()):
            return (
                f"{first} {second}" if first.endswith(("-", HYPHEN)) and first[-2:-1].isspace() else first + second
            )
        vote = self._vote(first, second)
        drop = second[:1].islower() and (vote < 0 or (vote == 0 and self._made))
        return (first[:-1] if drop else first[:-1] + "-") + second

    def _vote(self, first: str, second: str) -> int:
        """Return how much oftener the parted word is met with its hyphen than without."""
        left, right = _PARTED.search(first.casefold()), _WORD.match(second.casefold())
        if left is None or right is None:
            return 0
        return self._words[f"{left[1]}-{right[0]}"] - self._words[left[1] + right[0]]


def _edges(rows: Sequence[Row]) -> list[float]:
    """Return for each line the right edge that the full lines of its column reach."""
    column = 0
    columns = [0]
    for before, row in pairwise(rows):
        # Text that goes on above is set in the next column.
        column += row.page != before.page or row.bottom > before.top
        columns.append(column)
    lefts: dict[int, float] = {}
    for row, number in zip(rows, columns, strict=True):
        lefts[number] = min(row.left, lefts.get(number, row.left))
    groups: list[tuple[float, list[float]]] = []
    of_column: dict[int, int] = {}
    for number, left in lefts.items():
        place = next((n for n, (at, _) in enumerate(groups) if abs(at - left) < _SAME_COLUMN), len(groups))
        if place == len(groups):
            groups.append((left, []))
        of_column[number] = place
    for row, number in zip(rows, columns, strict=True):
        groups[of_column[number]][1].append(row.right)
    full = [sorted(rights)[int(len(rights) * 0.95)] for _, rights in groups]
    return [full[of_column[number]] for number in columns]


def _names(rows: Sequence[Row]) -> set[str]:
    """Return who may be named where lines begin; a word before a colon that comes once is rather part of a sentence."""
    counts = Counter(_name(row.text) for row in rows)
    lines = Counter(text for row in rows if len(text := row.text.strip()) <= 40)
    alone = {text for text, count in lines.items() if count > 2 and text[:1].isupper() and not _ENDS.search(text)}
    named = {name for name, count in counts.items() if count > 1 or telling(name)} | alone
    dashed = Counter(_name(row.text, _DASH) for row in rows)
    return named | {name for name, count in dashed.items() if count > 2 and telling(name)}


def _rare_names(rows: Sequence[Row], names: Collection[str]) -> set[str]:
    """Return names that stand once before a colon, where others do often: a line with one begins anew behind a full stop.

    A single word there may as well begin a sentence: Honestly: it was. It is a name where the same person speaks before
    and behind, or where what is said begins in capitals behind all names, which are in capitals if the others are.
    """
    told = [(name, row.text) for row in rows if (name := _name(row.text))]
    counts = Counter(name for name, _ in told)
    known = {name for name in names if counts[name] >= 3}
    if len(known) < 2:
        return set()
    small = {word for row in rows for word in _WORD.findall(row.text) if word.islower()}
    once = {name for name, count in counts.items() if count == 1 and plausible(name, 1)}
    large = [_begins_large(text) for name, text in told if name in known]
    formal = sum(large) >= 0.9 * len(large)
    cases = {name.isupper() for name in known if len(name) > 3}  # INT and P07 tell nothing
    cutting_in = cut_in([name for name, _ in told if name in known or name in once])
    text_of = dict(told)

    def convinces(name: str) -> bool:
        if " " not in name and name in cutting_in and (_begins_large(text_of[name]) or not formal):
            return True
        if not small.isdisjoint(name.casefold().split()):
            return False
        fits = formal and _begins_large(text_of[name]) and len(name) > 2 and (not cases or name.isupper() in cases)
        return " " in name or (fits and sum(f"{name}:" in row.text for row in rows) == 1)

    return set(filter(convinces, once))


def _begins_large(text: str) -> bool:
    """Tell whether what stands behind a name and its colon does not begin in small letters."""
    match = _COLON.pattern.match(text[:200].strip())
    return match is not None and not text.strip()[match.end() : match.end() + 1].islower()


def _hanging(rows: Sequence[Row], names: Collection[str]) -> Callable[[Row], bool] | None:
    """Return what tells lines that stand out to the left as those with names do, None where these do not."""
    known = set(names) - {""}
    named = [row.left for row in rows if _name(row.text) in known]
    others = [row.left for row in rows if _name(row.text) not in known]
    if len(named) < 4 or len(others) < 4:
        return None
    left = sorted(named)[len(named) // 2]
    out = sum(abs(one - left) < 3 for one in named) >= 0.9 * len(named)
    set_in = sum(one > left + 8 for one in others) >= 0.8 * len(others)
    return (lambda row: abs(row.left - left) < 3) if out and set_in else None


def _name(text: str, rule: Rule = _COLON) -> str:
    match = rule.pattern.match(text[:200].strip())
    return tidy(match["name"]) if match else ""


def _goes_on(before: Row, row: Row, edge: float, usual: float, names: set[str]) -> bool:
    new_page = row.page != before.page
    if before.text.rstrip().endswith(HYPHEN) and not new_page:
        return True
    if _begins(row.text, names) or _BULLET.match(row.text):
        return False
    if _alone(before.text, names):
        return False
    if not new_page and before.top - row.top > usual * 1.45:
        return False
    if new_page and _ENDS.search(before.text):
        return False
    # The first word of the next line would not have fitted, or nearly so.
    first = row.text.split(maxsplit=1)[0] if row.text.split() else ""
    width = (row.right - row.left) / max(1, len(row.text))
    return before.right + width * (len(first) + 1) >= edge - 6


def _begins(text: str, names: set[str]) -> bool:
    if "\t" in text[:60].rstrip() or text.strip() in names or ((name := _name(text, _DASH)) and name in names):
        return True
    return any(
        rule.pattern.match(text[:200].strip()) and (rule is not _COLON or _name(text) in names) for rule in _STARTS
    )


def _alone(text: str, names: set[str]) -> bool:
    """Tell whether a line is a label that what was said follows on the next."""
    return any(
        (match := rule.pattern.match(text.strip()))
        and match.end() >= len(text.strip())
        and len(text) < 60
        and (rule is not _COLON or _name(text) in names)
        for rule in _STARTS
    )
