# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What will be imported is shown before, and can be said otherwise."""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from docx import Document
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from qualcoder_tc import queries
from qualcoder_tc.formats.turns import OWN
from qualcoder_tc.model.transcript import DocumentKind
from qualcoder_tc.ui.dialogs import ImportDialog
from qualcoder_tc.ui.import_preview import ImportPreview
from qualcoder_tc.ui.main_window import MainWindow

Open = Callable[[Path | None], MainWindow]
TALK = "INT: How was it?\nMarry: We hold each other up.\nINT: I see.\nMary: We do.\nINT: And now?\nMary: Now too.\n"


@pytest.fixture
def talks(tmp_path: Path) -> list[Path]:
    made = []
    for name, text in (("one.txt", TALK), ("two.txt", TALK.replace("hold", "keep")), ("broken.docx", "no zip")):
        made.append(tmp_path / name)
        made[-1].write_text(text, encoding="utf-8")
    return made


def opened(qtbot: QtBot, main: MainWindow, paths: list[Path]) -> ImportPreview:
    main.import_files(paths)
    [preview] = main.findChildren(ImportPreview)
    qtbot.waitUntil(lambda: preview.view.document is not None)
    return preview


def titles(main: MainWindow) -> list[str]:
    assert main.session
    return [d.title for d in main.session.read(queries.documents.all)]


def test_the_text_and_the_speakers_are_shown_and_nothing_is_written(
    qtbot: QtBot, window: Open, study: Path, talks: list[Path]
) -> None:
    main = window(study)
    preview = opened(qtbot, main, talks)
    assert preview.view.document and preview.view.document.text == TALK
    table = preview.settings.speakers
    shown = {table.item(n, 0).text(): table.item(n, 1).text() for n in range(table.rowCount())}
    assert shown == {"INT": "3", "Marry": "1", "Mary": "2"}
    qtbot.waitUntil(lambda: preview.chosen() == talks[:2])  # the broken one is found by itself
    assert titles(main) == ["Focus group 2"]
    preview.reject()
    assert titles(main) == ["Focus group 2"]


def test_speakers_are_joined_tied_and_the_batch_goes_in(
    qtbot: QtBot, window: Open, study: Path, talks: list[Path]
) -> None:
    main = window(study)
    assert main.session
    preview = opened(qtbot, main, talks)
    table = preview.settings.speakers
    row = next(n for n in range(table.rowCount()) if table.item(n, 0).text() == "Marry")
    table.item(row, 0).setText("Mary")
    qtbot.waitUntil(lambda: table.rowCount() == 2)
    case = table.cellWidget(1, 3)
    assert isinstance(case, QComboBox)
    case.setEditText("Case 7")
    case.lineEdit().editingFinished.emit()
    qtbot.waitUntil(lambda: preview.options(talks[0]).cases == (("Mary", "Case 7"),) and not main.jobs.busy)
    preview.accept()
    qtbot.waitUntil(lambda: len(titles(main)) == 3)
    speakers = {(s.document, s.name): s.case for s in main.session.read(queries.cases.speakers)}
    assert speakers["One", "Mary"] == "Case 7"
    assert ("One", "Marry") not in speakers
    assert ("Two", "Marry") in speakers  # names are a matter of one file


def test_a_pattern_of_ones_own_is_shown_live_and_used_for_the_others(
    qtbot: QtBot, window: Open, study: Path, tmp_path: Path
) -> None:
    paths = []
    for name in ("a.txt", "b.txt"):
        paths.append(tmp_path / name)
        paths[-1].write_text(f"int>> So, {name}?\nmary>> Well.\nint>> And then?\nmary>> Then.\n", encoding="utf-8")
    main = window(study)
    assert main.session
    preview = opened(qtbot, main, paths)
    assert preview.view.document and {t.speaker for t in preview.view.document.turns} == {None}
    settings = preview.settings
    settings.rule.setCurrentIndex(settings.rule.findData(OWN))
    assert settings.pattern.isVisible()
    qtbot.keyClicks(settings.pattern, r"(?P<name>\w+)>>\s*")
    qtbot.waitUntil(
        lambda: (
            preview.view.document is not None
            and {t.speaker for t in preview.view.document.turns} == {"int", "mary"}
        )
    )
    preview.accept()
    qtbot.waitUntil(lambda: len(titles(main)) == 3)
    assert {s.name for s in main.session.read(queries.cases.speakers) if s.document == "B"} == {"int", "mary"}


