# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What is seen of a coding before it is written is what is written."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qualcoder_tc import Project, operations, queries
from qualcoder_tc.model.foreseeing import foreseen
from tests.conftest import place


def test_what_is_foreseen_is_what_is_written(project: Project, interview: int, mutuality: int) -> None:
    start, end = place(project, interview, " good shoes")
    document = project.read(queries.documents.text, document_id=interview)
    code = project.read(queries.codes.one, code_id=mutuality)
    ahead = foreseen(document, code, project.coder, [], (start, end), -1)
    key = project.do(operations.segments.apply, document_id=interview, start=start, end=end, code_id=mutuality)
    [written] = project.read(queries.segments.codings, ids=[key])
    assert ahead == replace(written, id=-1, uuid="")
    assert foreseen(document, code, project.coder, [written], (start, end), -2) is None


@pytest.mark.parametrize("span", [(5, 5), (-1, 4), (0, 10**9)])
def test_what_will_be_refused_is_not_foreseen(
    project: Project, interview: int, mutuality: int, span: tuple[int, int]
) -> None:
    document = project.read(queries.documents.text, document_id=interview)
    code = project.read(queries.codes.one, code_id=mutuality)
    assert foreseen(document, code, project.coder, [], span, -1) is None
    assert foreseen(document, None, project.coder, [], (0, 4), -1) is None
