# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The key: which pseudonym stands for whom, a CSV file that is kept apart from the project."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from qualcoder_tc.errors import InputError
from qualcoder_tc.formats import rows
from qualcoder_tc.model.names import Pseudonym, bracketed

_HEAD = ("real", "pseudonym", "kind")


def read(data: bytes) -> list[Pseudonym]:
    """Return the rows of a key; those without pseudonym are kept, so that nothing that was considered is lost."""
    table = rows.read(data)
    places = {name.strip().casefold(): n for n, name in enumerate(table.head)}
    if "real" not in places or "pseudonym" not in places:
        raise InputError("This is no key", "it needs the columns real and pseudonym")
    kind = places.get("kind")
    return [
        Pseudonym(
            _plain(row[places["real"]]),
            bracketed(row[places["pseudonym"]]),
            row[kind].strip() if kind is not None else "",
        )
        for row in table.rows
        if row[places["real"]].strip()
    ]


def write(path: Path, pseudonyms: Sequence[Pseudonym]) -> None:
    """Write a key that spreadsheets open as it is."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(_HEAD)
    writer.writerows((_safe(p.real), p.replacement, p.kind) for p in pseudonyms)
    path.write_bytes(text.getvalue().encode("utf-8-sig"))


def merged(held: Sequence[Pseudonym], added: Sequence[Pseudonym]) -> list[Pseudonym]:
    """Return the rows of a key with those added; a name that is there already takes the new pseudonym, if it has one.

    InputError where a name would change its pseudonym: the transcripts hold the old one already.
    """
    found = {p.real.casefold(): p for p in held}
    for given in added:
        one = Pseudonym(" ".join(given.real.split()), bracketed(given.replacement), given.kind)
        before = found.get(one.real.casefold())
        if before and before.replacement and one.replacement and before.replacement != one.replacement:
            raise InputError(
                f"The key says {before.replacement} for a name that should now be {one.replacement}",
                "keep to the pseudonym in the key, or use another key file",
            )
        if before is None or (one.replacement and not before.replacement):
            found[one.real.casefold()] = one
    return list(found.values())


def _safe(cell: str) -> str:
    # A cell that begins like a formula would be run by a spreadsheet.
    return "'" + cell if cell[:1] in ("=", "+", "-", "@") else cell


def _plain(cell: str) -> str:
    text = " ".join(cell.split())
    return text[1:] if text[:1] == "'" and text[1:2] in ("=", "+", "-", "@") else text
