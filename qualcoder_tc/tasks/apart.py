# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Exports and reports of large projects in a process of their own, so that no window waits for the interpreter."""

from __future__ import annotations

import _thread
import contextlib
import json
import os
import queue
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import IO, Any

from qualcoder_tc import errors, queries
from qualcoder_tc.progress import Progress, silent
from qualcoder_tc.project import Project
from qualcoder_tc.tasks import reporting

# Starting a process takes half a second, which is more than so few codings take to be written.
FEW = 2_000
_TICK = 0.1
_FAREWELL = 5.0
_TASKS = {"export": reporting.export, "write_report": reporting.write_report}


def export(project: Project, path: Path, progress: Progress = silent) -> int:
    """Write the coded segments, or for .yaml the codebook; return how many, counting the work as few or many."""
    if _few(project):
        return reporting.export(project, path, progress)
    return int(_run("export", project, path, progress))


def write_report(project: Project, path: Path, progress: Progress = silent) -> None:
    """Write the Word report of a project."""
    if _few(project):
        reporting.write_report(project, path, progress)
    else:
        _run("write_report", project, path, progress)


def _few(project: Project) -> bool:
    return project.read(queries.project.info).codings <= FEW


def _run(name: str, project: Project, path: Path, progress: Progress) -> Any:
    """Run a task on the project's file in another process; what it raises for the user is raised here."""
    with tempfile.TemporaryFile() as told:
        child = _start([sys.executable, "-P", "-m", __name__, name, str(project.path), str(path)], told)
        try:
            for line in _lines(child, progress):
                kind, *rest = json.loads(line)
                if kind == "done":
                    return rest[0]
                if kind == "fault":
                    raise _fault(*rest)
                progress(*rest)
        finally:
            _end(child)
        told.seek(0)
        last = told.read().decode("utf-8", "replace").strip().splitlines()[-1:]
    raise RuntimeError(f"writing ended with code {child.returncode}: {''.join(last)[:200]}")


def _start(command: list[str], told: IO[bytes]) -> subprocess.Popen[bytes]:
    flags = 0
    if sys.platform == "win32":
        flags = subprocess.CREATE_NO_WINDOW | subprocess.BELOW_NORMAL_PRIORITY_CLASS
    root = Path(__file__).resolve().parents[2]
    environment = os.environ | {"PYTHONIOENCODING": "utf-8"}
    # An installed package is found anyway; its folder would put other packages before the standard library.
    if root.name not in {"site-packages", "dist-packages"}:
        environment["PYTHONPATH"] = os.pathsep.join([str(root), *filter(None, [environment.get("PYTHONPATH")])])
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=told,
        env=environment,
        creationflags=flags,
    )


def _lines(child: subprocess.Popen[bytes], progress: Progress) -> Any:
    """Yield what the process says; `progress` is called while it says nothing, so that it can be cancelled then too."""
    said: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()

    def listen() -> None:
        assert child.stdout is not None
        for line in child.stdout:
            said.put(line)
        said.put(None)

    threading.Thread(target=listen, daemon=True).start()
    at: tuple[int, int, str] = (0, 0, "")
    while True:
        try:
            line = said.get(timeout=_TICK)
        except queue.Empty:
            progress(*at)
            continue
        if line is None:
            return
        kind, *rest = json.loads(line)
        if kind == "at":
            at = (rest[0], rest[1], rest[2])
        yield line


def _end(child: subprocess.Popen[bytes]) -> None:
    """Close the input of the process, at which it stops and tidies up; kill it when it does not."""
    assert child.stdin is not None
    with contextlib.suppress(OSError):
        child.stdin.close()
    try:
        child.wait(_FAREWELL)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def _fault(kind: str, title: str, message: str) -> errors.AppError:
    fault = getattr(errors, kind, errors.AppError)
    error: errors.AppError = fault.__new__(fault)
    errors.AppError.__init__(error, title, message)
    return error


def main(arguments: list[str]) -> int:
    """Do a task by its name on a project file, saying on standard output how far it is."""
    name, file, path = arguments
    said = os.fdopen(os.dup(1), "w", encoding="utf-8", buffering=1)
    os.dup2(2, 1)  # whatever libraries print goes to standard error
    if hasattr(os, "nice"):
        os.nice(10)
    threading.Thread(target=_listen, daemon=True).start()

    def say(*words: object) -> None:
        said.write(json.dumps(words) + "\n")

    try:
        with Project.open(file, read_only=True) as project:
            result = _TASKS[name](project, Path(path), lambda done, total, text="": say("at", done, total, text))
        say("done", result)
    except errors.AppError as error:
        say("fault", type(error).__name__, error.title, error.message)
    except KeyboardInterrupt:
        return 1  # nobody waits for it any more
    return 0


def _listen() -> None:
    sys.stdin.buffer.read()
    # The program is gone or wants us gone.
    _thread.interrupt_main()


def _run_and_end(arguments: list[str]) -> None:
    try:
        status = main(arguments)
    except KeyboardInterrupt:
        status = 1  # told to stop before it began, or just as it was done
    sys.stderr.flush()
    # At once: an interrupt that comes while the interpreter tidies up would end in a traceback.
    os._exit(status)


if __name__ == "__main__":
    _run_and_end(sys.argv[1:])
