# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What a large project exports in another process is what it would export in this one."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from qualcoder_tc import Project, tasks
from qualcoder_tc.errors import Cancelled, InputError
from qualcoder_tc.tasks import apart


@pytest.fixture
def coded(project: Project, interview: int, mutuality: int, code_words: Callable[[int, str, int], int]) -> Project:
    """Return a project with two codings."""
    code_words(interview, "We look out for one another now", mutuality)
    code_words(interview, "an hour's an hour", mutuality)
    return project


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let any project count as a large one."""
    monkeypatch.setattr(apart, "FEW", 0)


def test_a_large_project_is_exported_by_another_process_as_by_this_one(
    coded: Project, many: None, tmp_path: Path
) -> None:
    tasks.export(coded, tmp_path / "here.csv")
    told: list[tuple[int, int]] = []
    count = apart.export(coded, tmp_path / "there.csv", lambda done, total, text="": told.append((done, total)))
    assert count == 2
    assert (tmp_path / "there.csv").read_bytes() == (tmp_path / "here.csv").read_bytes()
    assert (2, 2) in told


def test_the_report_of_a_large_project_is_written_by_another_process(
    coded: Project, many: None, tmp_path: Path
) -> None:
    import docx

    apart.write_report(coded, tmp_path / "report.docx")
    words = "\n".join(p.text for p in docx.Document(str(tmp_path / "report.docx")).paragraphs)
    assert "We look out for one another now" in words


def test_what_a_user_can_mend_is_told_by_the_other_process_too(coded: Project, many: None, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="let the name end in"):
        apart.export(coded, tmp_path / "study.odd")


def test_a_cancelled_export_leaves_nothing_behind(coded: Project, many: None, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()

    def cancel(done: int, total: int, text: str = "") -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        apart.export(coded, folder / "study.xlsx", cancel)
    assert list(folder.iterdir()) == []


def test_the_process_ends_when_nobody_listens_any_more(coded: Project, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "qualcoder_tc.tasks.apart", "export", str(coded.path), str(tmp_path / "s.csv")]
    root = Path(apart.__file__).resolve().parents[2]
    ended = subprocess.run(
        command, input=b"", capture_output=True, timeout=60, check=False, env=os.environ | {"PYTHONPATH": str(root)}
    )
    assert ended.returncode in (0, 1) and not [p for p in tmp_path.iterdir() if p.name.startswith(".s-")]


def test_a_small_project_is_exported_without_another_process(
    coded: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(apart, "_run")
    assert apart.export(coded, tmp_path / "study.jsonl") == 2
