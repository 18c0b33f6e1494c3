# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Importing files into a project, one after the other; a broken one never stops the rest."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from qualcoder_tc import operations, queries
from qualcoder_tc.errors import AppError, Cancelled
from qualcoder_tc.model.transcript import ImportOptions
from qualcoder_tc.progress import Progress, silent
from qualcoder_tc.project import Project


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """A file that went in."""

    path: Path
    document_id: int
    title: str
    kind: str
    characters: int
    turns: int
    speakers: tuple[str, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SkippedFile:
    """A file that did not go in, and why."""

    path: Path
    reason: str


@dataclass(slots=True)
class ImportOutcome:
    """What became of each file."""

    imported: list[ImportedFile] = field(default_factory=list)
    skipped: list[SkippedFile] = field(default_factory=list)


def import_files(
    project: Project, paths: Sequence[Path], options: ImportOptions | None = None, progress: Progress = silent
) -> ImportOutcome:
    """Import files and the files in folders; each is one step that can be undone.

    When cancelled, the files finished so far stay, and the outcome tells of them.
    """
    outcome = ImportOutcome()
    files = _files(paths, outcome)
    for number, path in enumerate(files):
        try:
            progress(number, len(files), path.name)
        except Cancelled:
            outcome.skipped += [SkippedFile(left, "the import was cancelled before it") for left in files[number:]]
            return outcome
        try:
            outcome.imported.append(_import(project, path, options or ImportOptions()))
        except AppError as error:
            outcome.skipped.append(SkippedFile(path, f"{error.title}: {error.message}"))
    progress(len(files), len(files), "")
    return outcome


def _files(paths: Sequence[Path], outcome: ImportOutcome) -> list[Path]:
    files: list[Path] = []
    for path in paths:
        if not os.path.isdir(path):  # noqa: PTH112 - never raises, unlike Path.is_dir
            files.append(path)
            continue
        try:
            inside = sorted(
                p
                for p in path.rglob("*")
                if p.is_file() and not any(s.startswith(".") for s in p.relative_to(path).parts)
            )
        except OSError as error:
            outcome.skipped.append(SkippedFile(path, f"This folder cannot be read: {error.strerror}"))
            continue
        if not inside:
            outcome.skipped.append(SkippedFile(path, "This folder is empty: choose one that holds transcripts"))
        files += inside
    return files


def _import(project: Project, path: Path, options: ImportOptions) -> ImportedFile:
    from qualcoder_tc.formats import importers

    document, data = importers.read_file(path, options)
    present = project.read(
        queries.documents.with_content,
        source_sha256=hashlib.sha256(data).hexdigest(),
        text_sha256=hashlib.sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest(),
    )
    if present is not None:
        raise AppError("Already in the project", f"it is there as {present}")
    document_id = project.do(operations.documents.add, document=document, source_name=path.name, data=data)
    row = project.read(queries.documents.one, document_id=document_id)
    return ImportedFile(
        path=path,
        document_id=document_id,
        title=row.title,
        kind=row.kind.value,
        characters=row.characters,
        turns=row.turns,
        speakers=row.speakers,
        warnings=document.warnings,
    )
