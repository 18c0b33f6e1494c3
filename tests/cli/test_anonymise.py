# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Anonymising from the command line: a draft of the key, the replacing, and the look for leaks."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qualcoder_tc import Project
from qualcoder_tc.__main__ import main
from tests.conftest import add, transcript


@pytest.fixture
def study(tmp_path: Path) -> Path:
    path = tmp_path / "study.qtc"
    with Project.create(path, title="Study", coder="Amina Malik") as project:
        add(
            project,
            transcript("Talk", (("INT", "And then?"), ("P1", "Then Danute rang Dr Patel on 01945 582 123."))),
        )
    return path


def test_a_draft_is_written_changed_and_applied(
    study: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key = tmp_path / "key.csv"
    assert main(["anonymise", str(study), "--key", str(key), "--json"]) == 0
    found = {i["text"]: i for i in json.loads(capsys.readouterr().out)}
    assert {"Danute", "Dr Patel", "01945 582 123"} <= set(found)
    text = key.read_text("utf-8-sig").replace("[Person 1]", "Rasa").replace("[Person 2]", "")
    key.write_text(text, encoding="utf-8")
    assert main(["anonymise", str(study), "--apply", "--key", str(key), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["places"] == 2
    export = tmp_path / "out.csv"
    export.write_text("Then [Rasa] rang Dr Patel\n", encoding="utf-8")
    assert main(["leaks", str(export), "--key", str(key)]) == 0
    export.write_text("then danute rang\n", encoding="utf-8")
    capsys.readouterr()
    assert main(["leaks", str(export), "--key", str(key), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)[0]["name"] == "danute"
    locked = tmp_path / "locked.docx"
    locked.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    assert main(["leaks", str(locked), "--key", str(key), "--json"]) == 1
    assert "password" in json.loads(capsys.readouterr().out)[0]["unread"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--apply"], "A key is needed"),
        (["--remove-originals"], "Nothing is removed"),
        (["--apply", "--key", "nowhere.csv"], "cannot be opened"),
    ],
)
def test_what_is_missing_is_said(
    study: Path, words: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = study.read_bytes()
    assert main(["anonymise", str(study), *words]) == 1
    assert told in capsys.readouterr().err
    assert study.read_bytes() == before
