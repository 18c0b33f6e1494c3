# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The command line: one verb a task, the words of which scripts rely on."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from qualcoder_tc.cli import verbs
from qualcoder_tc.cli.parser import make_parser
from qualcoder_tc.errors import AppError


def main(
    arguments: Sequence[str],
    *,
    take_screenshots: Callable[[Path, Path, bool], list[Path]] | None = None,
) -> int:
    """Run one verb; return 0, 1 for a known error (one line on standard error), 2 for wrong usage.

    `take_screenshots` (project, folder, whether of all screens) is how the demo gets pictures of the window, not ours to open.
    """
    _use_utf8()
    try:
        chosen = make_parser().parse_args(arguments)
    except SystemExit as stop:
        return int(stop.code or 0)
    chosen.take_screenshots = take_screenshots
    try:
        answer = verbs.VERBS[chosen.verb](chosen)
    except AppError as error:
        print(f"qualcoder-tc: {error.title}: {error.message}".replace("\n", " "), file=sys.stderr)
        return 1
    except OSError as error:
        # Whatever a disk refuses is the user's to mend, and never a traceback.
        what = f"{error.filename} cannot be used" if error.filename else "A file cannot be used"
        print(f"qualcoder-tc: {what}: {error.strerror or error}; check its name and permissions", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("qualcoder-tc: Stopped: nothing further was changed", file=sys.stderr)
        return 1
    try:
        print(json.dumps(answer.value, ensure_ascii=False, indent=1) if chosen.json else answer.text)
    except BrokenPipeError:
        # The reader of our output went away; keep the interpreter from complaining about it at exit.
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0 if answer.ok else 1


def _use_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
