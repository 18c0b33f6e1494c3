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

from qualcoder_tc.analysis.word_use import DAYS, ORGANISATION_WORDS, PLACE_WORDS, ROLES, TITLES, ordinary
from qualcoder_tc.model.names import Occurrence, places_of

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

_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    ("other", re.compile(r"(?i)\b(?:https?://|www\.)[^\s<>\"”’]+[^\s<>\"”’.,;:!?)]")),
    ("other", re.compile(r"(?<![\w@])@[A-Za-z]\w{2,30}\b")),
    (
        "date of birth",
        re.compile(
            r"(?i)(?:\bborn\b|\bdate of birth\b|\bd\.?o\.?b\.?\b|\bbirthday\b)[^.\n\d]{0,30}"
            r"(?P<what>\d{1,2}(?:st|nd|rd|th)?[ ./-](?:of )?(?:\d{1,2}|[A-Za-z]{3,9})[ ./,-]{1,2}\d{2,4}|\d{4}-\d{2}-\d{2})"
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
    (
        "number",
        re.compile(r"\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b"),
    ),  # National Insurance
    ("number", re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b")),  # IBAN
    ("phone", re.compile(r"(?<![\w.:/-])(?:\+\d{1,3}[ .()-]*|\(?0)\d(?:[ .()/-]?\d){7,12}(?![\w:]|[.,/-]\d)")),
    ("number", re.compile(r"(?<![\w.:/+-])\d{3}[ -]?\d{3}[ -]?\d{4}(?![\w:]|[.,/-]\d)")),  # NHS number and the like
)
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
) -> list[Identifier]:
    """Return what may identify somebody in these texts (by document), the surest kinds first, each with its places.

    `speakers` are the names in the labels of turns. Forms of one name (Mary, Mary Smith) are one entry. Replacements
    are numbered by kind, `[Person 1]`, past those that are taken or stand in the texts already.
    """
    found: dict[str, tuple[str, str]] = {}  # folded form -> kind, form as written most
    for kind, form in _by_pattern(texts.values()):
        found.setdefault(form.casefold(), (kind, form))
    capitals = {_bare(w) for t in texts.values() for w in _CAPITAL.findall(t) if w[0].isupper()}
    common = ordinary(capitals, language)
    names = _Names(texts, speakers, common)
    for kind, form in [*names.found(), *_by_pipeline(texts.values(), entities, common)]:
        found.setdefault(form.casefold(), (kind, form))
    grouped = _grouped(found)
    result = [_placed(kind, forms, texts) for kind, forms in grouped]
    result = [one for one in result if one.occurrences]
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
        for kind, pattern in _PATTERNS:
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
        self._speakers = [s for s in speakers if _plain_name(s)]
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
        for form in {*inside, *first}:
            if self._is_name(form, inside[form], first[form]):
                votes = kinds[form]
                votes.pop("", None)
                result.append((votes.most_common(1)[0][0] if votes else "person", form))
        return result

    def _is_name(self, form: str, inside: int, first: int) -> bool:
        words = form.split()
        if len(words) > 1:
            return any(w.casefold() not in self._common for w in words) or words[0].rstrip(".") in TITLES
        word = words[0]
        folded = word.casefold()
        if len(word) < 2 or folded in DAYS | ROLES or (folded in self._common and not inside):
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


def _plain_name(name: str) -> bool:
    words = name.split()
    return (
        bool(words)
        and all(w[0].isupper() for w in words)
        and not any(c.isdigit() for c in name)
        and words[0].casefold() not in ROLES
        and len(name) > 2
        and not name.isupper()
    )


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


def _placed(kind: str, forms: list[str], texts: Mapping[int, str]) -> Identifier:
    return Identifier(kind, forms[0], places_of(forms, texts), variants=tuple(forms[1:]))
