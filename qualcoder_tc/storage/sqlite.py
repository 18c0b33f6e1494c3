# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Everything that is SQLite's own: the file header, pragmas, full-text search, online backup."""

from __future__ import annotations

import json
import shutil
import sqlite3
import struct
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qualcoder_tc.errors import AppError, InputError, NotAProject, ProjectDamaged, ProjectError
from qualcoder_tc.model.codes import Origin
from qualcoder_tc.model.records import CodingRow, DocumentText, TurnRow
from qualcoder_tc.model.transcript import DocumentKind

if TYPE_CHECKING:
    # At run time imported where it is used: a glance at a document comes before it is loaded.
    from sqlalchemy import Connection, Engine, Select
    from sqlalchemy.orm import Session

APPLICATION_ID = 0x51544331  # "QTC1"
_ROOM = 1 << 17  # bytes below which a disk is full for us
_MAGIC = b"SQLite format 3\x00"


def check_header(path: Path) -> None:
    """Raise NotAProject or ProjectDamaged if the file's first bytes are not those of a whole project.

    The layout of the header: https://www.sqlite.org/fileformat2.html, section 1.3.
    """
    with path.open("rb") as stream:
        header = stream.read(100)
    size = path.stat().st_size
    if len(header) < 100 or not header.startswith(_MAGIC):
        if header and _MAGIC.startswith(header[:16]):
            raise _damaged(path, "it ends after a few bytes")
        raise NotAProject(
            f"{path.name} is not a qualcoder_tc project",
            "choose a .qtc file made by this program; to bring in a transcript, open a project and import it",
        )
    (application,) = struct.unpack(">I", header[68:72])
    if application != APPLICATION_ID:
        raise NotAProject(
            f"{path.name} is not a qualcoder_tc project",
            "it is a database of another program; choose a .qtc file made by this program",
        )
    (page_size,) = struct.unpack(">H", header[16:18])
    page_size = 65536 if page_size == 1 else page_size
    changes, pages, valid_for = (struct.unpack(">I", header[a : a + 4])[0] for a in (24, 28, 92))
    # Where a write-ahead log stands beside it the header's count may run ahead of the file.
    if changes == valid_for and size < page_size * pages and not Path(f"{path}-wal").exists():
        raise _damaged(path, f"it has {size:,} bytes of {page_size * pages:,}")


def _damaged(path: Path, what: str) -> ProjectDamaged:
    return ProjectDamaged(
        f"{path.name} is damaged", f"{what}; use a copy or backup of it, the file was left as it is"
    )


def at_once(
    session: Session, query: Select[*tuple[Any, ...]], *aggregates: Callable[[Any], Any]
) -> tuple[list[list[Any]], list[Any]]:
    """Return the columns of a query, in its order, and aggregates over it (functions of its subquery).

    All comes in one step of the database, as JSON: a thread that reads row by row asks for the interpreter once for
    each, and waits each time while another thread computes.
    """
    row = session.execute(packed(query, *aggregates)).one()
    count = len(row) - len(aggregates)
    return [json.loads(text) for text in row[:count]], list(row[count:])


def packed(query: Select[*tuple[Any, ...]], *aggregates: Callable[[Any], Any]) -> Select[*tuple[Any, ...]]:
    """Return a query as one row of a JSON array for each column; it may be kept, since making it takes time."""
    from sqlalchemy import func, select

    inner = query.subquery()
    columns = [func.json_group_array(column) for column in inner.c]
    return select(*columns, *(one(inner) for one in aggregates))


def among(values: Iterable[int | str] | str) -> Any:
    """Return any number of values as something a column can be `in_`, as one bound value; a name binds them later."""
    from sqlalchemy import bindparam, func, select

    given = bindparam(values) if isinstance(values, str) else json.dumps(list(values))
    return select(func.json_each(given).table_valued("value").c.value)


def stamp_new(connection: Connection) -> None:
    """Mark a new database as ours."""
    connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")


