# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The command line keeps its contract: words, JSON, exit codes, one line for a known error."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from qualcoder_tc import cli

TEXT = "Moderator: How was it?\nP1: We hold each other up, we really do.\nP2: An hour is an hour for everybody.\nModerator: Yes.\n"


class Shell:
    """Runs verbs in this process."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def run(self, *words: object) -> tuple[int, str, str]:
        self._capsys.readouterr()
        status = cli.main([str(w) for w in words])
        out, err = self._capsys.readouterr()
        return status, out, err

    def json(self, *words: object) -> Any:
        status, out, err = self.run(*words, "--json")
        assert status == 0, err
        return json.loads(out)


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(capsys)


@pytest.fixture
def project(shell: Shell, tmp_path: Path) -> Path:
    path = tmp_path / "study.qtc"
    shell.json("new", path, "--codebook", "co-production", "--coder", "Amina Malik")
    (tmp_path / "group.txt").write_text(TEXT)
    answer = shell.json("import", path, tmp_path / "group.txt")
    assert answer["skipped"] == []
    return path


def test_import_tells_what_came_of_each_file(shell: Shell, project: Path, tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text(TEXT + "P1: And so on.\n")
    (tmp_path / "c.docx").write_text("no")
    answer = shell.json(
        "import", project, tmp_path / "group.txt", tmp_path / "b.txt", tmp_path / "c.docx", tmp_path / "none.txt"
    )
    (done,) = answer["imported"]
    assert set(done) >= {"path", "document", "kind", "characters", "turns", "speakers", "warnings"}
    assert (done["turns"], done["speakers"]) == (5, ["Moderator", "P1", "P2"])
    assert [Path(s["path"]).name for s in answer["skipped"]] == ["group.txt", "c.docx", "none.txt"]
    assert "Already in the project" in answer["skipped"][0]["reason"]


def test_info_counts(shell: Shell, project: Path) -> None:
    info = shell.json("info", project)
    assert set(info) >= {
        "id",
        "title",
        "schema",
        "documents",
        "turns",
        "speakers",
        "cases",
        "codes",
        "coders",
        "codings",
        "memos",
        "suggestions",
    }
    assert (info["documents"], info["turns"], info["speakers"], info["coders"]) == (1, 4, 3, ["Amina Malik"])
    assert info["suggestions"] == {"pending": 0, "accepted": 0, "rejected": 0}


def test_code_search_query_history_undo(shell: Shell, project: Path) -> None:
    (hit,) = shell.json("search", project, "hold each other")
    assert hit["quote"] == "hold each other"
    code = shell.json(
        "code",
        project,
        "--document",
        "Group",
        "--start",
        hit["start"],
        "--end",
        hit["end"],
        "--code",
        "principle/mutuality",
    )
    assert code["quote"] == "hold each other"
    assert [r["turn"] for r in shell.json("query", project, "mutuality and not equality")] == [2]
    history = shell.json("history", project, "--limit", 1)
    assert history[0]["summary"] == "Coded “hold each other” as Mutuality"
    assert shell.json("undo", project)["undone"] == history[0]["summary"]
    assert shell.json("info", project)["codings"] == 0
    assert shell.json("check", project) == {"ok": True, "problems": []}


def test_merge_and_agreement_have_the_keys_that_scripts_rely_on(
    shell: Shell, project: Path, tmp_path: Path
) -> None:
    import shutil

    copy = tmp_path / "joe.qtc"
    shutil.copy(project, copy)
    spans = [(h["start"], h["end"]) for h in shell.json("search", project, "we")]
    for path, coder, end in ((project, "Amina Malik", spans[0][1]), (copy, "Joe Brennan", spans[0][1] + 5)):
        shell.json(
            "code",
            path,
            "--document",
            "Group",
            "--start",
            spans[0][0],
            "--end",
            end,
            "--code",
            "mutuality",
            "--coder",
            coder,
        )
    dry = shell.json("merge", project, copy, "--dry-run")
    assert dry["codings"]["new"] == 1
    assert set(dry) >= {"documents", "codes", "codings", "coders", "conflicts"}
    assert set(dry["documents"]) == {"new", "same", "reanchored", "conflict"}
    shell.json("merge", project, copy)
    assert shell.json("merge", project, copy)["codings"]["new"] == 0
    found = shell.json("agreement", project, "--coders", "AM", "JB")
    assert set(found) >= {"unit", "coders", "documents", "per_code", "pooled_kappa", "alpha_u"}
    answer = shell.run("agreement", project, "--group", "volunteer")
    assert answer[0] == 1 and "--group role=volunteer" in answer[2]
    answer = shell.run("agreement", project, "--group", "kind=poem")
    kind = answer[2].partition("choose one of: ")[2].strip()
    assert answer[0] == 1 and kind.startswith("kind=")
    only = shell.json("agreement", project, "--coders", "AM", "JB", "--documents", "Group", "--group", kind)
    assert (only["documents"], only["per_code"]) == (found["documents"], found["per_code"])
    row = next(r for r in found["per_code"] if r["code"] == "principle/mutuality")
    assert set(row) >= {
        "code",
        "n",
        "both",
        "first",
        "second",
        "neither",
        "percent",
        "kappa",
        "scott",
        "ac1",
        "alpha",
        "holsti",
        "ci",
    }
    assert (row["n"], row["both"], row["first"], row["second"], row["neither"]) == (4, 1, 0, 0, 3)
    unused = next(r for r in found["per_code"] if r["code"] == "principle/equality")
    assert unused["kappa"] is None


def test_report_and_exports_are_written(shell: Shell, project: Path, tmp_path: Path) -> None:
    for suffix in (".docx", ".xlsx", ".csv", ".jsonl", ".html", ".yaml"):
        out = tmp_path / f"out{suffix}"
        shell.json("export", project, out)
        assert out.exists()
    shell.json("report", project, tmp_path / "report.docx")
    assert (tmp_path / "report.docx").stat().st_size > 10_000


def test_codebooks_are_listed_shown_applied_and_exported(shell: Shell, project: Path, tmp_path: Path) -> None:
    assert "co-production" in {b["name"] for b in shell.json("codebook", "list")}
    assert any(c["path"] == "type/group" for c in shell.json("codebook", "show", "co-production")["codes"])
    assert shell.json("codebook", "apply", project, "co-production")["added"] == 0
    shell.json("codebook", "export", project, tmp_path / "mine.yaml")
    assert shell.json("codebook", "show", tmp_path / "mine.yaml")["codes"]


@pytest.mark.parametrize(
    "words",
    [
        ("info", "none.qtc"),
        ("code", "PROJECT", "--document", "Nothing", "--start", "0", "--end", "5", "--code", "mutuality"),
        ("code", "PROJECT", "--document", "Group", "--start", "0", "--end", "5", "--code", "nothing"),
        ("code", "PROJECT", "--document", "Group", "--start", "5", "--end", "5", "--code", "mutuality"),
        ("code", "PROJECT", "--document", "Group", "--start", "0", "--end", "5", "--code", "principle"),
        ("agreement", "PROJECT"),
        ("export", "PROJECT", "out.xyz"),
        ("report", "PROJECT", "out.pdf"),
        ("merge", "PROJECT", "none.qtc"),
        ("merge", "PROJECT", "PROJECT"),
        ("new", "PROJECT"),
        ("new", "other.qtc", "--codebook", "none"),
        ("codebook", "show", "none"),
        ("query", "PROJECT", "and and"),
        ("new", "other.qtc", "--encrypt"),
    ],
)
def test_a_known_error_is_one_line_and_leaves_the_file_as_it_was(
    shell: Shell, project: Path, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project.parent)
    before = project.read_bytes()
    names = sorted(p.name for p in project.parent.iterdir())
    status, out, err = shell.run(*[str(project) if w == "PROJECT" else w for w in words])
    assert status == 1
    assert out == ""
    lines = [line for line in err.splitlines() if line]
    assert len(lines) == 1
    assert lines[0].startswith("qualcoder-tc: ") and lines[0].count(": ") >= 2
    assert project.read_bytes() == before
    assert sorted(p.name for p in project.parent.iterdir()) == names


@pytest.mark.parametrize(
    "words", [("nonsense",), ("import",), ("history", "x.qtc", "--limit", "0"), ("code", "x.qtc")]
)
def test_wrong_usage_exits_with_two(shell: Shell, words: tuple[str, ...]) -> None:
    assert shell.run(*words)[0] == 2


def test_a_locked_project_is_told_by_another_process(project: Path) -> None:
    from qualcoder_tc import Project

    with Project.open(project):
        words = [sys.executable, "-m", "qualcoder_tc", "undo", str(project)]
        run = subprocess.run(words, capture_output=True, text=True, check=False, env=os.environ.copy())
        assert run.returncode == 1
        assert f"process {os.getpid()}" in run.stderr
        words[3:4] = ["info"]
        assert subprocess.run(words, capture_output=True, text=True, check=False).returncode == 0


def test_an_answer_goes_to_standard_output_alone(project: Path) -> None:
    words = [sys.executable, "-m", "qualcoder_tc", "info", str(project), "--json"]
    run = subprocess.run(words, capture_output=True, text=True, check=True)
    assert json.loads(run.stdout)["documents"] == 1
    assert run.stderr == ""


def test_a_batch_of_forty_with_five_broken_files_imports_the_rest(
    shell: Shell, project: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "forty"
    folder.mkdir()
    for n in range(35):
        (folder / f"talk {n:02}.txt").write_text(f"{TEXT}P1: And so on, {n} times.\n")
    broken = {
        "a.docx": b"PK\x03\x04",
        "b.pdf": b"%PDF-1.4 noise",
        "c.txt": b"",
        "d.xlsx": b"no",
        "e.odt": b"PK\x03\x04" + bytes(99),
    }
    for name, data in broken.items():
        (folder / name).write_bytes(data)
    answer = shell.json("import", project, folder)
    assert len(answer["imported"]) == 35
    assert {Path(s["path"]).name for s in answer["skipped"]} == set(broken)
    assert all(len(s["reason"]) > 15 for s in answer["skipped"])
    assert shell.json("check", project)["ok"]
