# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Project files: made whole or not at all, and opened with the lock that lets one write."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from qualcoder_tc.errors import InputError
from qualcoder_tc.model.people import initials_of
from qualcoder_tc.storage import engines, failures, migrate, sqlite
from qualcoder_tc.storage.lock import WriteLock
from qualcoder_tc.storage.schema import Coder, ProjectRow


def create(path: Path, *, title: str | None, coder: str) -> Path:
    """Make a project file and return where it is; InputError if it is there already or cannot be made."""
    target = path if path.suffix.lower() == ".qtc" else path.with_name(path.name + ".qtc")
    if os.path.lexists(target):
        raise InputError(f"{target.name} is there already", "open it, or choose another name")
    if not os.path.isdir(target.parent):  # noqa: PTH112 - never raises
        raise InputError(f"The folder {target.parent} does not exist", "create it first, or choose another place")
    making = target.with_name(f".{target.name}.making-{os.getpid()}")
    try:
        _make(making, title or target.stem, coder)
        # A rename, so that a project is there whole or not at all.
        making.replace(target)
    except OSError as error:
        raise InputError(f"{target.name} cannot be created", f"{error.strerror}; choose another place") from error
    finally:
        for left in (making, Path(f"{making}-wal"), Path(f"{making}-shm"), Path(f"{making}-journal")):
            with contextlib.suppress(OSError):
                left.unlink(missing_ok=True)
    return target


def _make(path: Path, title: str, coder: str) -> None:
    path.unlink(missing_ok=True)
    engine = engines.make_engine(path)
    try:
        with failures.named(path):
            with engine.begin() as connection:
                migrate.create(connection)
            with Session(engine) as session:
                session.add(ProjectRow(title=title))
                session.add(Coder(name=coder, initials=initials_of(coder)))
                session.commit()
    finally:
        engines.shut(engine)


def connect(file: Path, *, read_only: bool) -> tuple[Engine, WriteLock | None]:
    """Open a project file, brought up to the newest schema where it may be written; give both to `leave` again.

    Raises ProjectLocked, ProjectTooNew, NotAProject, ProjectDamaged, or InputError for a path that is no
    readable file; the file stays as it is.
    """
    _check_readable(file)
    write_lock = None if read_only else WriteLock(file)
    if write_lock:
        if not os.access(file, os.W_OK):
            raise InputError(f"{file.name} cannot be written", "it is marked read-only; work on a copy of it")
        write_lock.acquire()
    engine = None
    try:
        sqlite.check_header(file)
        engine = engines.make_engine(file, read_only=read_only)
        current = migrate.revision(engine, file)
        if not read_only:
            migrate.upgrade(engine, file, current)
            sqlite.use_write_ahead_log(engine)
        return engine, write_lock
    except BaseException:
        leave(engine, write_lock)
        raise


def leave(engine: Engine | None, write_lock: WriteLock | None) -> None:
    """Let go of a project file."""
    if engine is not None:
        engines.shut(engine)
    if write_lock:
        write_lock.release()


def _check_readable(file: Path) -> None:
    try:
        with file.open("rb"):
            pass
    except IsADirectoryError as error:
        raise InputError(f"{file.name} is a folder", "choose a .qtc file") from error
    except FileNotFoundError as error:
        raise InputError(
            f"{file} does not exist", "check the name and the folder, or make a new project"
        ) from error
    except OSError as error:
        # Windows calls opening a folder a lack of permission.
        what = "is a folder" if os.path.isdir(file) else "cannot be opened"  # noqa: PTH112 - never raises
        raise InputError(
            f"{file.name} {what}", f"{error.strerror}; choose a .qtc file that you may read"
        ) from error
