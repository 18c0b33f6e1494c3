# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Codes by the names that people write, who leave out branches, accents, hyphens and spaces."""

from __future__ import annotations

import unicodedata
from typing import Generic, TypeVar

from qualcoder_tc.model.codes import path_slug, slug

T = TypeVar("T")


class CodeNames(Generic[T]):
    """Finds a code by its path, by its name, and by what is left of both without accents, hyphens and spaces."""

    def __init__(self) -> None:
        self._by_path: dict[str, T] = {}
        self._by_name: dict[str, list[str]] = {}
        self._loosely: dict[str, list[str]] = {}

    def add(self, name: str, path: str, code: T) -> None:
        """Add a code, whose path is that of slugs; of several with one name the first added is found by it."""
        if path in self._by_path:
            return
        self._by_path[path] = code
        self._by_name.setdefault(slug(name), []).append(path)
        for written in {_loose(name), _loose(path)} - {""}:
            self._loosely.setdefault(written, []).append(path)

    def find(self, written: str) -> T | None:
        """Return the code that somebody means, None if there is none, or several only look like it."""
        if (exact := self._by_path.get(path_slug(written))) is not None:
            return exact
        if paths := self._by_name.get(slug(written)):
            return self._by_path[paths[0]]
        paths = self._loosely.get(_loose(written), [])
        return self._by_path[paths[0]] if len(paths) == 1 else None

    def has(self, written: str) -> bool:
        """Tell whether a code is meant."""
        return self.find(written) is not None

    def twins(self, written: str) -> tuple[str, ...]:
        """Return the paths of all codes with this name where there are several and it does not say which is meant."""
        paths = () if path_slug(written) in self._by_path else self._by_name.get(slug(written), ())
        return tuple(paths) if len(paths) > 1 else ()


def _loose(name: str) -> str:
    """Return the bare letters and digits of a name; parts of a path stay apart."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    parts = ("".join(sign for sign in part if sign.isalnum()) for part in plain.split("/"))
    return "/".join(part for part in parts if part)
