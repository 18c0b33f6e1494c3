# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Codebooks: the shipped ones, files, and a project's own."""

from __future__ import annotations

import os
from pathlib import Path

from qualcoder_tc import operations, paths, queries
from qualcoder_tc.errors import InputError, NotFound
from qualcoder_tc.model.codebook import Codebook
from qualcoder_tc.project import Project


def list_codebooks() -> list[tuple[str, str, Path]]:
    """Return (name, title, file) of the shipped codebooks."""
    from qualcoder_tc.formats import codebook_yaml

    files = sorted(paths.data("codebooks").glob("*.yaml"))
    return [(file.stem, codebook_yaml.read_codebook(file.read_bytes()).title, file) for file in files]


def load_codebook(name_or_file: str) -> Codebook:
    """Return a shipped codebook by name, or one from a YAML file."""
    from qualcoder_tc.formats import codebook_yaml

    for name, _, file in list_codebooks():
        if name == name_or_file:
            return codebook_yaml.read_codebook(file.read_bytes())
    file = Path(name_or_file)
    if file.suffix.lower() not in (".yaml", ".yml") and not os.path.exists(file):  # noqa: PTH110
        names = ", ".join(name for name, _, _ in list_codebooks())
        raise NotFound(f"There is no codebook {name_or_file!r}", f"shipped are: {names}; or name a .yaml file")
    try:
        data = file.read_bytes()
    except OSError as error:
        raise InputError(
            f"{file} cannot be read", f"{error.strerror}; check the name and its permissions"
        ) from error
    return codebook_yaml.read_codebook(data)


def apply_codebook(project: Project, name_or_file: str) -> dict[str, int]:
    """Bring a codebook into a project; return how many codes were added and kept."""
    return project.do(operations.codebooks.apply, book=load_codebook(name_or_file))


def export_codebook(project: Project, path: Path) -> None:
    """Write the project's codes as a codebook file."""
    from qualcoder_tc.files import replacing
    from qualcoder_tc.formats import codebook_yaml

    text = codebook_yaml.write_codebook(project.read(queries.codes.codebook))
    with replacing(path) as temporary:
        temporary.write_text(text, encoding="utf-8")
