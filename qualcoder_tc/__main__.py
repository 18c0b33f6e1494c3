# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The program: a verb goes to the command line, anything else opens the window."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def main(arguments: list[str] | None = None) -> int:
    """Run the program with the given words; return the exit status."""
    words = sys.argv[1:] if arguments is None else arguments
    if not words or (len(words) == 1 and _names_a_project(words[0])):
        return _open_window(Path(words[0]) if words else None)
    from qualcoder_tc import cli
    from qualcoder_tc.cli import demo

    headless = "--headless" in words or not has_display()
    if words[0] != "demo" or headless or "-h" in words or "--help" in words:
        return cli.main(words, take_screenshots=_take_screenshots)
    status, project = demo.prepare(words)
    return status if project is None else _open_window(project)


def has_display() -> bool:
    """Tell whether a window can be shown."""
    if os.environ.get("QT_QPA_PLATFORM") in ("offscreen", "minimal"):
        return False
    return sys.platform in ("win32", "darwin") or bool(
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )


def _names_a_project(word: str) -> bool:
    return word.lower().endswith(".qtc") or (not word.startswith("-") and Path(word).exists())


def _open_window(project: Path | None) -> int:
    from qualcoder_tc.ui import app

    return app.run(project)


def _take_screenshots(project: Path, folder: Path, every: bool) -> list[Path]:
    from qualcoder_tc.ui import screenshots

    return screenshots.take(project, folder) if every else screenshots.take_pages(project, folder)


if __name__ == "__main__":
    sys.exit(main())
