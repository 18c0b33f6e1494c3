# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What in a text may tell who or where somebody is: names, places, organisations, numbers, addresses, dates of birth.

Patterns and plain observations always; the entities of a trained spaCy pipeline where there is one. Whatever is found is
a proposal: somebody has to read the transcripts, since no pattern finds a nickname or a story that only one person has.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

from qualcoder_tc.analysis.identifying_patterns import PATTERNS
from qualcoder_tc.analysis.word_use import (
    DAYS,
    FILLERS,
    ORGANISATION_WORDS,
    PLACE_WORDS,
    ROLES,
    TITLES,
    never_small,
    ordinary,
)
from qualcoder_tc.model.alike_letters import AlikeText
from qualcoder_tc.model.names import NameFinder, Occurrence

KINDS = ("person", "place", "organisation", "phone", "email", "postcode", "date of birth", "number", "other")


@dataclass(slots=True)
class Identifier:
    """Something that may tell who somebody is, with all its places and a pseudonym to begin with."""

    kind: str
    text: str
    occurrences: list[Occurrence] = field(default_factory=list)
    replacement: str = ""
    variants: tuple[str, ...] = ()
    """Other forms that mean the same, such as a first name beside the whole."""


Entities = Callable[[str], Iterable[tuple[int, int, str]]]
"""Gives (start, end, label) of the entities in a text, as a spaCy pipeline does."""

_PROPOSED = re.compile(r"\[[A-Z][a-z ]{2,20} \d{1,5}\]")
_WORD = r"[^\W\d_](?:[^\W\d_]|['’-](?=[^\W\d_]))*"
_CAPITAL = re.compile(_WORD)
_SENTENCE_END = re.compile(r"[.!?…:\n\"“”]\W*$")
_LABELS = {
    "PERSON": "person", "PER": "person", "GPE": "place", "LOC": "place", "FAC": "place", "ORG": "organisation",
    "NORP": "", "DATE": "", "TIME": "", "CARDINAL": "", "ORDINAL": "", "MONEY": "", "PERCENT": "", "QUANTITY": "",
    "LANGUAGE": "", "WORK_OF_ART": "", "EVENT": "", "LAW": "", "PRODUCT": "", "MISC": "",
}  # fmt: skip


def find_identifiers(
    texts: Mapping[int, str],
    speakers: Iterable[str] = (),
    entities: Entities | None = None,
    *,
    language: str = "en",
    taken: Collection[str] = (),
    beside: Mapping[int, str] | None = None,
) -> list[Identifier]:
    """Return what may identify somebody in these texts (by document), the surest kinds first, each with its places.

    `speakers` are the names in the labels of turns; in the texts `beside` what was found is counted only. Forms of one
    name (Mary, Mary Smith) are one entry. Replacements are numbered by kind, `[Person 1]`, past those that are taken or
    stand in the texts already.
    """
    found: dict[str, tuple[str, str]] = {}  # folded form -> kind, form as written most
    read = {key: AlikeText(text).joined() for key, text in texts.items()}
    for kind, form in _by_pattern(read.values()):
        found.setdefault(form.casefold(), (kind, form))
    capitals = {_bare(w) for t in read.values() for w in _CAPITAL.findall(t) if w[0].isupper()}
    spoken = [AlikeText(s).joined() for s in speakers]
    common = ordinary({*capitals, *(word for name in spoken for word in name.split())}, language)
    names = _Names(read, spoken, common)
    for kind, form in [*names.found(), *_by_pipeline(read.values(), entities, common)]:
        found.setdefault(form.casefold(), (kind, form))
    result = _placed(_grouped(found), {**texts, **(beside or {})}, language)
    result.sort(key=lambda i: (KINDS.index(i.kind), -len(i.occurrences), i.text.casefold()))
    number(result, {*taken, *(p for text in texts.values() for p in _PROPOSED.findall(text))})
    return result


def number(found: Iterable[Identifier], taken: Collection[str]) -> None:
    """Give each its proposal, numbered by kind, so that none stands for somebody else already."""
    numbers: Counter[str] = Counter()
    for one in found:
        while True:
            numbers[one.kind] += 1
            one.replacement = f"[{one.kind.capitalize()} {numbers[one.kind]}]"
            if one.replacement not in taken:
                break


