# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The verb suggest: for whom, from whose codings, how sure, and whether at all."""

from __future__ import annotations

import json
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

import pytest

from qualcoder_tc import Project, operations, queries
from qualcoder_tc.cli import main
from qualcoder_tc.suggest.evaluate import CodeTrust, Evaluation, LeftAlone, Measures
from tests.conftest import place
from tests.suggest.conftest import HashingEncoder


@pytest.fixture(autouse=True)
def _small_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    @contextmanager
    def encoder_for(*_: object) -> Generator[tuple[Any, str]]:
        yield HashingEncoder(), "A note."

    monkeypatch.setattr("qualcoder_tc.tasks.suggesting.encoder_for", encoder_for)
    monkeypatch.setattr("qualcoder_tc.suggest.Suggester.threshold", lambda *_: 0.0)


@pytest.fixture
def path(project: Project, interview: int, mutuality: int) -> str:
    """Return a project in which Joe coded, and the first coder nothing."""
    project.use_coder("Joe Brennan")
    start, end = place(project, interview, "We look out for one another now")
    project.do(operations.segments.apply, document_id=interview, start=start, end=end, code_id=mutuality)
    project.close()
    return str(project.path)


def test_suggestions_are_for_who_coded_unless_somebody_is_named(
    path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["suggest", path, "--json"]) == 0
    told = capsys.readouterr()
    rows = json.loads(told.out)
    assert rows and not any("We look out" in row["quote"] for row in rows)
    assert "for Joe Brennan" in told.err and "A note." in told.err
    assert main(["suggest", path, "--json", "--coder", "amina malik"]) == 0
    told = capsys.readouterr()
    assert any("We look out" in row["quote"] for row in json.loads(told.out))
    assert "Joe" not in told.err
    assert main(["suggest", path, "--coder", "am", "--learn-from", "all"]) == 0
    assert "We look out" not in capsys.readouterr().out.split("because")[0]
    with Project.open(path) as again:
        assert again.read(queries.project.info).coders == ("Amina Malik", "Joe Brennan")


def test_it_is_said_where_suggestions_wait_but_not_in_json(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["suggest", path, "--limit", "1"]) == 0
    *rows, empty, last = capsys.readouterr().out.splitlines()
    with Project.open(path) as again:
        count = len(again.read(queries.suggestions.pending))
    assert empty == "" and len(rows) == count > 1
    assert last.startswith(f"These {count} suggestions wait in the window, beside the transcript, for Joe Brennan")
    assert main(["suggest", path, "--limit", "1", "--json"]) == 0
    told = capsys.readouterr()
    assert isinstance(json.loads(told.out), list)
    assert "wait in the window" not in told.out + told.err


def test_where_nothing_is_suggested_nothing_waits(
    path: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qualcoder_tc.suggest.Suggester.threshold", lambda *_: 2.0)
    assert main(["suggest", path]) == 0
    assert capsys.readouterr().out.splitlines() == ["Nothing is near enough to suggest."]


def test_json_tells_what_speaks_for_and_against(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    with Project.open(path) as project:
        project.do(operations.codes.create, name="Garden", definition="They garden together with others.")
    assert main(["suggest", path, "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert all(set(e) >= {"kind", "text", "score", "reference"} for row in rows for e in row["because"])
    against = [e for row in rows if row["code"] == "garden" for e in row["against"]]
    assert against and {e["kind"] for e in against} == {"coded otherwise"}
    assert {tuple(e["codes"]) for e in against} == {("principle/mutuality",)}


def test_a_coder_who_is_not_there_is_told_and_not_made(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["suggest", path, "--coder", "Nobody"]) == 1
    assert "Amina Malik, Joe Brennan" in capsys.readouterr().err
    with Project.open(path) as again:
        assert len(again.read(queries.coders.all)) == 2


def test_suggestions_can_be_forbidden_and_allowed(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["suggest", path, "--switch", "off", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"suggestions": "off"}
    assert main(["suggest", path]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.splitlines()[-1].startswith("qualcoder-tc: Suggestions are off in this project: ")
    assert main(["suggest", path, "--switch", "on"]) == 0
    assert main(["suggest", path]) == 0


@pytest.mark.parametrize("given", ["-0.1", "1.1", "many"])
def test_sureness_goes_from_none_to_all(path: str, given: str) -> None:
    assert main(["suggest", path, f"--strictness={given}"]) == 2


def test_an_evaluation_says_what_was_tried_and_what_right_means(
    path: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[float] = []
    left = [LeftAlone(0, 0, 0), LeftAlone(4000, 1000, 12), LeftAlone(40, 40, 12)]

    def evaluated(*_: object, strictness: float, **__: object) -> Evaluation:
        asked.append(strictness)
        half = Measures(0.5, 0.6, 0.55, 0.4)
        codes = [CodeTrust("a", 10, 0.5, 0.6, 0.4, 8, 6)]
        baselines = {"majority": half, "tfidf": half}
        return Evaluation(20, 2, 3, half, 0.25, 0.75, 0.02, baselines, codes, left_alone=left.pop())

    monkeypatch.setattr("qualcoder_tc.tasks.evaluate_suggestions", evaluated)
    assert main(["suggest", path, "--evaluate", "--strictness", "0.8"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("Tried on 20 coded passages in 3 documents with 2 codes")
    assert "Right means a code that the passage has." in told
    assert "It speaks on 12 of 40 turns left uncoded, between" in told
    assert "a false alarm, or a coding that was missed" in told
    assert "8, 6 (75%)" in told and asked == [0.8]
    assert [line.split()[-3:] for line in told.splitlines() if "(hit@1)" in line] == [["50%"] * 3]
    assert main(["suggest", path, "--evaluate"]) == 0
    assert "12 of 1,000 turns left uncoded (of 4,000, a part was tried)" in capsys.readouterr().out
    assert main(["suggest", path, "--evaluate"]) == 0
    assert "No turn was left uncoded between coded ones" in capsys.readouterr().out
