# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""A full disk is called a full disk, and locks are given back there too."""

from __future__ import annotations

import io
import shutil
import sqlite3
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from qualcoder_tc.errors import ProjectDamaged
from qualcoder_tc.storage import sqlite
from qualcoder_tc.storage.lock import WriteLock


@pytest.mark.parametrize(("free", "full"), [(0, True), (1 << 30, False)])
def test_where_sqlite_finds_no_room_beside_the_file_the_disk_is_full_and_the_file_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, full: bool
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=free))
    found = sqlite.words_of_failure(sqlite3.OperationalError("disk I/O error"), tmp_path / "study.qtc")
    assert found is not None
    assert ("disk is full" in found.title) is full
    assert isinstance(found, ProjectDamaged) is not full


def test_a_lock_is_given_back_where_the_disk_did_not_take_its_note(tmp_path: Path) -> None:
    class Full(io.BytesIO):
        def close(self) -> None:
            super().close()
            raise OSError(28, "No space left on device")

    lock = WriteLock(tmp_path / "study.qtc")
    lock.acquire()
    held: Any = lock._stream  # pyright: ignore[reportPrivateUsage]
    lock._stream = Full()  # pyright: ignore[reportPrivateUsage]
    held.close()
    lock.release()
    assert not lock.file.exists()
    again = WriteLock(tmp_path / "study.qtc")
    again.acquire()
    again.release()
