# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What opens over the window is drawn over it, and closed again without a change."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from qualcoder_tc.ui.main_window import MainWindow
from qualcoder_tc.ui.screenshots_over import grab_over
from tests.conftest import place

Open = Callable[[Path | None], MainWindow]


def test_each_is_drawn_over_the_window_and_nothing_is_changed(
    window: Open, study: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    main = window(study)
    assert main.session and main.session.document and main.workspace
    document, codes = main.session.document, [c for c in main.session.codes if c.codable]
    for code in codes[:2]:
        main.session.apply_code(code.id, place(main.session.project, document.id, "She did!"))
    qtbot.waitUntil(lambda: main.session is not None and sum(c.codings for c in main.session.codes) == 2)
    changes = len(main.session.project.standing())
    alone = main.grab().toImage()
    files = grab_over(
        main, tmp_path, "light", [(1280, 720)], lambda seconds: qtbot.wait(round(1000 * seconds)), qtbot.waitUntil
    )
    names = {file.name.split("-light")[0] for file in files}
    assert names >= {"palette", "merge-codes", "split-code", "correct", "keys", "how-to-suggest", "tour"}
    pictures = [QPixmap(str(file)).toImage() for file in files]
    assert all(picture.size() == alone.size() and picture != alone for picture in pictures)
    qtbot.waitUntil(lambda: not any(d.isVisible() for d in main.findChildren(QDialog)))
    assert not main.workspace.tour.callout.isVisible()
    assert len(main.session.project.standing()) == changes
