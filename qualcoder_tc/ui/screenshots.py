# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Pictures of the window, for the documentation and the demo."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qualcoder_tc.ui.main_window import MainWindow

SIZES = ((1440, 900), (1280, 720))
THEMES = ("light", "dark")
_SETTINGS = ".settings.json"


def take(
    project: Path, folder: Path, *, sizes: Sequence[tuple[int, int]] = SIZES, themes: Sequence[str] = THEMES
) -> list[Path]:
    """Open the project offscreen, grab every screen at each size in each theme, and return the files."""
    from qualcoder_tc.ui.screenshots_over import grab_over

    made: list[Path] = []
    for mode, window in _windows(folder, themes, sizes[0]):
        made += _grab_all(window, folder, [("welcome", None)], mode, sizes)
        window.open_project(project)
        made += _grab_all(window, folder, [(n, i) for i, n in enumerate(_NAMES)], mode, sizes)
        made += _grab_why(window, folder, mode, sizes)
        made += _grab_beside(window, folder, mode, sizes)
        made += grab_over(window, folder, mode, sizes, _settle, _wait)
    for mode, window in _windows(folder, themes, sizes[0]):
        made += _grab_import(window, folder, mode, sizes)
    (folder / _SETTINGS).unlink(missing_ok=True)
    return made


def take_pages(project: Path, folder: Path) -> list[Path]:
    """Grab the pages alone, in each theme at the larger size, and return the files: what the demo shows."""
    made: list[Path] = []
    for mode, window in _windows(folder, THEMES, SIZES[0]):
        window.open_project(project)
        made += _grab_all(window, folder, [(n, i) for i, n in enumerate(_NAMES)], mode, SIZES[:1])
    (folder / _SETTINGS).unlink(missing_ok=True)
    return made


