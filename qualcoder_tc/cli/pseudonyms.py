# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The verbs `anonymise` and `leaks`."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict
from typing import Any

from qualcoder_tc import queries, tasks
from qualcoder_tc.cli.answer import Answer, table, to_stderr
from qualcoder_tc.errors import InputError
from qualcoder_tc.project import Project


def run(given: Namespace) -> Answer:
    """List what may identify somebody, write a draft of a key, or replace the names of a key."""
    if given.apply:
        return _apply(given)
    if given.remove_originals:
        raise InputError("Nothing is removed without --apply", "add --apply and --key KEY.csv")
    with Project.open(given.project, read_only=True) as project:
        found = tasks.pseudonyms.find(project, to_stderr, key=given.key)
        beside = project.read(queries.beside.texts)
        if given.key is not None:
            tasks.pseudonyms.write_key(project, given.key, tasks.pseudonyms.pseudonyms_of(found))
    value = [
        {
            "kind": i.kind,
            "text": i.text,
            "variants": list(i.variants),
            "replacement": i.replacement,
            "occurrences": [asdict(o) for o in i.occurrences if o.document > 0],
            "elsewhere": [beside[o.document].kind for o in i.occurrences if o.document < 0],
        }
        for i in found
    ]
    rows = [[i.kind, i.text, ", ".join(i.variants), str(len(i.occurrences)), i.replacement] for i in found]
    words = table(rows, head=["kind", "text", "also", "times", "proposed"]) if rows else "Nothing was found."
    if given.key is not None:
        words += f"\nThe key is in {given.key}: change or empty its pseudonyms, then run again with --apply."
    return Answer(value, words)


def _apply(given: Namespace) -> Answer:
    if given.key is None:
        raise InputError("A key is needed", "name it with --key KEY.csv; without --apply a draft is written there")
    rows = tasks.pseudonyms.read_key(given.key)
    with Project.open(given.project) as project:
        counts = tasks.pseudonyms.apply(
            project, rows, given.key, to_stderr, remove_originals=given.remove_originals
        )
    words = (
        f"Replaced names in {counts.places} places of {counts.documents} documents, {counts.speakers} speakers, "
        f"{counts.cases} cases and {counts.elsewhere} other texts"
    )
    if counts.small:
        words += f"\n{counts.small} places write such a word in small letters and were left: look at them"
    if given.remove_originals:
        words += "; the original files and earlier steps of undo are gone"
    return Answer(asdict(counts) | {"originals_removed": given.remove_originals}, words)


def leaks(given: Namespace) -> Answer:
    """Look for the names of a key in finished exports; failing where there are any, or where something cannot be read."""
    rows = tasks.pseudonyms.read_key(given.key)
    looked = [(path, tasks.find_leaks(path, rows)) for path in given.exports]
    value: list[dict[str, Any]] = []
    lines: list[str] = []
    for path, found in looked:
        value += [{"path": str(path)} | asdict(leak) for leak in found.leaks]
        value += [
            {"path": str(path), "name": "", "where": one.where, "count": 0, "unread": one.why}
            for one in found.unread
        ]
        lines += [f"{path}: {leak.name}, {leak.count} times in {leak.where}" for leak in found.leaks]
        lines += [f"{path}: {one.where} was not read: {one.why}" for one in found.unread]
        lines += [f"{path}: pictures are not looked at, and there are {found.pictures}"] if found.pictures else []
    clean = all(found.clean for _, found in looked)
    if not any(found.leaks for _, found in looked):
        lines.append("No replaced name was found" + ("." if clean else " in what could be read."))
    return Answer(value, "\n".join(lines), ok=clean)
