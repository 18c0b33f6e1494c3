# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""From text to turns: the speaker rule that fits best, or paragraphs where nobody is named."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qualcoder_tc.errors import InputError
from qualcoder_tc.formats import by_rule, columns, one_offs, set_apart, signs, slips
from qualcoder_tc.formats.flow import Look
from qualcoder_tc.formats.labels import RULES, Label
from qualcoder_tc.formats.roles import role_of
from qualcoder_tc.formats.talk import is_talk
from qualcoder_tc.formats.times import seconds
from qualcoder_tc.model.transcript import ASKING_ROLES, ImportOptions, Turn

_BEHIND = re.compile(r"#(\d{1,2}:\d{2}:\d{2})(?:[-.,]\d+)?#")  # time stamps at the end of turns (f4, MAXQDA)
_NOTHING = Look()
_MOST_OF_IT = 0.6
"""Of all lines, those that labels in columns take where nothing else has to be asked."""

NONE = "none"
OWN = "own"
ITALICS = "italics"
COLUMNS = "columns"
BOLD = "bold"
SIGNS = "signs"
RULE_WORDS = {
    "": "Found automatically",
    **{rule.key: rule.words for rule in RULES},
    BOLD: "Names in bold",
    SIGNS: "Name with any other signs about it: Name = text, {Name} text, -- Name --",
    ITALICS: "Questions in italics or bold, no names",
    COLUMNS: "A column of a table for each speaker, named above it",
    NONE: "No speakers: a turn for each paragraph",
    OWN: "A pattern of one's own",
}
"""The keys of all rules with what they are called."""


@dataclass(frozen=True, slots=True)
class Found:
    """The turns of a text and the key of the rule that found them, "" where nobody is named."""

    turns: tuple[Turn, ...]
    rule: str


def find_turns(text: str, look: Look = _NOTHING, options: ImportOptions | None = None) -> Found:
    """Return the turns of a transcript by the rule that fits best, or by the one the options ask for."""
    options = options or ImportOptions()
    lines = _lines(text)
    if options.pattern:
        key, labels = OWN, by_rule.own(text, lines, options.pattern)
    elif options.rule:
        key, labels = options.rule, _forced(text, lines, look, options.rule)
    else:
        key, labels = _best(text, lines, look)
    turns = _turns(text, columns.apart(lines, labels) if key == COLUMNS else lines, labels)
    return Found(_timed_behind(text, turns), key if labels else "")


def _lines(text: str) -> list[tuple[int, int]]:
    """Return the spans of the lines that are not blank."""
    found: list[tuple[int, int]] = []
    at = 0
    for line in text.split("\n"):
        if line and not line.isspace():
            found.append((at, at + len(line)))
        at += len(line) + 1
    return found


def _best(text: str, lines: list[tuple[int, int]], look: Look) -> tuple[str, list[Label]]:
    in_columns = columns.labels(text, lines)
    if in_columns and len(in_columns) >= _MOST_OF_IT * len(lines):
        return COLUMNS, slips.with_feet(text, lines, in_columns)
    key, best = "", list[Label]()
    for rule in RULES:
        if rule.needs and not any(sign in text for sign in rule.needs):
            continue
        if not rule.named and len(names_of(best)) > 1:
            continue  # each line has its time, and some begin with who goes on speaking below
        labels = by_rule.labels(text, lines, rule)
        more = 1.25 if rule.wary else 1.02
        if (
            by_rule.convincing(labels, lines, rule)
            and by_rule.weight(labels) > more * by_rule.weight(best)
            and (rule.sure or not rule.named or is_talk(text, labels, len(labels) / len(lines)))
        ):
            key, best = rule.key, labels
            if not rule.wary and len(names_of(labels)) > 1 and by_rule.weight(best) >= 0.9 * len(lines):
                break  # nothing can name more of them
    # A table above the talk says who took part; one that is the talk is not outdone by what is written in its cells.
    if in_columns and 2 * len(in_columns) >= by_rule.weight(best):
        return COLUMNS, slips.with_feet(text, lines, in_columns)
    if (not names_of(best) or by_rule.weight(best) < 0.3 * len(lines)) and (marked := signs.labels(text, lines)):
        key, best = (SIGNS, marked) if by_rule.weight(marked) > 1.25 * by_rule.weight(best) else (key, best)
    in_bold = set_apart.bold(text, look.bold_starts) if by_rule.weight(best) < 0.8 * len(lines) else []
    if (
        len({label.name for label in in_bold}) > 1
        and by_rule.weight(in_bold) > 1.2 * by_rule.weight(best)
        and is_talk(text, in_bold, len(in_bold) / len(lines))
    ):
        key, best = BOLD, in_bold
    if not best:
        best = set_apart.standing_out(text, lines, look.standing_out)
        key = ITALICS if best else ""
    if key == "name-alone":
        best = one_offs.once_alone(text, lines, best)
    if key in ("name-alone", "name-colon", BOLD):
        best = slips.timed_below(text, best)
    if key == "name-colon":
        best = slips.without_timeless(slips.tight(text, lines, best))
    if key not in ("tab", "name-last"):
        best = one_offs.nobody_knows(text, best)
    best = slips.without_head(text, lines, best)
    best = slips.forgiven(text, lines, one_offs.without_odd(text, lines, best, look), look)
    return key, slips.numbered_above(text, lines, slips.with_feet(text, lines, _single(best, lines)))


