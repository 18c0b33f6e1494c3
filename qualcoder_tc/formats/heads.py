# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What stands above and below the talk: dates and places, who is who, the last line of the tool that wrote it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from qualcoder_tc.formats.names import FACTS, heads, telling, tidy
from qualcoder_tc.formats.roles import answers, role_of

_MOST = 40  # lines in which the head of a document ends
_FACT = re.compile(
    r"[ \t]*(?:\*\*|__)?(?P<key>[^\W_][^\n:：\t]{0,40}?)(?:\*\*|__)?[ \t]*(?::(?!\d)|：|\t)(?:\*\*|__)?[ \t]*(?P<value>[^\n]*)"
)
_SPEECH = re.compile(r"[?!？！؟]|(?<!\b[A-ZÀ-Þ])[.…。]\s*$")
_FILE = re.compile(r"(?i)[^\n]*[^\s.]\.(?:m4a|mp[34]|wav|wma|mov|aac|ogg|docx?|txt|vtt|srt|pdf|f4p|eaf)")
_SHORT = re.compile(r"([^()]+?)[ ]*\(([^()]{1,12})\)")
_DASH = re.compile(
    r"[ \t]*(?P<key>[^\W_][^\n–—-]{0,29})[ ]+[–—-][ ]+(?P<value>[^\n]*)"
)  # E – entrevistadora; L – Lurdes
_FIGURES = re.compile(
    r"\d[\d\s./:,–-]*(?:(?:de |of |del )?[^\W\d_]{1,12}\.?,?\s*(?:de )?[\d\s./:,–-]*)?"
)  # a date, a time, how long it took
_IS = re.compile(
    r"[ \t]*(?P<key>[A-Z]{1,4}\d{0,2})[ ]+(?:is|was|stands for|ist|=)[ ]+[A-Z(][^\n]*"
)  # HW is Helen Ward
_SMALL = frozenset("and und et y e i de da di van von der del la le the".split())
_LAST = (
    r"transcribed (?:by|with)\b.{0,80}",
    r"transkribiert (?:von|mit)\b.{0,80}",
    r"this (?:editable )?transcript (?:was|is)\b.{0,200}",
    r"meeting ended after\b.{0,40}",
    r".{1,60} stopped transcription",
    r"this file is longer than\b.{0,160}",
    r"end of (?:the )?(?:transcript(?:ion)?|recording|interview|tape|audio|focus group|discussion)",
    r"(?:recording|interview|transcript|audio|tape) (?:ends|ended|stops|stopped)",
    r"end transcript",
    r"ende de[rs] (?:aufnahme|transkription|interviews|transkripts)",
    r"fin de l['’](?:entretien|enregistrement)",
    r"fin de la (?:entrevista|grabación)",
    r"fine dell['’]intervista",
)
_FOOT = re.compile(rf"(?i)[ \t]*\W{{0,3}}(?:{'|'.join(_LAST)})\W*(?:[\[(]?\d[\d:.]*[\])]?)?\W*")


