# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Vectors of texts in the project file, beside the history: a cache that spares the encoder the same work twice.

A vector tells something of its text to whoever has the model, so it goes where its text goes: with the document by a
trigger, with a name that is replaced, and with everything else that is forgotten.
"""

from __future__ import annotations

import contextlib
import sqlite3
import threading
import weakref
from collections.abc import Generator, Iterable, Mapping, Sequence

from sqlalchemy import Connection, Engine

CODEBOOK = 0
"""Stands in the place of a document for what the codebook says."""
_forgotten: weakref.WeakKeyDictionary[Engine, int] = weakref.WeakKeyDictionary()
"""How often vectors were forgotten: who began to read before must not bring back what is gone."""
# Not where the document went while it was being read: vectors go with it.
_KEEP = (
    "INSERT INTO vector(key, document_id, version, data) SELECT ?1, ?2, ?3, ?4 "
    "WHERE coalesce(?2, 0) = 0 OR EXISTS (SELECT 1 FROM document WHERE id = ?2) "
    "ON CONFLICT (key) DO UPDATE SET data = excluded.data"
)
_AT_ONCE = 250  # rows of one statement: a few milliseconds for whoever waits to write


class ProjectVectors:
    """Keep vectors under the hexadecimal keys of their texts; `places` says which document each is from.

    Each call of put_many is a transaction of its own, so that a kill loses no more than what it was about. A disk that
    takes no more ends the keeping, not the work: see `refused`.
    """

    def __init__(
        self,
        engine: Engine,
        writing: threading.RLock,
        places: Mapping[str, int],
        versions: Mapping[int, str],
        *,
        read_only: bool = False,
    ) -> None:
        """Take where keys are from, and the hash of each document's text as it is now."""
        self._engine, self._writing = engine, writing
        self._places = places
        self._versions = {key: value[:16] for key, value in versions.items()}
        self._read_only = read_only
        self._used: set[str] = set()
        self._began_at = _forgotten.get(engine, 0)
        self.refused = ""
        """Why nothing more is kept; empty while all is well."""

    @property
    def outdated(self) -> bool:
        """Tell whether something was forgotten since; what was read before that is kept no more."""
        return _forgotten.get(self._engine, 0) != self._began_at

    def get_many(self, keys: Sequence[str]) -> dict[str, bytes]:
        """Return those of the vectors that are kept."""
        found: dict[str, bytes] = {}
        self._used.update(keys)
        with self._connection() as connection:
            for part in _parts(keys):
                marks = ",".join("?" * len(part))
                query = f"SELECT key, data FROM vector WHERE key IN ({marks})"
                try:
                    rows = connection.execute(query, [bytes.fromhex(key) for key in part]).fetchall()
                except sqlite3.Error as error:  # an older file that is open for reading only has no such table
                    self.refused = str(error)
                    break
                found.update((bytes(key).hex(), bytes(data)) for key, data in rows)
        return found

    def put_many(self, vectors: Iterable[tuple[str, bytes]]) -> None:
        """Keep vectors; what cannot be kept is passed over."""
        rows = [(bytes.fromhex(key), *self._place(key), data) for key, data in vectors]
        self._used.update(row[0].hex() for row in rows)
        if not self._read_only and not self.refused:
            self._write(_KEEP, rows)

    def tidy(self, document_ids: Iterable[int]) -> None:
        """After all of some documents was read: remove the vectors of what they no longer say."""
        for key in document_ids:
            now = self._versions.get(key, "")
            with self._connection() as connection:
                old = connection.execute(
                    "SELECT key FROM vector WHERE document_id = ? AND version <> ?", (key, now)
                ).fetchall()
            stale = {bytes(row[0]).hex() for row in old}
            for part in _parts(sorted(stale & self._used)):
                rows = [(*self._place(k), bytes.fromhex(k)) for k in part]
                self._write("UPDATE vector SET document_id = ?, version = ? WHERE key = ?", rows)
            for part in _parts(sorted(stale - self._used)):
                self._write("DELETE FROM vector WHERE key = ?", [(bytes.fromhex(k),) for k in part])

    def _place(self, key: str) -> tuple[int | None, str]:
        place = self._places.get(key)
        return place, self._versions.get(place, "") if place is not None else ""

    def _write(self, statement: str, rows: Sequence[tuple[object, ...]]) -> None:
        if not rows or self._read_only:
            return
        try:
            with self._writing, self._connection() as connection, _hasty(connection):
                connection.execute("BEGIN IMMEDIATE")
                try:
                    if not self.outdated:
                        connection.executemany(statement, rows)
                    connection.execute("COMMIT")
                except BaseException:
                    with contextlib.suppress(sqlite3.Error):  # a full disk may have rolled back already
                        connection.execute("ROLLBACK")
                    raise
        except sqlite3.Error as error:
            self.refused = str(error)

    @contextlib.contextmanager
    def _connection(self) -> Generator[sqlite3.Connection]:
        raw = self._engine.raw_connection()
        try:
            connection = raw.driver_connection
            assert connection is not None
            yield connection
        finally:
            raw.close()


def forget(connection: Connection, document_ids: Sequence[int] | None = None) -> None:
    """Remove the vectors of documents, or all of them, within a transaction; those of unknown origin go with either."""
    _forgotten[connection.engine] = _forgotten.get(connection.engine, 0) + 1
    if document_ids is None:
        connection.exec_driver_sql("DELETE FROM vector")
        return
    connection.exec_driver_sql("DELETE FROM vector WHERE document_id IS NULL OR document_id = 0")
    for key in document_ids:
        connection.exec_driver_sql("DELETE FROM vector WHERE document_id = ?", (key,))


def _parts(keys: Sequence[str]) -> list[Sequence[str]]:
    return [keys[at : at + _AT_ONCE] for at in range(0, len(keys), _AT_ONCE)]


@contextlib.contextmanager
def _hasty(connection: sqlite3.Connection) -> Generator[None]:
    """Do not wait for the disk: what a power cut takes of a cache is made anew."""
    connection.execute("PRAGMA synchronous=NORMAL")
    try:
        yield
    finally:
        connection.execute("PRAGMA synchronous=FULL")
