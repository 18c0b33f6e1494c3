# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""A codebook as plain values, checked against the documented schema."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from qualcoder_tc.errors import InputError
from qualcoder_tc.model.codes import CodeKind, is_colour, slug

SCHEMA = "qualcoder_tc/codebook/1"


@dataclass(frozen=True, slots=True)
class CodebookEntry:
    """One node of the code tree with its rules."""

    name: str
    kind: CodeKind = CodeKind.CODE
    definition: str = ""
    apply: tuple[str, ...] = ()
    not_apply: tuple[str, ...] = ()
    example: str = ""
    source: str = ""
    """Section and authors in words, e.g. `2.1; Brudney and England (1983)`."""
    colour: str | None = None
    favourite: int | None = None
    exclusive: bool = False
    uuid: str | None = None
    children: tuple[CodebookEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class Codebook:
    """A code tree with its title and where it comes from."""

    id: str
    title: str
    entries: tuple[CodebookEntry, ...]
    version: str = "1.0"
    language: str = "en"
    description: str = ""
    source: str = ""
    references: dict[str, str] = field(default_factory=dict)

    def walk(self) -> Iterator[tuple[str, CodebookEntry]]:
        """Yield (path, entry) in reading order."""
        yield from _walk(self.entries, "")


def _walk(entries: tuple[CodebookEntry, ...], above: str) -> Iterator[tuple[str, CodebookEntry]]:
    for entry in entries:
        path = f"{above}/{slug(entry.name)}" if above else slug(entry.name)
        yield path, entry
        yield from _walk(entry.children, path)


def _fail(where: str, what: str) -> InputError:
    return InputError("This codebook cannot be used", f"{where}: {what}")


def _text(node: dict[str, Any], key: str, where: str) -> str:
    value = node.get(key, "")
    if value is None:
        return ""
    if not isinstance(value, str | int | float):
        raise _fail(where, f"`{key}` must be text")
    return str(value).strip()


def _texts(node: dict[str, Any], key: str, where: str) -> tuple[str, ...]:
    value = node.get(key) or ()
    if isinstance(value, str):
        return (value.strip(),)
    if not isinstance(value, list | tuple) or not all(isinstance(v, str) for v in value):
        raise _fail(where, f"`{key}` must be a text or a list of texts")
    return tuple(v.strip() for v in value)


def _source(node: dict[str, Any], where: str, references: dict[str, str]) -> str:
    value = node.get("source")
    if value is None or isinstance(value, str):
        return (value or "").strip()
    if not isinstance(value, dict):
        raise _fail(where, "`source` must be a text, or a section with authors")
    section = str(value.get("section", "")).strip()
    authors = value.get("authors") or []
    if not isinstance(authors, list):
        raise _fail(where, "`source.authors` must be a list")
    named = [references.get(str(a), str(a)) for a in authors]
    return "; ".join(part for part in ([f"section {section}"] if section else []) + named if part)


def _entry(node: Any, above: str, references: dict[str, str]) -> CodebookEntry:
    if not isinstance(node, dict) or not str(node.get("name") or "").strip():
        raise _fail(above or "codes", "every code needs a `name`")
    name = str(node["name"]).strip()
    where = f"{above}/{slug(name)}" if above else slug(name)
    if not slug(name):
        raise _fail(where, f"the name {name!r} has no letter or digit in it")
    try:
        kind = CodeKind(node.get("kind", "code"))
    except ValueError:
        raise _fail(where, f"`kind` is {node.get('kind')!r}; it must be facet, branch or code") from None
    colour = node.get("colour")
    if colour is not None and not (isinstance(colour, str) and is_colour(colour)):
        raise _fail(where, f"`colour` is {colour!r}; it must look like #2a6db5")
    favourite = node.get("favourite")
    if favourite is not None and favourite not in range(1, 10):
        raise _fail(where, "`favourite` must be a number from 1 to 9")
    return CodebookEntry(
        name=name,
        kind=kind,
        definition=_text(node, "definition", where),
        apply=_texts(node, "apply", where),
        not_apply=_texts(node, "not_apply", where),
        example=" / ".join(_texts(node, "example", where)),
        source=_source(node, where, references),
        colour=colour.lower() if colour else None,
        favourite=favourite,
        exclusive=bool(node.get("exclusive", False)),
        uuid=_text(node, "uuid", where) or None,
        children=_entries(node.get("codes") or [], where, references),
    )


def _entries(nodes: Any, above: str, references: dict[str, str]) -> tuple[CodebookEntry, ...]:
    if not isinstance(nodes, list):
        raise _fail(above or "codes", "`codes` must be a list")
    entries = tuple(_entry(node, above, references) for node in nodes)
    seen: set[str] = set()
    for entry in entries:
        if slug(entry.name) in seen:
            raise _fail(above or "codes", f"two codes are called {entry.name!r}; give one another name")
        seen.add(slug(entry.name))
    return entries


def codebook_from_plain(plain: Any) -> Codebook:
    """Return the codebook that a parsed YAML or JSON document describes; InputError says where it is wrong."""
    if not isinstance(plain, dict):
        raise _fail("the file", "it must be a mapping with `schema`, `title` and `codes`")
    if plain.get("schema") != SCHEMA:
        raise _fail("schema", f"expected {SCHEMA!r}, found {plain.get('schema')!r}")
    given = plain.get("references") or {}
    references = {str(k): str(v) for k, v in given.items()} if isinstance(given, dict) else {}
    entries = _entries(plain.get("codes") or [], "", references)
    if not entries:
        raise _fail("codes", "there is no code in it")
    title = _text(plain, "title", "title") or "Codebook"
    return Codebook(
        id=_text(plain, "id", "id") or slug(title),
        title=title,
        entries=entries,
        version=_text(plain, "version", "version") or "1.0",
        language=_text(plain, "language", "language") or "en",
        description=_text(plain, "description", "description"),
        source=_text(plain, "source", "source"),
        references=references,
    )


def codebook_to_plain(book: Codebook) -> dict[str, Any]:
    """Return plain values that `codebook_from_plain` reads back to an equal codebook."""
    head = {
        "schema": SCHEMA, "id": book.id, "title": book.title, "version": book.version, "language": book.language,
        "description": book.description, "source": book.source, "references": dict(book.references),
    }  # fmt: skip
    return {k: v for k, v in head.items() if v} | {"codes": [_plain(e) for e in book.entries]}


def _plain(entry: CodebookEntry) -> dict[str, Any]:
    node: dict[str, Any] = {
        "name": entry.name, "kind": entry.kind.value, "uuid": entry.uuid, "colour": entry.colour,
        "favourite": entry.favourite, "exclusive": entry.exclusive, "definition": entry.definition,
        "apply": list(entry.apply), "not_apply": list(entry.not_apply), "example": entry.example,
        "source": entry.source, "codes": [_plain(c) for c in entry.children],
    }  # fmt: skip
    return {k: v for k, v in node.items() if v or k == "name"}