def talk_begins(
    text: str, lines: Sequence[tuple[int, int]], names: Mapping[int, str], alone: Collection[int] = ()
) -> int:
    """Return the position before which labels are no turns but facts on the document, 0 if there are none.

    `names` are whom labels name, by where their lines begin; `alone` are the lines with nothing but a label.
    Above the talk stand lines such as `Date: 3 May`, `Interviewer: Jane Smith`, `P1: female, 34`.
    """
    counts = Counter(names.values())
    last = -1
    facts = False
    listed: list[tuple[int, str]] = []
    explained: set[str] = set()
    spelt = True  # all that is listed so far begins with the letter it explains
    once = 0  # how many lines so far have words before the colon that come nowhere else
    for number, (start, end) in enumerate(lines[:_MOST]):
        name = names.get(start)
        parts = _parts(text, start, end, name)
        key, value = parts or ("", "")
        if parts is None and name and _is_told(text, start, end, name):
            last = number
            continue
        if name is not None and counts[name] > 1 and (not value or start in alone):
            break  # what is said comes on the next line
        if parts and len(value) <= 100 and (_is_fact(key) or _FILE.fullmatch(value)):
            last, facts, listed = number, True, []
        elif parts and (
            _introduces(key, value, counts)
            or (explained and last == number - 1 and key not in explained and _explains(key, value, counts))
        ):
            last = number
            explained.add(key)
        elif parts and _is_who(key) and (strict := _calls(value.split(";")[0], counts)):
            facts = facts or strict > 1
            last = number if facts else last
        elif name is None:
            if listed:
                break
        elif counts[name] == 1 and not telling(name) and _is_date_or_last(text, lines, number, last, value):
            last = number
        elif _SPEECH.search(value) or len(value) > 60 or name in (n for _, n in listed):
            break
        elif counts[name] > 1:
            # A list of people: each once, in few words, and all speak later.
            listed.append((number, name))
            spelt = spelt and len(name) <= 2 and value[:1].casefold() == name[0].casefold()
            last = number if len(listed) >= (2 if spelt else 3) else last
        elif not telling(name) and (facts or (value and not value[0].islower())):
            once += 1
            # Among facts, or apart from the talk, and nobody of this name speaks again.
            last = number if facts or once > 1 or _is_parted(text, start, names) else last
        elif last == number - 1 >= 0 and value[:1].isupper() and len(value.split()) <= 4:
            last = number  # Note-taker: AB, right below facts
        elif number == 0 and _is_parted(text, start, names) and _stands_alone(name, counts):
            last = number  # Extract 4: open-plan
    return lines[last][1] if last >= 0 else 0


def _is_told(text: str, start: int, end: int, name: str) -> bool:
    """Tell whether a line without a colon or dash says who somebody is: HW is Helen Ward."""
    said = _IS.fullmatch(text, start, end)
    return said is not None and said["key"] == name and not _SPEECH.search(said[0])


def _parts(text: str, start: int, end: int, name: str | None) -> tuple[str, str] | None:
    """Return what a line has before its colon and after it, or about the dash behind a label; None without them."""
    if match := _FACT.fullmatch(text, start, min(end, start + 400)):
        key, value = match["key"].strip(), match["value"].strip()
        return None if name and key.isdigit() and value.startswith(f"{name}\t") else (key, value)
    if name and (dash := _DASH.match(text, start, end)) and tidy(dash["key"]) == name:
        return name, dash["value"].strip()
    return None


def _introduces(key: str, value: str, names: Counter[str]) -> bool:
    """Tell whether a line says who somebody is, or what the letters before what they say stand for."""
    return (
        _is_legend(value)
        or _stands_for(key, names)
        or (
            names[key] <= 1
            and (_tells_label(value, names) or (_is_who(key) and (_lists(value, names) or _is_one(value, names))))
        )
        or (names[key] > 1 and _is_spelt(key, value))
    )


def _is_date_or_last(text: str, lines: Sequence[tuple[int, int]], number: int, last: int, value: str) -> bool:
    """Tell whether a line has only figures, or closes the facts: right below one, with a blank line below it."""
    if _FIGURES.fullmatch(value):
        return True
    if not 0 <= last == number - 1 or number + 1 >= len(lines) or "?" in text[slice(*lines[number])]:
        return False
    above = text[lines[last][1] : lines[number][0]].count("\n")
    return above == 1 and text[lines[number][1] : lines[number + 1][0]].count("\n") > 1


def _is_parted(text: str, start: int, names: Mapping[int, str]) -> bool:
    """Tell whether a blank line parts what begins here from the next who is named."""
    following = min((at for at in names if at > start), default=start)
    return re.search(r"\n[ \t]*\n", text[start:following]) is not None


def _stands_alone(name: str, names: Collection[str]) -> bool:
    """Tell whether a name is a word with a number, and nobody else is called by the same word with another."""
    word = name.rstrip("0123456789 ")
    return name[-1].isdigit() and len(word) > 3 and sum(one.startswith(word) for one in names) == 1


