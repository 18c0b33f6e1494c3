# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from qualcoder_tc import operations
from qualcoder_tc.ui.main_window import MainWindow
from qualcoder_tc.ui.session import Session

Open = Callable[[Path | None], MainWindow]


def code_turn(main: MainWindow, session: Session) -> None:
    assert main.workspace is not None
    main.workspace.coding.applying.apply(next(c.id for c in session.codes if c.codable))


def delete_document(_main: MainWindow, session: Session) -> None:
    session.do(operations.documents.delete, document_id=session.documents[0].id)


@pytest.mark.parametrize("act", [code_turn, delete_document])
def test_what_was_still_to_follow_when_a_project_closes_does_not_open_its_file_again(
    window: Open, study: Path, qtbot: QtBot, act: Callable[[MainWindow, Session], None]
) -> None:
    main = window(study)
    session = main.session
    assert session is not None
    act(main, session)
    main.close_project()
    qtbot.wait(50)
    assert [f.name for f in study.parent.glob(f"{study.name}-*")] == []