def use_write_ahead_log(engine: Engine) -> bool:
    """Switch to the write-ahead log where the disk allows it; tell whether it did."""
    raw = engine.raw_connection()
    try:
        row = raw.driver_connection.execute("PRAGMA journal_mode=WAL").fetchone()  # type: ignore[union-attr]
        return bool(row) and str(row[0]).lower() == "wal"
    except sqlite3.OperationalError:
        return False
    finally:
        raw.close()


def fold_log(engine: Engine) -> None:
    """Fold the write-ahead log into the file, so that the one file is the whole project."""
    raw = engine.raw_connection()
    try:
        raw.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[union-attr]
    except sqlite3.Error:
        pass  # a reader holds it open: the next opening folds it
    finally:
        raw.close()


def scrub(engine: Engine) -> None:
    """Rebuild the index and the file, so that nothing deleted is left in its free pages or in the log beside it.

    ProjectError says what to do where that fails: what was deleted is deleted, but may still stand in free pages.
    """
    raw = engine.raw_connection()
    try:
        connection = raw.driver_connection
        assert connection is not None
        connection.execute("INSERT INTO text_search(text_search) VALUES ('rebuild')")
        connection.execute("PRAGMA secure_delete=ON")
        connection.execute("VACUUM")
        folded = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if folded and folded[0]:
            raise ProjectError(
                "Traces may be left beside the project",
                "another program reads it; close that, and remove the originals once more",
            )
    except sqlite3.Error as error:
        raise ProjectError(
            "Traces may be left in the project",
            f"the file could not be rewritten ({error}); free some space, and remove the originals once more",
        ) from error
    finally:
        raw.close()


def integrity_problems(connection: Connection) -> list[str]:
    """Return what SQLite finds wrong with the file and its references."""
    found = [str(r[0]) for r in connection.exec_driver_sql("PRAGMA integrity_check(20)")]
    problems = [] if found == ["ok"] else found
    for table, rowid, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        problems.append(f"row {rowid} of {table} names a row of {parent} that is not there")
    return problems


def backup(source: Path, target: Path) -> None:
    """Copy a database by SQLite's online backup, complete even while others write to it."""
    from_ = sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)
    try:
        to = sqlite3.connect(target)
        try:
            from_.backup(to)
        finally:
            to.close()
    finally:
        from_.close()


# Triggers keep the index true whatever changes the text, undo included.
_SEARCH = (
    "CREATE VIRTUAL TABLE text_search USING fts5(text, content='document_text', content_rowid='document_id',"
    " tokenize='unicode61 remove_diacritics 2')",
    "CREATE TRIGGER text_search_insert AFTER INSERT ON document_text BEGIN"
    " INSERT INTO text_search(rowid, text) VALUES (new.document_id, new.text); END",
    "CREATE TRIGGER text_search_delete AFTER DELETE ON document_text BEGIN"
    " INSERT INTO text_search(text_search, rowid, text) VALUES ('delete', old.document_id, old.text); END",
    "CREATE TRIGGER text_search_update AFTER UPDATE ON document_text BEGIN"
    " INSERT INTO text_search(text_search, rowid, text) VALUES ('delete', old.document_id, old.text);"
    " INSERT INTO text_search(rowid, text) VALUES (new.document_id, new.text); END",
)


def create_search_index(connection: Connection) -> None:
    """Create the full-text index over document texts."""
    for statement in _SEARCH:
        connection.exec_driver_sql(statement)


def create_forgetting(connection: Connection) -> None:
    """Let vectors go with the document they were made of, whatever removes it; those of unknown origin go as well."""
    connection.exec_driver_sql(
        "CREATE TRIGGER vector_forget AFTER DELETE ON document BEGIN"
        " DELETE FROM vector WHERE document_id = old.id OR document_id IS NULL; END"
    )


def documents_with(session: Session, words: list[str]) -> list[int]:
    """Return ids of the documents that hold the words one after the other, the last as a beginning."""
    from sqlalchemy import text

    phrase = " ".join(w.replace('"', '""') for w in words)
    query = text("SELECT rowid FROM text_search WHERE text_search MATCH :m ORDER BY rowid")
    return [int(r[0]) for r in session.execute(query, {"m": f'"{phrase}" *'})]


