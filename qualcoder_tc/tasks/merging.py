# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Merging colleagues' copies into a project."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from qualcoder_tc import operations, queries
from qualcoder_tc.errors import InputError
from qualcoder_tc.model.bundle import Bundle, MergeCounts
from qualcoder_tc.progress import Progress, silent
from qualcoder_tc.project import Project


def merge(
    project: Project, others: Sequence[Path], progress: Progress = silent, *, dry_run: bool = False
) -> MergeCounts:
    """Merge copies in the order given, all of them in one step or, when anything fails, none.

    `dry_run` does exactly the same, tells what it would bring, and leaves the project as it was.
    """
    bundles: list[Bundle] = []
    for number, path in enumerate(others):
        progress(number, len(others) + 1, path.name)
        bundles.append(_read(project, path))
    progress(len(others), len(others) + 1, "Comparing" if dry_run else "Merging")
    run = project.rehearse if dry_run else project.do
    counts = run(operations.merge.merge_all, bundles=bundles)
    progress(len(others) + 1, len(others) + 1, "")
    return counts


def _read(project: Project, path: Path) -> Bundle:
    # os.path and not Path: it does not raise where a folder may not be looked into.
    if os.path.exists(path) and os.path.samefile(path, project.path):  # noqa: PTH110, PTH121
        raise InputError(f"{path.name} is this project itself", "choose the copy that your colleague gave you")
    with Project.open(path, read_only=True) as other:
        return other.read(queries.bundle.take, name=path.name)
