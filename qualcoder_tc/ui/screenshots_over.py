# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Pictures of what opens over the window: the palette, the tour, and what is looked through before much changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from qualcoder_tc.ui.main_window import MainWindow

_TYPED = "co"  # finds codes of the sample study by their names and by their definitions


def grab_over(
    window: MainWindow,
    folder: Path,
    mode: str,
    sizes: Sequence[tuple[int, int]],
    settle: Callable[[float], None],
    wait: Callable[[Callable[[], bool]], None],
) -> list[Path]:
    """Grab each at each size and return the files; `settle` lets so many seconds pass, `wait` until something is true."""
    assert window.workspace is not None and window.session is not None
    made: list[Path] = []
    for name, show in _shown(window).items():
        for width, height in sizes:
            window.resize(width, height)
            window.show_page(0)
            settle(0.2)
            show()
            wait(lambda: not window.jobs.busy)
            settle(0.4)
            made.append(folder / f"{name}-{mode}-{width}x{height}.png")
            _picture(window).save(str(made[-1]))
            _close(window)
            settle(0.05)
    return made


def _shown(window: MainWindow) -> dict[str, Callable[[], object]]:
    """Return what opens each, by the name of its pictures."""
    assert window.workspace is not None and window.session is not None and window.suggesting is not None
    workspace = window.workspace
    used = sorted((c for c in window.session.codes if c.codable), key=lambda c: -c.codings)
    menu = window.code_menu
    of_codes: dict[str, Callable[[], object]] = {
        "merge-codes": lambda: menu.merge([c.id for c in used[:3][-2:]]),
        "split-code": lambda: menu.split(used[0]),
    }
    return {
        "palette": lambda: workspace.coding.open_palette(_TYPED),
        **(of_codes if len(used) > 1 else {}),
        "correct": window.correct_text,
        "anonymise": window.anonymise,
        "keys": window.show_keys,
        "how-to-suggest": window.suggesting.show_settings,
        "tour": workspace.tour.start,
    }


def _picture(window: MainWindow) -> QPixmap:
    """Return the window with what is open over it: each window is grabbed by itself, so they are put together here."""
    picture = window.grab()
    over = [
        w
        for w in QApplication.topLevelWidgets()
        if w.isVisible() and w is not window and (w.parentWidget() is not None or isinstance(w, QDialog))
    ]
    painter = QPainter(picture)
    if any(isinstance(w, QDialog) for w in over):
        painter.fillRect(picture.rect(), QColor(0, 0, 0, 90))
    for widget in over:
        painter.drawPixmap(_place(window, widget), widget.grab())
    painter.end()
    return picture


def _place(window: MainWindow, widget: QWidget) -> QPoint:
    """Return where a widget is over the window; a dialog in its middle, as a desktop would put it."""
    if isinstance(widget, QDialog):
        room = window.size() - widget.size()
        return QPoint(max(0, room.width() // 2), max(0, room.height() // 2))
    return widget.mapToGlobal(QPoint(0, 0)) - window.mapToGlobal(QPoint(0, 0))


def _close(window: MainWindow) -> None:
    assert window.workspace is not None
    window.workspace.tour.end()
    window.workspace.coding.palette_popup.hide()
    for dialog in window.findChildren(QDialog):
        dialog.reject()
