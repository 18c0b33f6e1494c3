# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Names are reviewed in a table, given pseudonyms, and replaced."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from qualcoder_tc import Project, operations, queries, tasks
from qualcoder_tc.ui.leaks import LeaksDialog
from qualcoder_tc.ui.main_window import MainWindow
from qualcoder_tc.ui.pseudonyms import AnonymiseDialog
from tests.conftest import add, transcript

Open = Callable[[Path | None], MainWindow]


def named(study: Path) -> None:
    with Project.open(study) as project:
        add(project, transcript("Talk", (("INT", "And then?"), ("P1", "Then Danute rang Dr Patel. Danute did."))))


def opened(qtbot: QtBot, main: MainWindow) -> AnonymiseDialog:
    main.anonymise()
    qtbot.waitUntil(lambda: bool(main.findChildren(AnonymiseDialog)), timeout=30_000)
    return main.findChildren(AnonymiseDialog)[0]


def cell(dialog: AnonymiseDialog, text: str) -> int:
    return next(n for n, row in enumerate(dialog.model.rows) if row.text == text)


def test_names_are_reviewed_and_replaced_and_undone(
    qtbot: QtBot, window: Open, study: Path, tmp_path: Path, dialogs: dict[str, Any]
) -> None:
    named(study)
    main = window(study)
    assert main.session
    dialog = opened(qtbot, main)
    assert not dialog.go.isEnabled()  # there is no place for the key yet
    danute, patel = cell(dialog, "Danute"), cell(dialog, "Dr Patel")
    dialog.table.selectRow(danute)
    shown = "\n".join(one.text() for one in dialog.findChildren(QLabel))
    assert "Danute, 2 times" in shown and "rang Dr Patel" in shown
    model = dialog.model
    assert model.setData(model.index(danute, 4), "Rasa")
    assert not model.setData(model.index(danute, 4), "  ")
    assert model.setData(model.index(patel, 0), Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    dialogs["save_file"] = tmp_path / "who is who"
    dialog.choose_key()
    dialog.accept()
    text = lambda: main.session.read(queries.documents.texts)[2]  # noqa: E731
    qtbot.waitUntil(lambda: "Then [Rasa] rang Dr Patel. [Rasa] did." in text())
    rows = {p.real: p.replacement for p in tasks.pseudonyms.read_key(tmp_path / "who is who.csv")}
    assert rows["Danute"] == "[Rasa]" and rows["Dr Patel"] == ""
    main.undo()
    assert "Then Danute rang" in text()


def test_filtering_ticks_only_what_is_shown(qtbot: QtBot, window: Open, study: Path) -> None:
    named(study)
    main = window(study)
    dialog = opened(qtbot, main)
    dialog._tick(False)
    assert not any(dialog.model.ticked)
    dialog.filter.setText("danute")
    dialog._tick(True)
    assert [r.text for r, t in zip(dialog.model.rows, dialog.model.ticked, strict=True) if t] == ["Danute"]
    dialog.reject()


def test_the_model_passes_the_tester(qtbot: QtBot, qtmodeltester: ModelTester, window: Open, study: Path) -> None:
    named(study)
    dialog = opened(qtbot, window(study))
    qtmodeltester.check(dialog.model)
    dialog.reject()


def test_a_name_that_was_not_found_is_added_by_hand(
    qtbot: QtBot, window: Open, study: Path, tmp_path: Path, dialogs: dict[str, Any]
) -> None:
    named(study)
    main = window(study)
    assert main.session
    dialog = opened(qtbot, main)
    qtbot.keyClicks(dialog.name, "Zebedee")
    qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    assert (
        dialog.isVisible()
        and "stands nowhere in the project" in dialog.findChild(QLabel, "anonymise_missing").text()
    )
    dialog.name.clear()
    qtbot.keyClicks(dialog.name, "rang")  # a nickname may be any word
    qtbot.mouseClick(dialog.findChild(QPushButton, "anonymise_add"), Qt.MouseButton.LeftButton)
    row = dialog.model.rows[0]
    assert (row.text, len(row.occurrences)) == ("rang", 1)
    assert row.replacement not in {r.replacement for r in dialog.model.rows[1:]}
    assert dialog.table.currentIndex().siblingAtColumn(1).data() == "rang"
    dialog.reject()


def test_the_key_of_before_keeps_pseudonyms_and_a_place_beside_the_project_is_told(
    qtbot: QtBot, window: Open, study: Path, tmp_path: Path, dialogs: dict[str, Any]
) -> None:
    named(study)
    (tmp_path / "apart").mkdir()
    main = window(study)
    assert main.session
    dialog = opened(qtbot, main)
    dialogs["save_file"] = study.parent / "key.csv"
    dialog.choose_key()
    assert "whoever is given the folder" in dialog._warning.text()
    dialogs["save_file"] = tmp_path / "apart" / "key.csv"
    dialog.choose_key()
    assert not dialog._warning.isVisible()
    dialog.model.setData(dialog.model.index(cell(dialog, "Danute"), 4), "Rasa")
    dialog.accept()
    qtbot.waitUntil(lambda: "[Rasa]" in main.session.read(queries.documents.texts)[2] and not main.jobs.busy)
    main.session.do(
        operations.texts.edit, document_id=1, text=main.session.read(queries.documents.texts)[1] + "\nDanute came."
    )
    qtbot.waitUntil(lambda: not any(d.isVisible() for d in main.findChildren(AnonymiseDialog)))
    main.anonymise()
    again: list[AnonymiseDialog] = []

    def there() -> bool:
        again[:] = [d for d in main.findChildren(AnonymiseDialog) if d.isVisible()]
        return bool(again)

    qtbot.waitUntil(there, timeout=30_000)
    [dialog] = again
    assert dialog.model.rows[cell(dialog, "Danute")].replacement == "[Rasa]"
    assert dialog.go.isEnabled()  # the key is where it was
    dialog.reject()


def test_leaks_are_found_in_the_window_and_not_in_what_is_clean(
    qtbot: QtBot, window: Open, study: Path, tmp_path: Path, dialogs: dict[str, Any]
) -> None:
    key, bad, good = (tmp_path / name for name in ("key.csv", "bad.html", "good.html"))
    key.write_text("real,pseudonym,kind\nDanute,[Rasa],person\n", encoding="utf-8")
    bad.write_text("<p>Then DANUTE rang.</p>", encoding="utf-8")
    good.write_text("<p>Then [Rasa] rang.</p>", encoding="utf-8")
    main = window(study)
    main.look_for_leaks()
    [dialog] = main.findChildren(LeaksDialog)
    look = dialog.findChild(QPushButton, "leaks_look")
    assert not look.isEnabled()
    dialogs["open_files"], dialogs["open_file"] = [bad], key
    dialog.findChild(QPushButton, "leaks_choose").click()
    dialog.findChild(QPushButton, "leaks_choose_key").click()
    look.click()
    state = dialog.findChild(QLabel, "leaks_state")
    qtbot.waitUntil(lambda: "Do not send it yet" in state.text())
    assert any("bad.html, the text" in one.text() for one in dialog.findChildren(QLabel))
    dialogs["open_files"] = [good]
    dialog.findChild(QPushButton, "leaks_choose").click()
    look.click()
    qtbot.waitUntil(lambda: state.text() == "No replaced name was found.")
    locked = tmp_path / "locked.docx"
    locked.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    dialogs["open_files"] = [good, locked]
    dialog.findChild(QPushButton, "leaks_choose").click()
    look.click()
    qtbot.waitUntil(lambda: "not all could be" in state.text())
    assert any(
        one.text().startswith("locked.docx, the text: it is protected") for one in dialog.findChildren(QLabel)
    )
    dialog.findChild(QPushButton, "leaks_close").click()
    assert main.known_key() == key


def test_a_name_that_stands_beside_the_transcripts_is_reviewed_and_replaced(
    qtbot: QtBot, window: Open, study: Path, tmp_path: Path, dialogs: dict[str, Any]
) -> None:
    with Project.open(study) as project:
        [document] = project.read(queries.documents.all)
        memo = {"subject_kind": "document", "subject_uuid": document.uuid, "text": "Told by Philippa, her sister."}
        project.do(operations.memos.write, **memo)
    main = window(study)
    assert main.session
    dialog = opened(qtbot, main)
    row = cell(dialog, "Philippa")
    dialog.table.setCurrentIndex(dialog._sorted.mapFromSource(dialog.model.index(row, 1)))
    shown = [one.text() for one in dialog.findChildren(QLabel)]
    assert "Philippa, once" in shown and "Memo" in shown and "Told by <b>Philippa</b>, her sister." in shown
    dialog.model.setData(dialog.model.index(row, 4), "Ann")
    dialogs["save_file"] = tmp_path / "key.csv"
    dialog.choose_key()
    dialog.accept()
    qtbot.waitUntil(lambda: "[Ann], her sister" in main.session.read(queries.memos.all)[0].text)


def test_where_nothing_was_found_a_name_can_be_added_by_hand(qtbot: QtBot, window: Open, tmp_path: Path) -> None:
    path = tmp_path / "quiet.qtc"
    with Project.create(path, title="s", coder="Amina Malik") as project:
        add(project, replace(transcript("talk", (("INT", "so?"), ("P1", "we told ducky."))), cases=()))
    dialog = opened(qtbot, window(path))
    assert dialog.model.rows == []
    assert any("Nothing was found" in one.text() for one in dialog.findChildren(QLabel))
    qtbot.keyClicks(dialog.name, "ducky")
    qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    assert [r.text for r in dialog.model.rows] == ["ducky"]
    dialog.reject()
