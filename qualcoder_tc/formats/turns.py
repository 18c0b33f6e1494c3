# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""From text to turns: the speaker rule that fits best, or paragraphs where nobody is named."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from qualcoder_tc.errors import InputError
from qualcoder_tc.formats import columns, own_pattern, slips
from qualcoder_tc.formats.flow import Look
from qualcoder_tc.formats.labels import RULES, Label, Rule
from qualcoder_tc.formats.names import accepted, telling, tidy
from qualcoder_tc.formats.roles import role_of
from qualcoder_tc.formats.times import seconds
from qualcoder_tc.model.transcript import ASKING_ROLES, ImportOptions, Turn

_LOOK = 200  # a label is looked for in so many characters of a line, which bounds the work on long lines
_LABEL = 120  # characters that a line has at most which is a label and nothing else
_NAME = 40  # characters of a name at most
_BEHIND = re.compile(r"#(\d{1,2}:\d{2}:\d{2})(?:[-.,]\d+)?#")  # time stamps at the end of turns (f4, MAXQDA)
# What heads the columns of a table of turns: who speaks, and what else there may be.
_WHO = frozenset(
    "speaker speakers name who person sprecher sprecherin locuteur hablante participant "
    "parlante locutor interlocutor intervenant orador falante spreker mówca osoba talare konuşmacı konuşan".split()
)
_HEADS = _WHO | frozenset(
    """time times timestamp timecode timespan start end begin no no. nr # id turn line text transcript transcription content
    utterance what words said notes note comment comments code codes date place activity observation event zeit inhalt
    zeile temps texte tiempo texto testo tekst tijd tempo ora contenu contenido contenuto inhoud wypowiedź metin süre tid
    linea línea ligne regel riga wiersz""".split()
)
_NOTHING = Look()

