# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Captions: WebVTT and SubRip, joined into turns."""

from __future__ import annotations

import html
import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise

from qualcoder_tc.errors import InputError
from qualcoder_tc.formats import caption_labels, encodings, finishing, guess, names, roles
from qualcoder_tc.formats.times import TIME, seconds
from qualcoder_tc.formats.turns import Found
from qualcoder_tc.model.transcript import ImportedDocument, ImportOptions, Turn

SUFFIXES = (".vtt", ".srt")
_TIMING = re.compile(rf"\s*({TIME})\s*-->\s*({TIME})(?:\s.*)?")
_VOICE = re.compile(r"<v(?:\.[^\s<>]{0,100})?\s{1,20}([^<>]{0,200})>")
_TAG = re.compile(r"</?[a-zA-Z0-9][^<>\n]{0,200}>|\{\\[^}\n]{0,60}\}")
_REMARK = re.compile(r"(?<=\w)\s*\((?i:[a-zäöüßéèëå]{2,5}(?:/[a-zäöüßéèëå]{2,6}){1,3})\)$")  # Mary (she/her)
_ALONE = re.compile(rf"[\[(]?{TIME}[\])]?")
_SPACES = re.compile(r"[ \t\r\n]+")
_MOST_LINES = 1_000_000
_CALLED = re.compile(r'\d+ "(?P<name>[^"\n]{1,60})" \(\d+\)')  # above the times, as Webex writes it
_TURNS = re.compile(r">>")  # another voice, in captions for the deaf
_PAUSE = 2.0  # seconds of silence that end a turn where nobody is named
_LONG = 500  # characters after which a sentence's end does


_Caption = tuple[float, float, str | None, list[str]]
"""From when to when, who by the line above it, the lines."""


@dataclass(frozen=True, slots=True)
class Cue:
    """What was said, by whom if that is told, from when to when (seconds)."""

    start: float
    end: float
    speaker: str | None
    text: str


def read(name: str, data: bytes, options: ImportOptions) -> ImportedDocument:
    """Return captions as a document of turns.

    Consecutive captions of one speaker are joined by a space into a turn. Where nobody is named, captions are
    joined until a pause of two seconds, or the end of a sentence once a turn is long.
    """
    text, encoding, warnings = encodings.decode(data, options.encoding)
    cues = _cues(text)
    if not cues:
        raise InputError("There are no captions in it", "check that it is a .vtt or .srt file with time stamps")
    media = "text/vtt" if text.lstrip().startswith("WEBVTT") else "application/x-subrip"
    return replace(from_cues(name, cues, options), encoding=encoding, media_type=media, warnings=tuple(warnings))


def from_cues(name: str, cues: list[Cue], options: ImportOptions) -> ImportedDocument:
    """Return captions as a document of turns; speakers are called as the options ask before turns are joined."""
    if options.rule == "none":
        named = [replace(cue, speaker=None) for cue in cues]
    else:
        renames = dict(options.renames)
        named = [
            replace(cue, speaker=renames.get(cue.speaker, cue.speaker) or None) if cue.speaker else cue
            for cue in _named(cues)
        ]
    built, found = _build(_joined(named))
    who = roles.find_roles(built, found)
    document = ImportedDocument(
        title=guess.title_of(name),
        kind=guess.kind_of(name, found, who),
        text=built,
        turns=found,
        language=guess.language_of(built),
        roles=who,
        rule="captions",
    )
    return finishing.finished(document, options)


