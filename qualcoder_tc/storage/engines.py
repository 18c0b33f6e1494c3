# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Engines on project files: how a file is opened, and that it is opened no more once the project is closed."""

from __future__ import annotations

import os
import sqlite3
import weakref
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qualcoder_tc.errors import ProjectClosed

if TYPE_CHECKING:
    # At run time imported where it is used: a glance at a document comes before it is loaded.
    from sqlalchemy import Connection, Engine

_shut: weakref.WeakSet[Engine] = weakref.WeakSet()


def shut(engine: Engine) -> None:
    """Let go of the file for good: what asks for it afterwards is refused, and what reads now lets go when it ends.

    A late reader would open the file anew, and nobody would tidy up the log that it leaves beside it.
    """
    _shut.add(engine)
    engine.dispose()


def _mode(path: Path, *, read_only: bool) -> str:
    """Return how to open the file, as parameters of its URI.

    A connection that may not write cannot tidy up the log's side files when it closes. So a reader opens for writing
    where it may, and is kept from writing by query_only; on a disk that lets nobody write no log can appear.
    """
    if not read_only:
        return "mode=rwc"
    if os.access(path, os.W_OK) and os.access(path.parent, os.W_OK):
        return "mode=rw"
    return "mode=ro" if Path(f"{path}-wal").exists() else "mode=ro&immutable=1"


def make_engine(path: Path, *, read_only: bool = False) -> Engine:
    """Return an engine on the file; read_only opens it so that it and its folder stay as they are."""

    from sqlalchemy import QueuePool, create_engine, event

    def connect() -> sqlite3.Connection:
        if engine in _shut:
            raise ProjectClosed
        # Autocommit at the driver, so that SQLAlchemy's BEGIN below decides where a transaction starts.
        return sqlite3.connect(
            f"{path.resolve().as_uri()}?{_mode(path, read_only=read_only)}",
            uri=True,
            check_same_thread=False,
            timeout=10,
            isolation_level=None,
        )

    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool, pool_size=4, max_overflow=16)

    def on_connect(connection: Any, _record: Any) -> None:
        cursor = connection.cursor()
        connection.create_function("casefold", 1, _casefold, deterministic=True)
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute("PRAGMA temp_store=MEMORY")
        cursor.execute("PRAGMA cache_size=-32000")
        if read_only:
            cursor.execute("PRAGMA query_only=ON")
        else:
            # A finished change must outlive a power cut, not only a crash of the program.
            cursor.execute("PRAGMA synchronous=FULL")
        cursor.close()

    def on_checkin(connection: Any, record: Any) -> None:
        if connection is not None and engine in _shut:
            record.invalidate()

    def on_begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN")

    event.listen(engine, "connect", on_connect)
    event.listen(engine, "checkin", on_checkin)
    event.listen(engine, "begin", on_begin)
    return engine


def _casefold(value: object) -> str | None:
    """Return text for comparing without regard to case, in any script: SQLite itself knows that of English only."""
    return None if value is None else str(value).casefold()
