# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What tests of tasks share with one another and with those of suggestions."""

from __future__ import annotations

import pytest

from qualcoder_tc import Project, operations
from tests.conftest import add, transcript
from tests.suggest.conftest import process as process

Lines = tuple[tuple[str, str], ...]


@pytest.fixture
def every_code_is_near_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """Show whatever is ranked: how good the ranking is, others test."""
    monkeypatch.setattr("qualcoder_tc.suggest.Suggester.threshold", lambda *_: 0.0)


@pytest.fixture
def cost(project: Project, mutuality: int) -> int:
    """Return the id of the code cost, beside that of mutuality; one of its words is a name that is spoken of."""
    return project.do(
        operations.codes.create, name="Cost", definition="Running it costs money and staff hours, says Marlene."
    )


@pytest.fixture
def talk(project: Project, request: pytest.FixtureRequest) -> int:
    """Return the id of the document of the test module's TALK."""
    lines: Lines = request.module.TALK
    return add(project, transcript("Talk with Marlene", lines))