def test_kind_and_choice_of_files_count(qtbot: QtBot, window: Open, study: Path, talks: list[Path]) -> None:
    main = window(study)
    assert main.session
    preview = opened(qtbot, main, talks[:2])
    preview.settings.everywhere.setChecked(False)
    preview.settings.kind.setCurrentIndex(preview.settings.kind.findData(DocumentKind.FIELD_NOTE))
    preview.files.item(1).setCheckState(Qt.CheckState.Unchecked)
    assert preview.go.text() == "Import one file"
    preview.accept()
    qtbot.waitUntil(lambda: titles(main) == ["Focus group 2", "One"])
    assert main.session.read(queries.documents.find, name="One").kind is DocumentKind.FIELD_NOTE


def test_the_columns_of_a_survey_can_be_named(qtbot: QtBot, window: Open, study: Path, tmp_path: Path) -> None:
    path = tmp_path / "survey.csv"
    path.write_text("who,site,why\nA,Ely,bus\nB,March,tea\n", encoding="utf-8")
    main = window(study)
    main.import_files([path])
    [preview] = main.findChildren(ImportPreview)
    qtbot.waitUntil(lambda: not preview.chosen())  # no column looks like open answers
    columns = preview.settings.columns
    assert [columns.item(n).text() for n in range(columns.count())] == ["who", "site", "why"]
    columns.setFocus()
    columns.setCurrentRow(2)
    qtbot.keyClick(columns, Qt.Key.Key_Space)
    preview.settings.respondent.setCurrentText("who")
    qtbot.waitUntil(lambda: preview.view.document is not None and preview.chosen() == [path])
    assert {t.speaker for t in preview.view.document.turns} == {None, "A", "B"}
    preview.reject()


def test_a_survey_is_a_document_for_each_respondent_or_each_question_or_one_in_all(
    qtbot: QtBot, window: Open, study: Path, tmp_path: Path
) -> None:
    path = tmp_path / "survey.csv"
    path.write_text(
        "who,What helped you?,What was hard?\nA,the people at the club,getting there by bus\n"
        "B,being asked for once,all the stairs up there\n",
        encoding="utf-8",
    )
    main = window(study)
    main.import_files([path])
    [preview] = main.findChildren(ImportPreview)
    qtbot.waitUntil(lambda: preview.view.document is not None)
    settings = preview.settings
    settings.each.click()
    settings.each_question.click()
    assert (settings.each.isChecked(), settings.each_question.isChecked()) == (False, True)
    qtbot.waitUntil(lambda: "What was hard?" not in preview.view.document.text)
    ticked = [settings.columns.item(n).checkState() == Qt.CheckState.Checked for n in range(3)]
    assert ticked == [False, True, True]
    preview.accept()
    qtbot.waitUntil(lambda: titles(main)[1:] == ["Survey, What helped you?", "Survey, What was hard?"])