def _windows(folder: Path, themes: Sequence[str], size: tuple[int, int]) -> Iterator[tuple[str, MainWindow]]:
    """Yield a window in each theme, closed when the next is asked for."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from qualcoder_tc.settings import Settings
    from qualcoder_tc.ui import app, theme
    from qualcoder_tc.ui.main_window import MainWindow

    application = app.application()
    for mode in themes:
        theme.theme().apply(application, mode)  # type: ignore[arg-type]
        # Settings in the folder of the pictures, so that nobody's own are read or changed.
        window = MainWindow(Settings(folder / _SETTINGS))
        window.resize(*size)
        window.show()
        yield mode, window
        window.close()
        window.deleteLater()
        _settle(0.05)


_SOUGHT = "garden"  # a word of the sample study
_NAMES = ("code", "retrieve", "cases", "themes", "agreement", "report", "memos")


def _grab_all(
    window: MainWindow,
    folder: Path,
    pages: Sequence[tuple[str, int | None]],
    mode: str,
    sizes: Sequence[tuple[int, int]],
) -> list[Path]:
    made: list[Path] = []
    for width, height in sizes:
        window.resize(width, height)
        for name, number in pages:
            if number is not None:
                window.show_page(number)
            if number == 0:
                _stage(window)
            _settle(0.3)
            deadline = time.monotonic() + 15
            while window.jobs.busy and time.monotonic() < deadline:
                _settle(0.05)
            _settle(0.1)
            path = folder / f"{name}-{mode}-{width}x{height}.png"
            window.grab().save(str(path))
            made.append(path)
    return made


def _grab_why(window: MainWindow, folder: Path, mode: str, sizes: Sequence[tuple[int, int]]) -> list[Path]:
    """Grab the reasons of a suggestion, where there is one."""
    assert window.workspace is not None
    coding, made = window.workspace.coding, list[Path]()
    window.show_page(0)
    for width, height in sizes:
        window.resize(width, height)
        _stage(window)
        if coding.suggestion.open_why(True):
            _settle(0.4)
            path = folder / f"why-{mode}-{width}x{height}.png"
            window.grab().save(str(path))
            made.append(path)
    coding.suggestion.close_why()
    return made


def _grab_beside(window: MainWindow, folder: Path, mode: str, sizes: Sequence[tuple[int, int]]) -> list[Path]:
    """Grab what has no tab of its own: the places that a search found, and the history with what undoing would take back."""
    assert window.workspace is not None
    workspace, made = window.workspace, list[Path]()

    def searched() -> bool:
        return bool(workspace.found.model.hits) and not workspace.found.busy

    def read() -> bool:
        return workspace.history.model.rowCount() > 0 and not workspace.history.busy

    workspace.search.setText(_SOUGHT)
    workspace.searching.typed(_SOUGHT)
    for name, ready in (("search", searched), ("history", read)):
        if name == "history":
            workspace.searching.leave()
            window.show_history()
        _wait(ready)
        if name == "history":
            workspace.history.table.selectRow(min(3, workspace.history.model.rowCount() - 1))
        else:
            workspace.found.list.setCurrentIndex(workspace.found.model.index(1))  # below its heading
            workspace.found.list.setFocus()
        for width, height in sizes:
            window.resize(width, height)
            _settle(0.4)
            path = folder / f"{name}-{mode}-{width}x{height}.png"
            window.grab().save(str(path))
            made.append(path)
    return made + _grab_second(window, folder, mode, sizes)


def _grab_second(window: MainWindow, folder: Path, mode: str, sizes: Sequence[tuple[int, int]]) -> list[Path]:
    """Grab the second look at the code with most codings, and how far suggestions can be trusted; both need the model."""
    from qualcoder_tc.model.second_look import Question

    assert window.workspace is not None and window.session is not None
    workspace, made = window.workspace, list[Path]()
    code = max((c for c in window.session.codes if c.codable), key=lambda c: c.mine, default=None)
    if code is None:
        return []
    workspace.looking.ask(Question.MISSED, code.id)
    _wait(lambda: not workspace.second.busy, 180)
    workspace.second.pane.toggle()
    made += _grab_sizes(window, folder, f"second-look-{mode}", sizes)
    workspace.looking.show_trust()
    workspace.trust.measure()
    _wait(lambda: not workspace.trust.busy, 180)
    return made + _grab_sizes(window, folder, f"trust-{mode}", sizes)


def _grab_sizes(window: MainWindow, folder: Path, name: str, sizes: Sequence[tuple[int, int]]) -> list[Path]:
    made: list[Path] = []
    for width, height in sizes:
        window.resize(width, height)
        _settle(0.4)
        made.append(folder / f"{name}-{width}x{height}.png")
        window.grab().save(str(made[-1]))
    return made


def _wait(ready: Callable[[], bool], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not ready() and time.monotonic() < deadline:
        _settle(0.05)


def _grab_import(window: MainWindow, folder: Path, mode: str, sizes: Sequence[tuple[int, int]]) -> list[Path]:
    """Grab the preview of an import, in a project made for that."""
    import tempfile

    from qualcoder_tc import Project, paths
    from qualcoder_tc.ui.import_preview import ImportPreview

    study = paths.data("resources", "sample_study")
    files = sorted(p for p in study.iterdir() if p.suffix in (".docx", ".txt", ".vtt", ".csv", ".md"))
    files = [p for p in files if not p.stem.lower().startswith("readme")]
    made: list[Path] = []
    with tempfile.TemporaryDirectory() as passing:
        target = Path(passing) / "New study.qtc"
        Project.create(target, title="New study", coder="Amina Malik").close()
        window.open_project(target)
        for width, height in sizes:
            window.resize(width, height)
            window.import_files(files)
            _settle(0.2)
            [preview] = (p for p in window.findChildren(ImportPreview) if p.isVisible())
            _wait(lambda: not window.jobs.busy)
            preview.files.setCurrentRow(min(2, len(files) - 1))  # a focus group tells more than a note
            _settle(0.6)
            made.append(folder / f"import-{mode}-{width}x{height}.png")
            preview.grab().save(str(made[-1]))
            preview.reject()
        window.close_project()
    return made


def _stage(window: MainWindow) -> None:
    """Open a focus group where codings overlap, choose a code, and go to a suggestion if there is one."""
    session, workspace = window.session, window.workspace
    assert session is not None and workspace is not None
    pending = _document_with_suggestions(session)
    groups = [d for d in session.documents if d.kind.value == "focus-group"]
    document = groups[0] if groups else session.documents[0] if session.documents else None
    if document is None:
        return
    session.open_document(pending if pending is not None and pending == document.id else document.id)
    code = next((c for c in session.codes if c.path == "principle/mutuality"), None)
    if code is not None:
        session.choose_code(code.id)
    rows = workspace.coding.view.codings()
    busiest = max(rows, key=lambda r: len(workspace.coding.view.shown_codings(r.start, r.end)), default=None)
    long = [s for s in session.suggestions if s.end - s.start > 80]
    if long:
        # Where a suggestion, its evidence and some codings can be seen together.
        shown = max(long, key=lambda s: len(workspace.coding.view.shown_codings(s.start - 600, s.end + 600)))
        workspace.coding.view.go_to(shown.start)
    elif busiest is not None:
        workspace.coding.view.go_to(busiest.start)
    workspace.coding.view.setFocus()


def _document_with_suggestions(session: object) -> int | None:
    from qualcoder_tc import queries
    from qualcoder_tc.ui.session import Session

    assert isinstance(session, Session)
    rows = session.read(queries.suggestions.pending)
    return rows[0].document_id if rows else None


def _settle(seconds: float) -> None:
    from qualcoder_tc.ui import app

    until = time.monotonic() + seconds
    while time.monotonic() < until:
        app.application().processEvents()
        time.sleep(0.005)
