# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The verb `cases`: list them, or bring in or write a table of them."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict

from qualcoder_tc import queries, tasks
from qualcoder_tc.cli.answer import Answer, table, to_stderr
from qualcoder_tc.project import Project


def run(given: Namespace) -> Answer:
    """Do what the options ask for and answer."""
    if given.table is not None:
        with Project.open(given.project) as project:
            counts = tasks.import_cases(project, given.table, given.case_column, to_stderr)
        words = f"{counts.new} new cases, {counts.changed} changed, {counts.same} as they were; "
        words += f"{counts.attributes} new attributes; {counts.tied} speakers tied"
        value = asdict(counts) | {"warnings": list(counts.warnings)}
        return Answer(value, "\n".join([words, *(f"  note: {w}" for w in counts.warnings)]))
    with Project.open(given.project, read_only=True) as project:
        if given.out is not None:
            count = tasks.export_cases(project, given.out)
            return Answer({"path": str(given.out), "rows": count}, f"Wrote {count} cases to {given.out}")
        rows = project.read(queries.cases.all)
        attributes = project.read(queries.cases.attributes)
    value = [
        {"name": r.name, "attributes": r.attributes, "documents": list(r.documents), "codings": r.codings}
        for r in rows
    ]
    head = ["case", *(a.name for a in attributes), "documents", "codings"]
    lines = [
        [r.name, *(r.attributes.get(a.name, "") for a in attributes), str(len(r.documents)), str(r.codings)]
        for r in rows
    ]
    return Answer(value, table(lines, head=head) if rows else "There are no cases yet.")