def words_of_failure(error: BaseException, path: Path) -> InputError | ProjectDamaged | None:
    """Return the database error as one a user can mend, or None if it is a bug of ours."""
    original = getattr(error, "orig", None) or error
    if not isinstance(original, sqlite3.Error):
        return None
    words = str(original).lower()
    if "full" in words or ("disk i/o" in words and _no_room(path)):
        return InputError("The disk is full", f"nothing was changed in {path.name}; free some space and try again")
    if "readonly" in words or "unable to open" in words:
        return InputError(
            f"{path.name} cannot be written", "check that you may write to the file and its folder, then try again"
        )
    if "locked" in words or "busy" in words:
        return InputError(f"{path.name} is in use", "another program is writing to it; try again in a moment")
    if "malformed" in words or "not a database" in words or "disk i/o" in words or "corrupt" in words:
        return _damaged(path, str(original))
    return None


def _no_room(path: Path) -> bool:
    """Tell whether the disk is full: SQLite calls it an input or output error where it needs room beside the file."""
    try:
        return shutil.disk_usage(path.parent).free < _ROOM
    except OSError:
        return False


def next_id(connection: Connection, table: str) -> int:
    """Return the first id that the table has never used."""
    row = driver(connection).execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()
    return int(row[0]) + 1 if row else 1


def driver(connection: Connection) -> sqlite3.Connection:
    """Return the driver's own connection, in the same transaction, for what is done so often that it has to be cheap."""
    raw = connection.connection.driver_connection
    assert raw is not None
    return raw


def glance(path: Path, document_uuid: str | None = None) -> tuple[str, DocumentText, list[CodingRow]] | None:
    """Return title, one document and its codings, straight from the file, to show before the program is loaded.

    Without the document asked for, the first one. None for anything out of the ordinary: opening the project then says what.
    """
    try:
        check_header(path)
        if Path(f"{path}-wal").exists():
            return None  # it was not closed: let the real opening bring it in order
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    except (AppError, OSError, sqlite3.Error):
        return None
    try:
        return _glance(connection, document_uuid)
    except (sqlite3.Error, ValueError):
        return None
    finally:
        connection.close()


def _glance(
    connection: sqlite3.Connection, document_uuid: str | None
) -> tuple[str, DocumentText, list[CodingRow]] | None:
    (title,) = connection.execute("SELECT title FROM project").fetchone()
    found = connection.execute(
        "SELECT d.id, d.uuid, d.title, d.kind, d.language, t.text FROM document d JOIN document_text t"
        " ON t.document_id = d.id ORDER BY d.uuid = ? DESC, d.position, d.id LIMIT 1",
        (document_uuid,),
    ).fetchone()
    if found is None:
        return None
    key, uuid, name, kind, language, text = found
    turns = connection.execute(
        "SELECT t.id, t.label_start, t.start, t.end, s.id, s.name, s.role, c.name, t.time_start, t.time_end FROM turn t"
        " LEFT JOIN speaker s ON s.id = t.speaker_id LEFT JOIN case_ c ON c.id = s.case_id"
        " WHERE t.document_id = ? ORDER BY t.start, t.id",
        (key,),
    )
    rows = tuple(TurnRow(row[0], number, *row[1:]) for number, row in enumerate(turns, start=1))
    codings = connection.execute(
        "SELECT g.id, g.uuid, g.document_id, g.start, g.end, g.code_id, c.name, c.colour, g.coder_id, p.name, p.initials,"
        " g.origin FROM coding g JOIN code c ON c.id = g.code_id JOIN coder p ON p.id = g.coder_id"
        " WHERE g.document_id = ?",
        (key,),
    )
    shown = [CodingRow(*values, origin=Origin(origin)) for *values, origin in codings]
    return str(title), DocumentText(key, uuid, name, DocumentKind(kind), language, text, rows), shown
