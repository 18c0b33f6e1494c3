# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Whole files of other kinds that a Word document holds in place of paragraphs, as some web tools write them."""

from __future__ import annotations

from collections.abc import Callable

from qualcoder_tc.errors import InputError
from qualcoder_tc.formats import encodings
from qualcoder_tc.formats.office import Package

_MOST = 100

Chunks = Callable[[str], list[str] | None]
"""Returns the lines of the file behind a relation, None if it cannot be read."""


def of(package: Package, part: str) -> Chunks:
    """Return what reads the files that the document in a part holds."""
    related: dict[str, tuple[str, str]] | None = None
    read: set[str] = set()

    def lines(relation: str) -> list[str] | None:
        nonlocal related
        if related is None:
            related = package.related(part)
        name = related.get(relation, ("", ""))[1]
        # Each file stands in one place; a document that points to one a thousand times is meant to do harm.
        if not package.has(name) or name in read or len(read) >= _MOST:
            return None
        read.add(name)
        try:
            return _lines(name, package.read(name))
        except InputError:
            return None

    return lines


def _lines(name: str, data: bytes) -> list[str] | None:
    from qualcoder_tc.formats import web

    if name.endswith((".mht", ".mhtml")):
        part = _page_in(data)
        return web.flow_of(*part).text().split("\n") if part is not None else None
    if name.endswith((".html", ".htm", ".xhtml")):
        return web.flow_of(data, None).text().split("\n")
    if name.endswith(".txt"):
        return encodings.decode(data)[0].split("\n")
    return None


def _page_in(data: bytes) -> tuple[bytes, str | None] | None:
    """Return the page of a web archive, and its encoding."""
    import email
    import email.policy

    for part in email.message_from_bytes(data, policy=email.policy.compat32).walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            payload = part.get_payload(decode=True)
            return (payload, part.get_content_charset()) if isinstance(payload, bytes) else None
    return None
