# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Tables of cases into a project and out of it."""

from __future__ import annotations

from pathlib import Path

from qualcoder_tc import operations, queries
from qualcoder_tc.errors import InputError
from qualcoder_tc.files import replacing
from qualcoder_tc.formats import case_tables
from qualcoder_tc.model.case_table import CaseCounts
from qualcoder_tc.progress import Progress, silent
from qualcoder_tc.project import Project


def import_cases(
    project: Project, path: Path, case_column: str | None = None, progress: Progress = silent
) -> CaseCounts:
    """Bring in a table of cases as one step; return what changed, with warnings."""
    progress(0, 2, path.name)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path.name} cannot be opened", f"{error.strerror}; choose a table of cases") from error
    known = {s.name for s in project.read(queries.cases.speakers)} | {
        c.name for c in project.read(queries.cases.all)
    }
    table = case_tables.read(data, case_column, known)
    progress(1, 2, path.name)
    counts = project.do(operations.case_tables.take, table=table)
    progress(2, 2, path.name)
    return counts


def export_cases(project: Project, path: Path) -> int:
    """Write the cases with their attributes as .csv or .xlsx; return how many."""
    if path.suffix.lower() not in (".csv", ".xlsx"):
        raise InputError(
            f"Cases are not written as {path.suffix or 'a file without suffix'}", "choose .csv or .xlsx"
        )
    cases = project.read(queries.cases.all)
    attributes = [a.name for a in project.read(queries.cases.attributes)]
    with replacing(path) as passing:
        case_tables.write(passing, cases, attributes)
    return len(cases)