def _forced(text: str, lines: list[tuple[int, int]], look: Look, key: str) -> list[Label]:
    if key == NONE:
        return []
    if key == BOLD:
        return set_apart.bold(text, look.bold_starts)
    if key == ITALICS:
        return set_apart.standing_out(text, lines, look.standing_out, sure=True)
    if key == COLUMNS:
        return columns.labels(text, lines)
    if key == SIGNS:
        return signs.labels(text, lines)
    rule = next((r for r in RULES if r.key == key), None)
    if rule is None:
        raise InputError(
            f"There is no speaker rule {key!r}", "choose one of " + ", ".join(k for k in RULE_WORDS if k)
        )
    return by_rule.labels(text, lines, rule, every=True)


def names_of(labels: Sequence[Label]) -> set[str]:
    """Return the names in labels."""
    return {label.name for label in labels if label.name}


def _single(labels: list[Label], lines: list[tuple[int, int]]) -> list[Label]:
    """Where only the interviewer is named, and rarely, a label holds for its own paragraph: others speak between."""
    names = {label.name for label in labels}
    if len(names) != 1 or len(labels) > 0.4 * len(lines) or role_of(next(iter(names)) or "") not in ASKING_ROLES:
        return labels
    labelled = {label.start for label in labels}
    after = False
    found: list[Label] = []
    for (start, _), label in zip(lines, _by_line(lines, labels), strict=True):
        if label is not None:
            found.append(label)
        elif after:
            found.append(Label(start, start, None, None, None))
        after = after or start in labelled
    return found


def _by_line(lines: list[tuple[int, int]], labels: list[Label]) -> list[Label | None]:
    by_start = {label.start: label for label in labels}
    return [by_start.get(start) for start, _ in lines]


def _turns(text: str, lines: list[tuple[int, int]], labels: list[Label]) -> tuple[Turn, ...]:
    by_start = {label.start: label for label in labels}
    turns: list[Turn] = []
    current: Label | None = None
    first = last = -1  # where begins and ends what was said in the turn

    def finish(label: Label) -> None:
        start = first if first >= 0 else min(label.said, len(text))
        end = last if first >= 0 else start
        turns.append(Turn(start, end, label.name, label.start, label.time_start, label.time_end))

    for start, end in lines:
        label = by_start.get(start)
        if label is not None:
            if current is not None:
                finish(current)
            current, first = label, -1
            start = label.said
        elif current is not None:
            start = max(start, current.said)  # of a label that spans two lines
        if start >= end or (current is not None and end <= current.said):
            continue
        inner = _inner(text, start, end)
        if inner is None:
            continue
        if current is None:
            turns.append(Turn(*inner))
        else:
            first = first if first >= 0 else inner[0]
            last = inner[1]
    if current is not None:
        finish(current)
    return tuple(turns)


def _timed_behind(text: str, turns: tuple[Turn, ...]) -> tuple[Turn, ...]:
    """Read time stamps that stand at the ends of turns, where no others were found."""
    if any(turn.time_start is not None for turn in turns) or "#" not in text:
        return turns
    found: list[Turn] = []
    before: float | None = None
    for turn in turns:
        stamps = [seconds(m[1]) for m in _BEHIND.finditer(text, turn.start, turn.end)]
        ended = stamps[-1] if stamps else None
        found.append(Turn(turn.start, turn.end, turn.speaker, turn.label_start, before, ended))
        before = ended if ended is not None else before
    return tuple(found) if before is not None else turns


def _inner(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None