def _by_pattern(texts: Iterable[str]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for text in texts:
        taken: list[tuple[int, int]] = []
        for kind, pattern in PATTERNS:
            for match in pattern.finditer(text):
                start, end = match.span("what") if "what" in pattern.groupindex else match.span()
                if any(start < b and end > a for a, b in taken) or not _likely(kind, text[start:end]):
                    continue
                taken.append((start, end))
                found.append((kind, text[start:end].strip()))
    return found


def _likely(kind: str, text: str) -> bool:
    digits = sum(c.isdigit() for c in text)
    return not (kind == "phone" and not 9 <= digits <= 15)


def _by_pipeline(texts: Iterable[str], entities: Entities | None, common: frozenset[str]) -> list[tuple[str, str]]:
    if entities is None:
        return []
    found: list[tuple[str, str]] = []
    for text in texts:
        for start, end, label in entities(text):
            form = " ".join(text[start:end].split()).strip("'’.,;:!?()[]\"“”")
            form = re.sub(r"['’]s$", "", form)
            if (kind := _LABELS.get(label, "")) and len(form) > 1 and form.casefold() not in common | DAYS:
                found.append((kind, form))
    return found


class _Names:
    """Capitalised words that are no ordinary words, by how they are used in all the texts."""

    def __init__(self, texts: Mapping[int, str], speakers: Iterable[str], common: frozenset[str]) -> None:
        self._common = common
        self._texts = list(texts.values())
        self._speakers = [name for s in speakers if (name := _speaking(s, common))]
        self._small: Counter[str] = Counter()  # how often a word stands in small letters
        for text in self._texts:
            self._small.update(word for word in _CAPITAL.findall(text) if word[0].islower())

    def found(self) -> list[tuple[str, str]]:
        result: list[tuple[str, str]] = [("person", name) for name in self._speakers]
        inside: Counter[str] = Counter()
        first: Counter[str] = Counter()
        kinds: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for text in self._texts:
            for form, kind, begins in _runs(text, self._common):
                (first if begins else inside)[form] += 1
                kinds[form][kind] += 1
        for form in sorted({*inside, *first}):  # the same every time
            if self._is_name(form, inside[form], first[form]):
                votes = kinds[form]
                votes.pop("", None)
                result.append((votes.most_common(1)[0][0] if votes else "person", form))
        # Before the others: in capitals a surname looks like an organisation.
        return [*self._single([form for kind, form in result if kind == "person"]), *result]

    def _single(self, names: list[str]) -> list[tuple[str, str]]:
        """Return the words of whole names that may stand alone, as a surname does in capitals."""
        words = {w for name in names if " " in name for w in name.split() if w[0].isupper() and len(w) > 2}
        if not self._common:
            return []  # in a language without a table nobody can tell which of them are ordinary
        return [
            ("person", w)
            for w in sorted(words)
            if w.casefold() not in self._common | DAYS | ROLES and w not in TITLES
        ]

    def _is_name(self, form: str, inside: int, first: int) -> bool:
        words = form.split()
        if len(words) > 1:
            return any(w.casefold() not in self._common for w in words) or words[0].rstrip(".") in TITLES
        word = words[0]
        folded = word.casefold()
        if len(word) < 2 or folded in DAYS | ROLES | FILLERS or (folded in self._common and not inside):
            return False
        small = self._small[folded]
        if folded in self._common:
            return inside >= 2 and inside > small  # a name that is a word, too: Rose, Mark
        # Only ever capitalised within sentences, or unknown and never small.
        return (inside > 0 and inside >= small) or (first > 0 and small == 0 and not word.isupper())


def _runs(text: str, common: frozenset[str]) -> list[tuple[str, str, bool]]:
    """Return runs of capitalised words as (form, kind or "", whether it begins a sentence)."""
    found: list[tuple[str, str, bool]] = []
    tokens = [m for m in _CAPITAL.finditer(text)]
    at = 0
    while at < len(tokens):
        token = tokens[at]
        # What stands in square brackets is a pseudonym already, or a remark of whoever transcribed.
        if not token[0][0].isupper() or _bare(token[0]) in ("I", "I'm") or text[max(0, token.start() - 1)] == "[":
            at += 1
            continue
        end = at
        while (
            end + 1 < len(tokens)
            and tokens[end + 1][0][0].isupper()
            and text[tokens[end].end() : tokens[end + 1].start()] in (" ", ". ", "\u00a0")
            and (text[tokens[end].end()] != "." or tokens[end][0] in TITLES or len(tokens[end][0]) == 1)
            and _bare(tokens[end + 1][0]) != "I"
        ):
            end += 1
        before = text[max(0, token.start() - 12) : token.start()]
        begins = token.start() == 0 or bool(_SENTENCE_END.search(before))
        words = [_bare(t[0]) for t in tokens[at : end + 1]]
        # The first word of a sentence is capital in any case: it is part of a name only if it is no ordinary word.
        while begins and len(words) > 1 and words[0].casefold() in common and words[0].rstrip(".") not in TITLES:
            words, begins = words[1:], False
        form = " ".join(w for w in words if w)
        if form:
            follows = text[tokens[end].end() : tokens[end].end() + 20]
            found.append((form, _kind(words, before, follows), begins))
        at = end + 1
    return found


def _bare(word: str) -> str:
    return re.sub(r"['’](?:s|S|ll|d|re|ve|m)$", "", word)


def _kind(words: list[str], before: str, follows: str) -> str:
    last = words[-1].casefold()
    if words[0].rstrip(".") in TITLES:
        return "person"
    if last in ORGANISATION_WORDS or (len(words) == 1 and words[0].isupper() and len(words[0]) >= 2):
        return "organisation"
    if last in PLACE_WORDS:
        return "place"
    lead = before.casefold().rstrip()
    if re.search(r"\b(?:in|to|from|at|near|around|towards|outside)$", lead) and not re.match(
        r"\s*(?:said|says|told)", follows
    ):
        return "place" if re.search(r"\b(?:in|near|around|outside|from)$", lead) else ""
    if re.match(r"['’]s\b|\s+(?:said|says|told|asked|was|is|had|has|she|he|and me)\b", follows):
        return "person"
    return ""


def _speaking(label: str, common: frozenset[str]) -> str:
    """Return the name in a speaker's label, as one writes names; "" for a role, a code or a number."""
    name = " ".join(label.replace("_", " ").split())
    words = name.split()
    if not words or len(name) < 3 or any(c.isdigit() for c in name) or words[0].casefold() in ROLES:
        return ""
    if all(w[0].isupper() for w in words) and not name.isupper():
        return name
    # All in capitals, or all small: a name unless it is a word, or an abbreviation such as INT.
    known = {w.casefold() for w in words} <= common
    shaped = name.isupper() or name.islower()
    long_enough = len(words) > 1 or len(name) > 3
    return name.title() if shaped and long_enough and not known and name.replace(" ", "").isalpha() else ""


def _grouped(found: Mapping[str, tuple[str, str]]) -> list[tuple[str, list[str]]]:
    """Group the forms of one name: a whole name with the single words that stand in no other whole name."""
    whole = [(kind, form) for kind, form in found.values() if " " in form and kind == "person"]
    owners: defaultdict[str, list[str]] = defaultdict(list)
    for _, form in whole:
        for word in form.split():
            if word.rstrip(".") not in TITLES:
                owners[word.casefold()].append(form)
    groups: dict[str, list[str]] = {form: [form] for _, form in whole}
    rest: list[tuple[str, list[str]]] = []
    for folded, (kind, form) in found.items():
        if form in groups:
            continue
        mine = owners.get(folded, [])
        if len(mine) == 1 and kind in ("person", "place"):
            groups[mine[0]].append(form)
        else:
            rest.append((kind, [form]))
    return [*(("person", forms) for forms in groups.values()), *rest]


def _placed(grouped: Iterable[tuple[str, list[str]]], texts: Mapping[int, str], language: str) -> list[Identifier]:
    """Return those that stand somewhere, each with its places; of two names in one place the longer has it."""
    made = [Identifier(kind, forms[0], variants=tuple(forms[1:])) for kind, forms in grouped]
    owners = [(form, one) for one in made for form in (one.text, *one.variants)]
    sure = never_small((form for form, _ in owners), [language])
    finder = NameFinder([form for form, _ in owners], [form.casefold() in sure for form, _ in owners])
    for key, text in texts.items():
        for start, end, number in finder.finds(text):
            owners[number][1].occurrences.append(Occurrence(key, start, end))
    return [one for one in made if one.occurrences]