def test_dropping_a_folder_opens_the_preview(qtbot: QtBot, window: Open, study: Path, talks: list[Path]) -> None:
    main = window(study)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(talks[0].parent / "one.txt"))])
    event = QDropEvent(
        QPointF(10, 10), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    main.dropEvent(event)
    qtbot.waitUntil(lambda: any(d.isVisible() for d in main.findChildren(ImportPreview)))
    [preview] = main.findChildren(ImportPreview)
    qtbot.waitUntil(lambda: preview.view.document is not None)
    preview.reject()


def own(preview: ImportPreview, qtbot: QtBot, pattern: str) -> None:
    settings = preview.settings
    settings.rule.setCurrentIndex(settings.rule.findData(OWN))
    settings.pattern.clear()
    qtbot.keyClicks(settings.pattern, pattern)


def note(preview: ImportPreview) -> str:
    return preview.settings.findChild(QLabel, "import_pattern_note").text()


def test_a_half_typed_pattern_is_told_in_words_and_the_text_stays(
    qtbot: QtBot, window: Open, study: Path, talks: list[Path]
) -> None:
    preview = opened(qtbot, window(study), talks)
    own(preview, qtbot, r"(\w+")
    assert "A round bracket is opened and not closed." in note(preview)
    assert not preview.go.isEnabled()
    assert preview.view.document and preview.view.document.text == TALK
    qtbot.keyClicks(preview.settings.pattern, r"):\s*")
    qtbot.waitUntil(lambda: note(preview) == "Finds 6 turns of 3 speakers.")
    assert preview.go.isEnabled()
    preview.reject()


def test_an_endless_pattern_never_keeps_the_window_waiting(
    qtbot: QtBot, window: Open, study: Path, tmp_path: Path
) -> None:
    path = tmp_path / "long.txt"
    path.write_text("a" * 190 + "!\n" + TALK, encoding="utf-8")
    preview = opened(qtbot, window(study), [path])
    ticks: list[float] = []
    timer = QTimer(preview, interval=10)
    timer.timeout.connect(lambda: ticks.append(time.monotonic()))
    timer.start()
    own(preview, qtbot, r"((a|a)+):")
    qtbot.waitUntil(lambda: "takes too long" in note(preview), timeout=10_000)
    timer.stop()
    assert max(b - a for a, b in pairwise(ticks)) < 1.0  # the pattern alone would take years
    assert not preview.go.isEnabled()
    assert preview.view.document is not None
    preview.reject()


def test_what_is_changed_counts_for_files_in_which_the_same_was_recognised(
    qtbot: QtBot, window: Open, study: Path, tmp_path: Path
) -> None:
    texts = {"a.txt": TALK, "b.txt": "One line.\nAnother.\n", "c.txt": "Two lines.\nOthers.\n"}
    paths = [tmp_path / name for name in texts]
    for path, text in zip(paths, texts.values(), strict=True):
        path.write_text(text, encoding="utf-8")
    main = window(study)
    preview = opened(qtbot, main, paths)
    preview.files.setCurrentRow(1)
    qtbot.waitUntil(lambda: preview.view.document is not None and not main.jobs.busy)
    own(preview, qtbot, r"(\w+) ")
    qtbot.waitUntil(lambda: preview.options(paths[2]).pattern is not None and not main.jobs.busy)
    assert preview.options(paths[0]).pattern is None  # its speakers were found
    assert preview.options(paths[2]).pattern == r"(\w+) "
    preview.reject()


def test_a_text_that_is_twice_in_the_batch_goes_in_once(
    qtbot: QtBot, window: Open, study: Path, tmp_path: Path
) -> None:
    paths = [tmp_path / "first.txt", tmp_path / "second.txt"]
    for path, ends in zip(paths, ("\n", "\r\n"), strict=True):
        path.write_bytes(TALK.replace("\n", ends).encode())
    preview = opened(qtbot, window(study), paths)
    qtbot.waitUntil(lambda: preview.chosen() == paths[:1])
    assert preview.files.item(1).toolTip().startswith("The same text as first.txt")
    preview.reject()


def test_new_codes_are_named_before_they_are_made(qtbot: QtBot, window: Open, study: Path, tmp_path: Path) -> None:
    path = tmp_path / "coded.docx"
    document = Document()
    run = document.add_paragraph("We share what we have.").runs
    document.add_comment(run, text="kindness", author="Joe Brennan", initials="JB")
    document.save(str(path))
    preview = opened(qtbot, window(study), [path])
    shown = preview.settings.findChild(QLabel, "import_new_codes")
    qtbot.waitUntil(shown.isVisible)
    assert shown.text() == "No codes yet, kept as memos: kindness (1)"
    preview.settings.comments.setCurrentIndex(1)
    qtbot.waitUntil(lambda: shown.text() == "New codes: kindness (1)")
    preview.reject()


def test_all_files_are_ticked_and_the_next_broken_one_is_found(
    qtbot: QtBot, window: Open, study: Path, talks: list[Path]
) -> None:
    preview = opened(qtbot, window(study), talks)
    qtbot.waitUntil(lambda: preview.chosen() == talks[:2])
    qtbot.mouseClick(preview.panel.every, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    assert preview.chosen() == []
    qtbot.mouseClick(preview.panel.every, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    assert preview.chosen() == talks[:2]
    button = preview.findChild(QPushButton, "import_next_refused")
    assert button.text() == "One cannot go in"
    button.click()
    assert preview.current() == talks[2]
    preview.reject()


def test_a_speaker_is_given_a_role_and_a_case_with_the_keyboard_alone(
    qtbot: QtBot, window: Open, study: Path, talks: list[Path]
) -> None:
    main = window(study)
    preview = opened(qtbot, main, talks[:1])
    preview.activateWindow()
    table = preview.settings.speakers
    qtbot.waitUntil(lambda: table.rowCount() == 3)
    table.setFocus()
    for words in ("", "", "", "service user", "Ada"):  # the interviewer's role and case stay as they are
        qtbot.keyClicks(QApplication.focusWidget(), words)
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: preview.options(talks[0]).cases == (("Marry", "Ada"),) and not main.jobs.busy)
    assert preview.options(talks[0]).roles == (("Marry", "service user"),)
    assert QApplication.focusWidget().accessibleName() == "Role of Mary"  # reading anew takes nobody's place away
    preview.reject()


def test_cancelling_an_import_keeps_what_was_finished_while_something_else_runs_beside(
    qtbot: QtBot, window: Open, study: Path, tmp_path: Path
) -> None:
    paths = [tmp_path / f"{n:02}.txt" for n in range(30)]
    for path in paths:
        path.write_text(TALK * 20 + path.stem, encoding="utf-8")
    main = window(study)
    assert main.workspace
    preview = opened(qtbot, main, paths)
    qtbot.waitUntil(lambda: not main.jobs.busy)
    preview.accept()
    qtbot.waitUntil(lambda: len(titles(main)) > 2)
    main.jobs.run("Beside", lambda _progress: None, lambda _result: None, lane="free")
    main.workspace.findChild(QPushButton, "cancel_job").click()
    qtbot.waitUntil(lambda: not main.jobs.busy)
    kept = len(titles(main)) - 1
    assert 0 < kept < 30
    qtbot.waitUntil(lambda: any(d.isVisible() for d in main.findChildren(ImportDialog)))
    [told] = [d for d in main.findChildren(ImportDialog) if d.isVisible()]

    def said() -> int:
        return [one.text() for one in told.findChildren(QLabel)].count("the import was cancelled before it")

    qtbot.waitUntil(lambda: said() == 30 - kept)  # a long list comes a few lines at a time
    told.accept()


def test_a_batch_of_forty_with_five_broken_files_goes_in_but_for_those(
    qtbot: QtBot, window: Open, study: Path, tmp_path: Path
) -> None:
    paths: list[Path] = []
    for n in range(40):
        paths.append(tmp_path / (f"broken {n}.docx" if n % 8 == 3 else f"talk {n:02}.txt"))
        paths[-1].write_text(f"{TALK}Mary: Number {n}.\n", encoding="utf-8")
    main = window(study)
    preview = opened(qtbot, main, paths)
    qtbot.waitUntil(lambda: len(preview.chosen()) == 35, timeout=20_000)
    preview.accept()
    qtbot.waitUntil(lambda: len(titles(main)) == 36, timeout=20_000)