def stamped(text: str) -> list[Cue]:
    """Return the captions of a text with a time stamp alone on every other line and no names, else nothing."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    times = [seconds(line) if _ALONE.fullmatch(line) else None for line in lines]
    stamps = sum(t is not None for t in times)
    # With a name and words under each stamp it is the layout of Teams, which has a rule of its own.
    if stamps < 4 or stamps < 0.42 * len(lines) or times[0] is None:
        return []
    starts: list[float] = []
    said: list[list[str]] = []
    for line, at in zip(lines, times, strict=True):
        if at is not None:
            starts.append(at)
            said.append([])
        else:
            said[-1].append(line)
    found = [Cue(at, at, None, " ".join(words)) for at, words in zip(starts, said, strict=True)]
    ends = [*(cue.start for cue in found[1:]), found[-1].start]
    cues = [replace(cue, end=max(cue.start, end)) for cue, end in zip(found, ends, strict=True) if cue.text]
    return cues


def of_turns(text: str, found: Found) -> list[Cue]:
    """Return the captions of a document that has a time, a name and a few words each, as Teams once saved meetings.

    Nothing where hardly anybody has two of them one after the other, so that its lines may stay as they are.
    """
    spoken = [turn for turn in found.turns if turn.speaker]
    if found.rule != "time-name" or any(turn.time_end is None for turn in spoken):
        return []
    again = sum(a.speaker == b.speaker for a, b in pairwise(spoken))
    if again < max(1, 0.05 * len(spoken)):
        return []
    return [
        Cue(turn.time_start or 0.0, turn.time_end or 0.0, turn.speaker, one_line(text[turn.start : turn.end]))
        for turn in found.turns
    ]


def _cues(text: str) -> list[Cue]:
    lines = text.split("\n")
    if len(lines) > _MOST_LINES:
        raise InputError("It is too long", f"it has {len(lines):,} lines; split it")
    starts = [n for n, line in enumerate(lines) if "-->" in line and _TIMING.fullmatch(line)]
    notes = text.lstrip().startswith("WEBVTT")
    captions: list[_Caption] = []
    for number, at in enumerate(starts):
        match = _TIMING.fullmatch(lines[at])
        assert match
        stop = starts[number + 1] if number + 1 < len(starts) else len(lines)
        said = _said(lines[at + 1 : stop], notes=notes, last=number + 1 == len(starts))
        begun, ended = seconds(match[1]) or 0.0, seconds(match[2]) or 0.0
        called = _CALLED.fullmatch(lines[at - 1].strip()) if at else None
        captions.append((begun, max(begun, ended), called["name"] if called else None, said))
    rolled = _rolled(captions)
    known = _known(rolled)
    return [
        Cue(begun, ended, speaker or called, words)
        for begun, ended, called, said in rolled
        for lines in _talks(said, known)
        for speaker, words in _voices("\n".join(lines))
        if words
    ]


def _known(captions: list[_Caption]) -> set[str]:
    """Return who is named where captions begin, nobody where voice tags or the lines above tell who speaks."""
    if any(called or any(_VOICE.search(line) for line in said) for *_, called, said in captions):
        return set()
    counts = Counter(name for *_, said in captions if said and (name := _name_before(said[0])))
    return {name for name, count in counts.items() if names.plausible(name, count, sure=True)}


def _name_before(line: str) -> str | None:
    match = caption_labels.match(html.unescape(_TAG.sub("", line)).strip())
    return caption_labels.name_in(match) if match else None


def _talks(said: list[str], known: set[str]) -> list[list[str]]:
    """Part the lines of a caption in which another of those answers who are named where captions begin."""
    starts = [n for n, line in enumerate(said) if n and known and _name_before(line) in known]
    return [said[a:b] for a, b in pairwise([0, *starts, len(said)])]


def _said(lines: list[str], *, notes: bool, last: bool) -> list[str]:
    """Return the lines of a caption, given those up to the next one's times.

    In WebVTT it ends at an empty line, and notes or a name for the next caption may come. In SubRip only the number
    of the next one does, and people leave empty lines within captions, or none between them.
    """
    if not notes:
        kept = [line for line in lines if line.strip()]
        return kept[:-1] if kept and not last and _names_next(lines) else kept
    found: list[str] = []
    for line in lines:
        if line.strip():
            found.append(line)
        elif found or not line:
            break
    return found


def _names_next(lines: list[str]) -> bool:
    """Tell whether the last of the lines above a time is the number or name of the caption that begins there."""
    *above, name = (line.strip() for line in lines)
    if not name:  # with an empty line below it
        return next(line for line in reversed(above) if line).isdecimal()
    return name.isdecimal() or bool(_CALLED.fullmatch(name)) or (above[-1:] == [""] and " " not in name)


def _rolled(captions: list[_Caption]) -> list[_Caption]:
    """Leave out lines that roll on from the caption before, where many do, as video sites write them."""
    plain = [[one_line(_TAG.sub("", line)) for line in said] for *_, said in captions]
    rolls = [bool(a and b and b[0] == a[-1]) for a, b in pairwise(plain)]
    if len(captions) < 4 or sum(rolls) < 0.4 * len(captions):
        return captions
    found = captions[:1]
    for (begun, ended, called, said), rolling in zip(captions[1:], rolls, strict=True):
        found.append((begun, ended, called, said[1:] if rolling else said))
    return found


def _voices(text: str) -> list[tuple[str | None, str]]:
    """Split a caption where another voice begins; strip markup; one line."""
    parts = _VOICE.split(text)
    voiced = [(None, parts[0]), *[(parts[i], parts[i + 1]) for i in range(1, len(parts), 2)]]
    return [
        (
            names.tidy(html.unescape(name)) or None if name else None,
            one_line(html.unescape(_TAG.sub("", said))),
        )
        for name, said in voiced
    ]


def one_line(text: str) -> str:
    """Return a text on one line; spaces that do not break stay what they are."""
    return _SPACES.sub(" ", text).strip(" ")


def _named(cues: list[Cue]) -> list[Cue]:
    """Take names written in the captions (`Name: text`) as speakers, where there are no voice tags."""
    if any(cue.speaker for cue in cues):
        called = {cue.speaker: _REMARK.sub("", cue.speaker) for cue in cues if cue.speaker}
        if len(set(called.values())) < len(called):
            return cues  # the remarks tell people apart
        return [replace(cue, speaker=called[cue.speaker]) if cue.speaker else cue for cue in cues]
    matches = [caption_labels.match(cue.text) for cue in cues]
    counts = Counter(caption_labels.name_in(m) for m in matches if m)
    # Where nearly all captions have one, as meetings are saved, names may be in small letters too.
    known = names.accepted(counts, sure=counts.total() >= 0.9 * len(cues))
    known -= caption_labels.no_names(matches, counts)
    if sum(counts[n] for n in known) < 2:
        return cues
    found: list[Cue] = []
    speaker: str | None = None
    for cue, match in zip(cues, matches, strict=True):
        words = cue.text
        if match and (said := caption_labels.name_in(match)) in known:
            speaker, words = said, cue.text[match.end() :]
        elif _TURNS.match(cue.text):
            speaker = None  # somebody else, who is not named
        found.append(Cue(cue.start, cue.end, speaker, words))
    return found


def _joined(cues: list[Cue]) -> list[Cue]:
    found: list[Cue] = []
    said: list[str] = []
    length = 0
    for cue in cues:
        last = found[-1] if found else None
        if last is not None and last.speaker == cue.speaker and not _breaks(last, cue, length, said[-1]):
            found[-1] = Cue(last.start, cue.end, last.speaker, "")
            said.append(cue.text)
            length += len(cue.text) + 1
            continue
        if last is not None:
            found[-1] = replace(last, text=" ".join(said))
        found.append(cue)
        said, length = [cue.text], len(cue.text)
    if found:
        found[-1] = replace(found[-1], text=" ".join(said))
    return found


def _breaks(last: Cue, cue: Cue, length: int, said: str) -> bool:
    if cue.speaker is not None:
        return False
    if _TURNS.match(cue.text):
        return True
    return cue.start - last.end >= _PAUSE or (length >= _LONG and said.endswith((".", "?", "!", "…")))


def _build(cues: list[Cue]) -> tuple[str, tuple[Turn, ...]]:
    parts: list[str] = []
    found: list[Turn] = []
    at = 0
    for cue in cues:
        label = f"{cue.speaker}: " if cue.speaker else ""
        start = at + len(label)
        found.append(Turn(start, start + len(cue.text), cue.speaker, at, cue.start, cue.end))
        parts.append(f"{label}{cue.text}\n")
        at = start + len(cue.text) + 1
    return "".join(parts), tuple(found)
