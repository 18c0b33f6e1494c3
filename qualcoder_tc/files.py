# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Writing files so that they are there whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Generator
from pathlib import Path

from qualcoder_tc.errors import InputError


@contextlib.contextmanager
def replacing(path: Path) -> Generator[Path]:
    """Yield a temporary file beside `path` that takes its place at the end; on failure nothing is changed.

    What the disk refuses becomes an InputError in plain words.
    """
    if os.path.isdir(path):  # noqa: PTH112 - never raises, unlike Path.is_dir
        raise InputError(f"{path.name} is a folder", "choose a file name")
    if not os.path.isdir(path.parent):  # noqa: PTH112
        raise InputError(f"The folder {path.parent} does not exist", "create it first, or choose another place")
    temporary: Path | None = None
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem[:40]}-", suffix=path.suffix)
        os.close(handle)
        temporary = Path(name)
        yield temporary
        # A temporary file is private; what a user exports has the rights that files of theirs usually have.
        umask = os.umask(0)
        os.umask(umask)
        temporary.chmod(0o666 & ~umask)
        temporary.replace(path)
        temporary = None
    except PermissionError as error:
        raise InputError(
            f"{path.name} cannot be written",
            "close it in Word or Excel if it is open there, or choose another place",
        ) from error
    except OSError as error:
        raise InputError(
            f"{path.name} cannot be written", f"{error.strerror or error}; free some space or choose another place"
        ) from error
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink()
