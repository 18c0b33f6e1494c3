# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""A second look on the command line."""

from __future__ import annotations

import json
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from qualcoder_tc import Project, operations, queries
from qualcoder_tc.cli import main
from qualcoder_tc.model.set_aside import Shown
from tests.conftest import add, transcript
from tests.suggest.conftest import HashingEncoder
from tests.suggest.test_second_look import HELP, WEATHER, sentence


@pytest.fixture
def path(project: Project, mutuality: int, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project with a document in which half of the talk about help is coded."""

    @contextmanager
    def encoder_for(*_: object) -> Generator[tuple[Any, str]]:
        yield HashingEncoder(), ""

    monkeypatch.setattr("qualcoder_tc.tasks.second_look.encoder_for", encoder_for)
    lines = tuple(("P1", sentence((HELP, WEATHER)[n % 2], n)) for n in range(30))
    document = add(project, transcript("Talk", lines))
    for turn in project.read(queries.documents.text, document_id=document).turns[:20:2]:
        project.do(
            operations.segments.apply, document_id=document, start=turn.start, end=turn.end, code_id=mutuality
        )
    project.close()
    return project.path


def test_a_code_is_looked_at_for_what_is_missed_doubtful_and_too_wide(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["suggest", str(path), "--second-look", "principle/mutuality", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert set(found) == {"missed", "doubtful", "parts", "set_aside"}
    assert found["set_aside"] == {}
    assert {row["turn"] for row in found["missed"]} <= {21, 23, 25, 27, 29}
    assert found["missed"][0]["code"] == "principle/mutuality"
    assert found["missed"][0]["because"][0]["reference"].startswith("Talk, P1")
    assert found["parts"] == []


def test_what_a_coder_set_aside_is_left_out_and_counted(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ask = ["suggest", str(path), "--second-look", "principle/mutuality"]
    assert main([*ask, "--json"]) == 0
    first, *others = json.loads(capsys.readouterr().out)["missed"]
    with Project.open(path) as project:
        given: Shown = {
            "code_id": project.read(queries.codes.find, path="principle/mutuality").id,
            "score": first["fit"], "model": "hashing", "learned": 10, "evidence": [],
        }  # fmt: skip
        document = project.read(queries.documents.find, name="Talk").id
        project.do(
            operations.second_look.decline,
            document_id=document, start=first["start"], end=first["end"], shown=given,
        )  # fmt: skip
    assert main([*ask, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [row["turn"] for row in found["missed"]] == [row["turn"] for row in others]
    assert found["set_aside"] == {"missed": 1}
    assert main(ask) == 0
    assert "1 set aside" in capsys.readouterr().out
    assert main([*ask, "--coder", "Joe Brennan", "--json"]) == 1  # who coded nothing here


def test_a_document_and_the_codebook_can_be_looked_at(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["suggest", str(path), "--second-look", "Talk", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["overlooked"]
    assert main(["suggest", str(path), "--second-look", "codebook"]) == 0
    assert "Codes that may be one:\n  nothing" in capsys.readouterr().out


def test_a_name_that_is_neither_is_one_line_of_error(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["suggest", str(path), "--second-look", "nowhere"]) == 1
    assert capsys.readouterr().err.count("\n") == 1
