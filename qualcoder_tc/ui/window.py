# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What every part of the window can rely on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMainWindow

from qualcoder_tc.ui.jobs import JobRunner

if TYPE_CHECKING:
    from qualcoder_tc.settings import Settings
    from qualcoder_tc.ui.session import Session
    from qualcoder_tc.ui.workspace import Workspace


class Window(QMainWindow):
    """What the parts of the window find in it."""

    settings: Settings
    jobs: JobRunner
    workspace: Workspace | None

    @property
    def session(self) -> Session | None:
        """Return the open project's session."""
        return self.workspace.session if self.workspace else None

    def _tell(self, text: str) -> None:
        """Say something in the status line."""
        raise NotImplementedError
