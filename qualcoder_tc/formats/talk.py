# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Whether labels name people who talk, by the evidence that their text gives."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence

from qualcoder_tc.formats.evidence import FEW, PERHAPS, SURELY, Evidence
from qualcoder_tc.formats.labels import Label
from qualcoder_tc.formats.names import telling, unfinished
from qualcoder_tc.formats.roles import role_of

_MAY_NAME = re.compile(r"[^\W\d_][\w.'’-]*(?: [\w.'’-]+){0,3}")
_LANGUAGES = frozenset("EN DE FR ES IT PT NL DA SV NO FI PL CS HU TR RU AR ZH JP EL RO LT LV ET CY GA".split())
_DIARISED = re.compile(r"(?i)(?:speaker|spk|sprecher|locuteur|hablante|orador|falante|parlante)[ _-]?\d{1,3}")


def is_talk(text: str, labels: Sequence[Label], share: float) -> bool:
    """Tell whether labels name people who talk, rather than head the parts of a form, a list, notes or an essay.

    Names that tell a role or are plainly labels need little more; any others must come back and be followed by what
    people say to each other. `share` is how many of the lines have a label.
    """
    evidence = Evidence(text, labels)
    names, counts = evidence.names, evidence.counts
    if len(names) < 2:
        return bool(names)
    if _is_plain(evidence):
        return True
    share = max(share, evidence.emphasised)
    asked = any(role_of(name) for name in counts)
    if asked and len(names) > SURELY and evidence.returns >= 0.5:
        return True
    if evidence.counted_up or evidence.blank > 0.5:
        return False
    few = len(names) < FEW
    # Letters may head notes as well: BUS, GP. Only where they come often are they sure to be initials.
    sure = sum(n for name, n in counts.items() if telling(name) and not (few and _is_letters(name))) / len(names)
    if not evidence.put_to_people:
        return False
    if asked and sure >= 0.9 and (len(counts) < 3 or evidence.returns > 0.2):
        return True
    if not asked and counts.keys() <= _LANGUAGES:
        return False  # what was said, with its translation
    if evidence.quoted > 0.8 and (evidence.returns < 0.5 or (few and not asked)):
        return False  # what people said, gathered by a writer
    if not asked and sure < 0.9 and evidence.may_be_headings and not evidence.exchanged:
        return False  # headings of what somebody writes: Myth and Fact, Verse and Chorus
    if few and not asked and sure < 0.9:
        return evidence.convinces_though_short(share)
    if not asked and len(counts) > 2 and len(names) >= 2 * len(counts) and evidence.cycle == 1:
        return evidence.spoken >= 0.5  # as the headings of a form that is filled in again and again
    if asked and (evidence.returns > 0.2 or share >= 0.6):
        return True
    if sure >= 0.9 and evidence.returns > 0.2:
        return few or evidence.spoken >= 0.1
    if evidence.spoken == PERHAPS:
        return evidence.returns >= 0.5 and share >= 0.5
    again = sum(count > 1 for count in counts.values())
    least = 0.6 if again < 2 else 0.25 if len(names) >= 20 and evidence.returns >= 0.5 else 0.4
    return evidence.spoken >= least and (again < 2 or evidence.returns >= 0.15)


def _is_plain(evidence: Evidence) -> bool:
    """Tell whether the labels themselves leave no doubt, whatever is said."""
    if (
        sum(n for name, n in evidence.counts.items() if _DIARISED.fullmatch(name)) >= 0.8 * len(evidence.names)
        and not evidence.counted_up
    ):
        return True  # as programs call voices that they tell apart
    if evidence.in_capitals and evidence.returns >= 0.4:
        return True  # as those are called who speak before a court or a parliament
    # Neither lists nor forms have a time in each line, and logs speak to nobody.
    timed = evidence.timed >= 0.8 and evidence.returns >= 0.25 and evidence.spoken >= 0.25
    return timed and not evidence.counted_up


def _is_letters(name: str) -> bool:
    return len(name) <= 4 and name.isalpha() and name.isupper() and role_of(name) is None


def talking(text: str, labels: Sequence[Label], names: Collection[str], share: float) -> set[str]:
    """Return words that name nobody elsewhere but must do here, by how often they come and what follows them.

    Note, Ref, Answer: where most lines have a label, and those of such a word talk with the others, it is a name.
    """
    counts = Counter(label.name or "" for label in labels)
    total = counts.total()
    found = {
        name
        for name, count in counts.items()
        if name not in names
        and count >= max(3, 0.12 * total)
        and _MAY_NAME.fullmatch(name)
        and not unfinished(name)
    }
    if not found or share < 0.4 or (not names and total < FEW):
        return set()
    evidence = Evidence(text, [label for label in labels if label.name in found or label.name in names])
    if len(evidence.counts) < 2 or evidence.returns < 0.5 or evidence.spoken < 0.5:
        return set()
    if len(evidence.counts) > 2 and evidence.cycle == 1:
        return set()
    if not evidence.one_asks:
        return set()
    return {
        name for name in found if Evidence(text, [label for label in labels if label.name == name]).spoken >= 0.4
    }
