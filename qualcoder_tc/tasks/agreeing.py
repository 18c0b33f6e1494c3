# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Measuring how far coders agree on a project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcoder_tc import queries
from qualcoder_tc.errors import InputError
from qualcoder_tc.model.records import CoderRow, DocumentText
from qualcoder_tc.model.spans import trimmed
from qualcoder_tc.progress import Progress, silent
from qualcoder_tc.project import Project

if TYPE_CHECKING:
    from qualcoder_tc.analysis.agreement import AgreementInput, AgreementResult


def measure_agreement(
    project: Project,
    progress: Progress = silent,
    *,
    coders: tuple[str, str] | None = None,
    unit: str = "turn",
    overlap: str = "any",
) -> AgreementResult:
    """Return agreement per code between two coders on the documents both read.

    Without names, the two with most codings are compared, in the order in which they joined the project.
    InputError if there are not two coders, or no document that both read.
    """
    from qualcoder_tc.analysis.agreement import agreement

    pair = _pair(project, coders)
    progress(0, 2, "Gathering codings")
    given = agreement_inputs(project, pair, unit)
    if not given.documents:
        raise InputError(
            f"{pair[0].name} and {pair[1].name} have no document in common",
            "agreement needs at least one document that both coded or marked as done",
        )
    progress(1, 2, "Measuring agreement")
    result = agreement(given, unit=unit, overlap=overlap)
    progress(2, 2, "")
    return result
