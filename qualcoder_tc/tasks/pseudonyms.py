# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Anonymising a project: finding, the key, replacing and forgetting."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from importlib.metadata import entry_points
from pathlib import Path

from qualcoder_tc import operations, queries
from qualcoder_tc.analysis.identifying import Entities, Identifier, find_identifiers, number
from qualcoder_tc.analysis.word_use import never_small
from qualcoder_tc.errors import InputError, NotFound
from qualcoder_tc.files import replacing
from qualcoder_tc.formats import key_file
from qualcoder_tc.model.names import Pseudonym, Replacer, places_of
from qualcoder_tc.operations.pseudonyms import ReplacedCounts
from qualcoder_tc.progress import Progress, silent
from qualcoder_tc.project import Project
from qualcoder_tc.queries.beside import Beside


def find(project: Project, progress: Progress = silent, *, key: Path | None = None) -> list[Identifier]:
    """Return what may identify somebody, with places and proposed pseudonyms; a key's own pseudonyms come first."""
    progress(0, 3, "reading")
    texts = project.read(queries.documents.texts)
    beside = project.read(queries.beside.texts)
    speakers = {s.name for s in project.read(queries.cases.speakers)}
    speakers |= {c.name for c in project.read(queries.cases.all)}
    spoken = [language for language in _languages(project) if language != "und"]
    language = max(set(spoken), key=spoken.count) if spoken else "en"
    progress(1, 3, "finding names")
    held = read_key(key) if key is not None and key.exists() else []
    taken = {p.replacement for p in held}
    single = {name.casefold() for name in speakers if " " not in name.strip()}
    proposing = {n: _in_words(one, single) for n, one in beside.items() if one.proposes}
    found = find_identifiers(
        {**texts, **proposing},
        speakers,
        pipeline(language),
        language=language,
        taken=taken,
        beside={n: one.text for n, one in beside.items()},
    )
    keep_to(held, found)
    progress(3, 3, "")
    return found


def _languages(project: Project) -> list[str]:
    return [d.language for d in project.read(queries.documents.all)]


def _in_words(one: Beside, single: Collection[str]) -> str:
    """Return what is written beside the transcripts; of titles the words apart where one of them is a speaker's name."""
    if one.kind not in ("file", "document", "project"):
        return one.text
    # In a title all words are capital: Ana in `Sheffield Ana` is not the first name of a Sheffield.
    words = re.split(r"[\s_.]+", one.text)
    return (", " if any(w.casefold() in single for w in words) else " ").join(words)


def keep_to(key: Sequence[Pseudonym], found: Sequence[Identifier]) -> None:
    """Let what is in a key keep its pseudonym, and propose for the others none that the key uses."""
    held = {p.real.casefold(): p for p in key if p.replacement}
    new: list[Identifier] = []
    for one in found:
        known = next((held[n.casefold()] for n in (one.text, *one.variants) if n.casefold() in held), None)
        if known is None:
            new.append(one)
        else:
            one.replacement, one.kind = known.replacement, known.kind or one.kind
    taken = {p.replacement for p in key}
    number([one for one in new if one.replacement in taken], taken | {one.replacement for one in found})


def by_hand(
    texts: Mapping[int, str], name: str, found: Sequence[Identifier], key: Sequence[Pseudonym] = ()
) -> Identifier:
    """Return a name that somebody met while reading, with its places and a proposal; NotFound where it stands nowhere."""
    tidy = " ".join(name.split())
    one = Identifier("person", tidy, places_of([tidy], texts) if tidy else [])
    if not one.occurrences:
        raise NotFound(f"{tidy!r} stands nowhere in the project", "write it as it stands there")
    number([one], {p.replacement for p in key} | {f.replacement for f in found})
    keep_to(key, [one])
    return one


def shared_with(key: Sequence[Pseudonym], found: Sequence[Identifier]) -> list[tuple[str, str, str]]:
    """Return (name, pseudonym, other name) where a pseudonym stands for somebody else in the key, or in another row."""
    clashes: list[tuple[str, str, str]] = []
    owners: dict[str, str] = {}
    for one in found:
        forms = {n.casefold() for n in (one.text, *one.variants)}
        other = next(
            (p.real for p in key if p.replacement == one.replacement and p.real.casefold() not in forms), ""
        )
        # In a key the forms of one name stand in rows of their own.
        if other and any(p.real.casefold() in forms and p.replacement == one.replacement for p in key):
            other = ""
        other = other or owners.get(one.replacement, "")
        if other:
            clashes.append((one.text, one.replacement, other))
        owners.setdefault(one.replacement, one.text)
    return clashes


def pipeline(language: str) -> Entities | None:
    """Return the entities of a trained spaCy pipeline for the language, None where none is installed."""
    # What spaCy lists as installed, without importing it, which takes seconds.
    names = [one.name for one in entry_points(group="spacy_models") if one.name.startswith(f"{language}_")]
    if not names:
        return None
    import spacy

    nlp = spacy.load(sorted(names)[-1])

    def entities(text: str) -> list[tuple[int, int, str]]:
        found: list[tuple[int, int, str]] = []
        at = 0
        for part in re.split(r"(?<=\n)", text):
            found += [(at + e.start_char, at + e.end_char, e.label_) for e in nlp(part[:100_000]).ents]
            at += len(part)
        return found

    return entities


def pseudonyms_of(found: Sequence[Identifier]) -> list[Pseudonym]:
    """Return a row for each form of each name."""
    return [Pseudonym(form, one.replacement, one.kind) for one in found for form in (one.text, *one.variants)]


def read_key(path: Path) -> list[Pseudonym]:
    """Return the rows of a key file."""
    try:
        return key_file.read(path.read_bytes())
    except OSError as error:
        raise InputError(f"{path.name} cannot be opened", f"{error.strerror}; choose the key file") from error


def write_key(project: Project, path: Path, pseudonyms: Sequence[Pseudonym]) -> list[Pseudonym]:
    """Add rows to a key file, making it if it is new; return all its rows. Pseudonyms in the key never change."""
    if path.suffix.lower() != ".csv":
        raise InputError("A key is a .csv file", "give it a name that ends in .csv")
    if path.resolve() == project.path.resolve():
        raise InputError("The key cannot be the project", "choose another file, best in another place")
    held = read_key(path) if path.exists() else []
    rows = key_file.merged(held, pseudonyms)
    with replacing(path) as passing:
        key_file.write(passing, rows)
    return rows


def apply(
    project: Project,
    pseudonyms: Sequence[Pseudonym],
    key: Path,
    progress: Progress = silent,
    *,
    remove_originals: bool = False,
) -> ReplacedCounts:
    """Write the key, then replace all its names in the project as one step; on request forget what was there before.

    The key comes first, so that no name is ever replaced that nobody can look up any more.
    """
    progress(0, 3, "writing the key")
    rows = write_key(project, key, pseudonyms)
    progress(1, 3, "replacing")
    rows = _loosened(rows, _languages(project))
    counts = project.do(operations.pseudonyms.apply, pseudonyms=rows)
    if remove_originals:
        progress(2, 3, "removing the originals")
        project.forget(Replacer(rows).apply)
    progress(3, 3, "")
    return counts


def _loosened(rows: Sequence[Pseudonym], languages: Sequence[str]) -> list[Pseudonym]:
    """Let names that are no ordinary words count in small letters, too: somebody typed them so."""
    sure = never_small((p.real for p in rows), languages)
    return [replace(p, any_case=p.real.casefold() in sure) for p in rows]
