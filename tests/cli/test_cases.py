# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The verb cases."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qualcoder_tc import Project
from qualcoder_tc.cli import main


def test_cases_are_brought_in_listed_and_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    study, file = str(tmp_path / "s.qtc"), tmp_path / "c.csv"
    Project.create(study).close()
    file.write_text("nick,age\nRose,61\n,4\n", encoding="utf-8")
    assert main(["cases", study]) == 0
    assert "no cases yet" in capsys.readouterr().out
    assert main(["cases", study, "--import", str(file), "--case-column", "NICK", "--json"]) == 0
    value = json.loads(capsys.readouterr().out)
    assert (value["new"], len(value["warnings"])) == (1, 1)
    assert main(["cases", study, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == [
        {"name": "Rose", "attributes": {"age": "61"}, "documents": [], "codings": 0}
    ]
    assert main(["cases", study, "--export", str(tmp_path / "o.csv")]) == 0
    assert (tmp_path / "o.csv").read_text("utf-8-sig") == "case,age\nRose,61\n"
    assert main(["cases", study, "--export", str(tmp_path / "o.pdf")]) == 1
    assert "choose .csv or .xlsx" in capsys.readouterr().err
