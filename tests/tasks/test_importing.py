# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""A batch goes in file by file: broken ones say why, a cancelled one keeps what was finished."""

from __future__ import annotations

import os
from pathlib import Path

import docx
import pytest

from qualcoder_tc import Project, queries, tasks
from qualcoder_tc.errors import Cancelled
from qualcoder_tc.model.transcript import ImportOptions


def folder_of(tmp_path: Path, good: int) -> Path:
    folder = tmp_path / "transcripts"
    (folder / "wave 2").mkdir(parents=True)
    for n in range(good):
        talk = f"INT: Number {n}?\nP{n:02}: Well, {n} of us went along.\nINT: Right.\nP{n:02}: We did 🌱.\n"
        place = folder / ("wave 2" if n % 3 == 0 else "")
        if n % 2:
            document = docx.Document()
            for line in talk.splitlines():
                document.add_paragraph(line)
            document.save(str(place / f"interview {n:02}.docx"))
        else:
            (place / f"interview {n:02}.txt").write_text(talk, encoding=("utf-8", "utf-16")[n % 4 == 0])
    return folder


def test_a_batch_of_forty_with_five_broken_ones(project: Project, tmp_path: Path) -> None:
    folder = folder_of(tmp_path, 35)
    broken = {
        "empty.txt": b"",
        "cut.docx": b"PK\x03\x04 and then nothing",
        "noise.pdf": b"%PDF-1.4 noise",
        "picture.txt": b"\x89PNG\r\n\x1a\n" + bytes(200),
        "old.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    }
    for name, data in broken.items():
        (folder / name).write_bytes(data)
    outcome = tasks.import_files(project, [folder])
    assert len(outcome.imported) == 35
    assert {s.path.name for s in outcome.skipped} == set(broken)
    assert all(len(s.reason) > 20 for s in outcome.skipped)
    assert all(d.speakers[0] == "INT" and len(d.speakers) == 2 for d in outcome.imported)
    assert project.read(queries.check.problems) == []
    again = tasks.import_files(project, [folder])
    assert again.imported == []
    assert sum("Already in the project" in s.reason for s in again.skipped) == 35
    for _ in range(35):
        project.undo()
    assert project.read(queries.documents.all) == []


def test_a_fault_of_the_program_costs_one_file_and_says_where(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(*_: object) -> None:
        raise ValueError("words of the transcript")

    folder = folder_of(tmp_path, 3)
    (folder / "talk.eaf").write_text("<ANNOTATION_DOCUMENT><TIER/></ANNOTATION_DOCUMENT>")
    monkeypatch.setattr("qualcoder_tc.formats.elan._tier", stumble)
    outcome = tasks.import_files(project, [folder])
    assert len(outcome.imported) == 3
    [skipped] = outcome.skipped
    assert "ValueError in test_importing.py" in skipped.reason
    assert "words of the transcript" not in skipped.reason
    assert "stumbled" in tasks.preview_import(project, folder / "talk.eaf").reason


def test_what_programs_leave_beside_documents_is_passed_over_in_a_folder(project: Project, tmp_path: Path) -> None:
    folder = folder_of(tmp_path, 1)
    for name in ("~$interview.docx", "Thumbs.db", "desktop.ini"):
        (folder / name).write_bytes(b"x")
    outcome = tasks.import_files(project, [folder])
    assert (len(outcome.imported), outcome.skipped) == (1, [])
    assert "not a Word document" in tasks.import_files(project, [folder / "~$interview.docx"]).skipped[0].reason


def test_a_cancelled_batch_leaves_what_was_finished(project: Project, tmp_path: Path) -> None:
    folder = folder_of(tmp_path, 9)

    def progress(done: int, _total: int, _text: str = "") -> None:
        if done == 4:
            raise Cancelled

    outcome = tasks.import_files(project, [folder], None, progress)
    assert len(outcome.imported) == 4 and len(outcome.skipped) == 5
    assert len(project.read(queries.documents.all)) == 4
    assert project.read(queries.check.problems) == []


def test_a_preview_writes_nothing(project: Project, tmp_path: Path) -> None:
    folder = folder_of(tmp_path, 2)
    files, _ = tasks.files_in([folder])
    found = [tasks.preview_import(project, path, ImportOptions()) for path in files]
    assert [len(p.documents) for p in found] == [1, 1]
    assert project.read(queries.documents.all) == []
    tasks.import_files(project, files)
    assert "Already in the project" in tasks.preview_import(project, files[0]).reason


def test_each_file_can_have_options_of_its_own(project: Project, tmp_path: Path) -> None:
    files, _ = tasks.files_in([folder_of(tmp_path, 2)])
    each = {files[0]: ImportOptions(rule="none")}
    outcome = tasks.import_files(project, files, each=each)
    assert [bool(d.speakers) for d in outcome.imported] == [False, True]


def test_what_is_no_file_or_goes_away_says_so_and_odd_names_are_fine(project: Project, tmp_path: Path) -> None:
    talk = "INT: How?\nP1: Well.\nINT: So?\nP1: Yes {}.\n"
    pipe, loop, gone, dangling = (tmp_path / n for n in ("pipe.txt", "loop.txt", "gone.txt", "dangling.txt"))
    os.mkfifo(pipe)
    loop.symlink_to(loop)
    dangling.symlink_to(tmp_path / "nowhere.txt")
    odd = [tmp_path / n for n in ("a\nb.txt", "😀 %s {0}.txt", os.fsdecode(b"caf\xe9.txt"), "x" * 200 + ".txt")]
    for n, path in enumerate(odd):
        path.write_text(talk.format(n), encoding="utf-8")
    linked = tmp_path / "linked.txt"
    linked.symlink_to(odd[0])
    outcome = tasks.import_files(project, [pipe, loop, gone, dangling, *odd, linked])
    assert {s.path for s in outcome.skipped} == {pipe, loop, gone, dangling, linked}
    assert all(len(s.reason) > 15 for s in outcome.skipped)
    assert [d.path for d in outcome.imported] == odd
    assert project.read(queries.check.problems) == []
    for document in project.read(queries.documents.all):
        document.title.encode("utf-8")


def test_the_original_bytes_come_back_exactly(project: Project, tmp_path: Path) -> None:
    data = b"\xef\xbb\xbfINT: How?\r\nP1: caf\xc3\xa9\r\rINT: So?\x0b\x0c\r\nP1: Yes.\r\n"
    (tmp_path / "talk.txt").write_bytes(data)
    [done] = tasks.import_files(project, [tmp_path / "talk.txt"]).imported
    assert project.read(queries.documents.original, document_id=done.document_id) == ("talk.txt", data)
