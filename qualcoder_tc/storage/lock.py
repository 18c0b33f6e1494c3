# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""One writer at a time: a lock of the operating system that dies with its holder, and who holds it."""

from __future__ import annotations

import contextlib
import getpass
import json
import os
import socket
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from qualcoder_tc.errors import InputError, ProjectLocked

# Windows locks byte ranges against reading too: lock one far behind the holder's note.
_FAR = 1 << 30


def _try_lock(stream: IO[bytes]) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            stream.seek(_FAR)
            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(stream.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


class WriteLock:
    """The lock of one project file, kept in `NAME.qtc.lock` beside it while the project is open for writing."""

    def __init__(self, project: Path) -> None:
        self.file = project.with_name(project.name + ".lock")
        self._project = project
        self._stream: IO[bytes] | None = None

    def acquire(self) -> None:
        """Take the lock; ProjectLocked names the holder if someone else has it."""
        stream = self._open()
        locked = _try_lock(stream)
        while locked and not self._is_current(stream):
            # Its former holder removed the file between our opening and locking it.
            stream.close()
            stream = self._open()
            locked = _try_lock(stream)
        if not locked:
            holder = self._holder(stream)
            stream.close()
            raise ProjectLocked(
                f"{self._project.name} is open elsewhere",
                f"{holder} has it open; close it there first, or work on a copy",
            )
        note = {
            "user": _user(),
            "computer": socket.gethostname(),
            "process": os.getpid(),
            "since": datetime.now(UTC).isoformat(timespec="seconds"),
        }
        with contextlib.suppress(OSError):  # a full disk costs the note, not the lock
            stream.truncate(0)
            stream.write(json.dumps(note).encode())
            stream.flush()
        self._stream = stream

    def _open(self) -> IO[bytes]:
        try:
            return self.file.open("a+b")
        except OSError as error:
            raise InputError(
                f"{self._project.name} cannot be opened for writing",
                f"its folder does not let us write ({error.strerror}); copy the project to a folder of your own",
            ) from error

    def _is_current(self, stream: IO[bytes]) -> bool:
        try:
            return sys.platform == "win32" or os.path.samestat(os.fstat(stream.fileno()), self.file.stat())
        except FileNotFoundError:
            return False

    def _holder(self, stream: IO[bytes]) -> str:
        try:
            stream.seek(0)
            note = json.loads(stream.read(4096))
            return f"{note['user']} on {note['computer']} (process {note['process']}, since {note['since']})"
        except (OSError, ValueError, KeyError, TypeError):
            return "another program"

    def release(self) -> None:
        """Give the lock back and remove its file."""
        if self._stream is None:
            return
        # Removed while still held, so that nobody can have locked the file that goes away.
        if sys.platform != "win32":
            with contextlib.suppress(OSError):
                self.file.unlink()
        with contextlib.suppress(OSError):  # the note that a full disk did not take; closed it is all the same
            self._stream.close()
        self._stream = None
        if sys.platform == "win32":
            with contextlib.suppress(OSError):
                self.file.unlink()


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "someone"