NONE = "none"
OWN = "own"
ITALICS = "italics"
COLUMNS = "columns"
BOLD = "bold"
RULE_WORDS = {
    "": "Found automatically",
    **{rule.key: rule.words for rule in RULES},
    BOLD: "Names in bold",
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
        key, labels = OWN, _own(text, lines, options.pattern)
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
    if in_columns := columns.labels(text, lines):
        return COLUMNS, slips.with_feet(text, lines, in_columns)
    key, best = "", list[Label]()
    for rule in RULES:
        if rule.needs and not any(sign in text for sign in rule.needs):
            continue
        labels = _labels(text, lines, rule)
        if _convincing(labels, lines, rule) and _weight(labels) > _weight(best) * (1.25 if rule.wary else 1.02):
            key, best = rule.key, labels
            if not rule.wary and len(names_of(labels)) > 1 and _weight(best) >= 0.9 * len(lines):
                break  # nothing can name more of them
    in_bold = _bold_labels(text, look.bold_starts) if _weight(best) < 0.8 * len(lines) else []
    if len({label.name for label in in_bold}) > 1 and _weight(in_bold) > 1.2 * _weight(best):
        key, best = BOLD, in_bold
    if not best:
        best = _standing_out(text, lines, look.standing_out)
        key = ITALICS if best else ""
    if key in ("name-alone", "name-colon", BOLD):
        best = slips.timed_below(text, best)
    if key == "name-colon":
        best = slips.tight(text, lines, best)
    best = slips.forgiven(text, lines, slips.without_odd(text, slips.without_head(text, lines, best), look), look)
    return key, slips.with_feet(text, lines, _single(best, lines))


def _forced(text: str, lines: list[tuple[int, int]], look: Look, key: str) -> list[Label]:
    if key == NONE:
        return []
    if key == BOLD:
        return _bold_labels(text, look.bold_starts)
    if key == ITALICS:
        return _standing_out(text, lines, look.standing_out, sure=True)
    if key == COLUMNS:
        return columns.labels(text, lines)
    rule = next((r for r in RULES if r.key == key), None)
    if rule is None:
        raise InputError(
            f"There is no speaker rule {key!r}", "choose one of " + ", ".join(k for k in RULE_WORDS if k)
        )
    return _labels(text, lines, rule, every=True)


def _own(text: str, lines: list[tuple[int, int]], pattern: str) -> list[Label]:
    bounded = ((start, min(end, start + _LOOK)) for start, end in lines)
    return [
        Label(hit.start, hit.end, tidy(hit.name) or None, seconds(hit.time), None)
        for hit in own_pattern.matches(pattern, text, bounded)
    ]


def _labels(text: str, lines: list[tuple[int, int]], rule: Rule, *, every: bool = False) -> list[Label]:
    found: list[Label] = []
    known = rule.pattern.groupindex
    begins = [key for key in ("t1", "t2", "t3", "t4") if key in known]
    ends = [key for key in ("e1", "e2", "e3", "e4") if key in known]
    tidied: dict[str, str] = {}
    find, plain = rule.pattern.match, rule.plain.match if rule.plain else None
    sign = re.compile(f"[{re.escape(rule.signs)}]").search if rule.signs else None
    spans = rule.key == "time-name"  # the layout of Teams spans two lines; every other ends with its line
    alone = rule.alone and not spans
    look = _LABEL if alone else _LOOK
    for start, end in lines[:-1] if rule.key == "name-alone" else lines:
        stop = start + look
        if rule.whole or (end < stop and not spans):
            stop = end
        elif alone:
            continue
        if plain is not None and (match := plain(text, start, stop)) and match.end(1) <= start + _NAME:
            written = match[1]
            begun = ended = None
        else:
            if sign is not None and sign(text, start, stop) is None:
                continue
            match = find(text, start, stop)
            if match is None:
                continue
            begun = _first(match, begins)
            ended = _first(match, ends) if begun else None
            written = match["name"] if rule.named else ""
        name = None
        if rule.named:
            name = tidied.get(written)
            if name is None:
                name = tidied[written] = tidy(written)
        found.append(
            Label(start, match.end(), name, seconds(begun) if begun else None, seconds(ended) if ended else None)
        )
    if rule.key in ("tab", "name-last") and found:
        found = _below_heads(text, found)
    elif rule.key == "name-dash" and found and (found[0].name or "").casefold() in _WHO:
        found = found[1:]
    if not rule.named or every:
        return found
    counts = Counter(label.name or "" for label in found)
    names = accepted(counts, len(found) / max(1, len(lines)), sure=rule.sure, wary=rule.wary)
    if len(names) == len(counts):
        return found
    folded = {name.casefold() for name in names if counts[name] > 1}
    return [label for label in found if label.name in names or (label.name or "").casefold() in folded]


def _below_heads(text: str, labels: list[Label]) -> list[Label]:
    """Leave out the row that names the columns of a table; a table whose columns name no speakers has none."""
    start = labels[0].start
    cells = [cell.strip(" :").casefold() for cell in text[start : start + _LOOK].split("\n", 1)[0].split("\t")]
    known = sum(cell in _HEADS for cell in cells)
    if known >= 2 and not _WHO & set(cells):
        return []
    # No name above the names, and what was said is headed.
    named = any(label.name == labels[0].name for label in labels[1:])
    bare = not cells[0] and not named and not any(text.startswith("\t", label.start) for label in labels[1:])
    return labels[1:] if known >= 2 or (_WHO & set(cells)) or cells[0] in _HEADS or bare else labels


def _first(match: re.Match[str], groups: list[str]) -> str | None:
    for group in groups:
        if found := match[group]:
            return found
    return None


def names_of(labels: Sequence[Label]) -> set[str]:
    """Return the names in labels."""
    return {label.name for label in labels if label.name}


def _weight(labels: list[Label]) -> float:
    named = [label for label in labels if label.name]
    # A layout that names people tells more than one that has only time stamps.
    return len(named) + 0.3 * (len(labels) - len(named))


def _convincing(labels: list[Label], lines: list[tuple[int, int]], rule: Rule) -> bool:
    if len(labels) < 2 or not lines:
        return False
    share = len(labels) / len(lines)
    if not rule.named:
        return share > 0.3
    names = {label.name for label in labels}
    if rule.named and all(telling(name or "") for name in names):
        return share >= 0.5 or _proportionate(labels, names, share, rule)
    return _proportionate(labels, names, share, rule)


def _proportionate(labels: list[Label], names: set[str | None], share: float, rule: Rule) -> bool:
    if rule.key in ("tab", "name-last") and (len(names) > max(12, len(labels) // 4) or share < 0.5):
        return False
    if rule.key == "name-alone" and not 0.1 < share <= 0.55:
        return False
    if rule.key in ("name-dash", "parentheses") and share < 0.4:
        return False
    if rule.key == "letter" and share < (0.1 if names == {"Q", "A"} else 0.4):
        return False
    if rule.key == "name-space" and (share < 0.6 or len(names) > max(2, len(labels) // 3)):
        return False
    return share >= 0.02 and len(names) <= max(12, len(labels) // 2)


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


def _bold_labels(text: str, bold: Sequence[tuple[int, int]]) -> list[Label]:
    found: list[Label] = []
    for start, end in bold:
        name = tidy(text[start:end].rstrip(": \t"))
        rest = text[end:].split("\n", 1)[0] if end < len(text) else ""
        if name and len(name) <= 40 and (rest.strip() or text[end : end + 1] == "\n"):
            said = end
            while said < len(text) and text[said] in ": \t":
                said += 1
            found.append(Label(start, said, name, None, None))
    counts = Counter(label.name or "" for label in found)
    names = {name for name in accepted(counts) if counts[name] >= 2}
    return [label for label in found if label.name in names]


def _standing_out(
    text: str, lines: list[tuple[int, int]], whole: frozenset[int], *, sure: bool = False
) -> list[Label]:
    """Take lines set in italics or bold as the interviewer's where they ask and what follows is set plainly."""
    asking = [(start, end) for start, end in lines if start in whole]
    plain = len(lines) - len(asking)
    questions = sum(text[start:end].rstrip().endswith("?") for start, end in asking)
    if not sure and (len(asking) < 3 or plain < len(asking) * 0.6 or questions < 0.4 * len(asking)):
        return []
    first = next(
        (start for start, _ in asking if sure or text[start:].split("\n", 1)[0].rstrip().endswith("?")), None
    )
    if first is not None and not sure:
        first = _opening(text, lines, whole, first)
    found: list[Label] = []
    last = ""
    for start, _ in lines:
        if first is None or start < first:
            continue
        name = "Interviewer" if start in whole else "Participant"
        if name != last:
            found.append(Label(start, start, name, None, None))
        last = name
    return found


def _opening(text: str, lines: list[tuple[int, int]], whole: frozenset[int], first: int) -> int:
    """Return where the interviewer begins who says something, and is answered, before asking the first question."""
    before = [(start, end) for start, end in lines if start < first]
    if not before or before[-1][0] in whole:
        return first
    said = [(a, b) for a, b in before if a in whole and b - a > 20 and text[a:b].rstrip().endswith((".", "!", "…"))]
    return said[0][0] if said else first


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