def feet(text: str, lines: Sequence[tuple[int, int]]) -> list[int]:
    """Return where lines begin that a tool or a typist set below the talk."""
    return [start for start, end in lines[-6:] if end - start < 260 and _FOOT.fullmatch(text, start, end)]


def _is_fact(key: str) -> bool:
    words = key.casefold().split()
    return bool(words) and (words[0].strip(".,#") in FACTS or (words[-1] in FACTS and heads(words[0])))


def _is_legend(value: str) -> bool:
    """Tell whether words behind a letter say what it stands for: E: Entrevistador / I: Informante."""
    value = re.split(r"[.]\s", value, maxsplit=1)[0]
    whole = re.split(r"[,;/(]", value, maxsplit=1)[0].strip()
    first = whole.split(" ", 1)[0]
    tells = any(role_of(word) or answers(word) for word in (first, whole))
    return len(first) > 2 and len(value) <= 80 and not _SPEECH.search(value) and tells


def _stands_for(key: str, names: Collection[str]) -> bool:
    """Tell whether the letters in brackets behind a role are those of a speaker: Moderator (MOD): Lisa Brand."""
    match = _SHORT.fullmatch(key)
    return match is not None and match[2] in names and bool(role_of(match[1]) or answers(match[1]))


def _tells_label(value: str, names: Mapping[str, int]) -> bool:
    """Tell whether a line ends in the label of somebody who speaks: Narrator: Ron Hill (RH), Transcript: P07."""
    match = _SHORT.fullmatch(value)
    return names.get(value, 0) > 1 or (match is not None and names.get(match[2], 0) > 1 and match[2].isupper())


def _lists(value: str, names: Collection[str]) -> bool:
    """Tell whether words behind a role begin with several of those who speak: Moderators: M1, M2. Recorded twice."""
    listed = [word.strip() for word in re.split(r",|;|&|\band\b", value.split(". ", 1)[0])]
    return len(listed) > 1 and all(word in names for word in listed)


def _is_one(value: str, names: Mapping[str, int]) -> bool:
    """Tell whether words behind a role are one of those who speak, and facts: Anna. Kitchen, 5 Feb 2020."""
    parts = re.split(r"[.;(]", value, maxsplit=1)
    return len(parts) > 1 and names.get(parts[0].strip(), 0) > 1 and "?" not in value


def _is_spelt(key: str, value: str) -> bool:
    """Tell whether words behind initials begin with the name they are of: BA: Becky Abbott, researcher."""
    words = re.split(r"[,;(]", value, maxsplit=1)[0].split()
    return (
        key.isupper()
        and 2 <= len(words) == len(key)
        and all(word[0] == letter and word[1:].islower() for word, letter in zip(words, key, strict=True))
        and not _SPEECH.search(value)
    )


def _explains(key: str, value: str, names: Mapping[str, int]) -> bool:
    """Tell whether a line below one that explains a letter explains another: N3: Nurse 3."""
    return names.get(key, 0) > 1 and len(value.split()) <= 6 and not _SPEECH.search(value) and value[:1].isupper()


def _is_who(key: str) -> bool:
    return len(key) > 2 and bool(role_of(key) or answers(key) or role_of(key.removesuffix("(s)")))


def _calls(value: str, names: Collection[str]) -> int:
    """Tell whether words behind a role are who that is (2), may be (1), or are said (0)."""
    words = re.sub(r"\([^)]*\)|[(),;/&]", " ", value).split()
    if not words or len(words) > 8 or _SPEECH.search(value) or heads(words[0]):
        return 0
    if " ".join(words) in names or (len(words) == 1 and telling(value)):
        return 2
    capital = [not word[0].islower() for word in words if word not in _SMALL]
    if all(capital):
        return 2 if len(capital) > 1 else 1
    return 0
