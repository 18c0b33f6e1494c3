# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The recorder: every change of a row becomes part of the one log entry of its operation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Table, delete, event, select, update
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction, object_mapper

from qualcoder_tc.errors import ProjectError
from qualcoder_tc.storage import inserts, sqlite
from qualcoder_tc.storage.images import Image, pack
from qualcoder_tc.storage.schema import HISTORY_TABLES, Base, Change, Coder, new_uuid, now

# Their rows are large and stand in the table until deleted, when the image is taken.
_NO_IMAGE_ON_INSERT = frozenset({"document_text", "document_original"})
_RECORDER = "recorder"
_CHANGE = tuple(c.name for c in Change.__table__.columns)
_CHANGED_ROW = ("change_id", "table_name", "first_id", "last_id", "before", "after")


@dataclass
class Touched:
    """Rows first..last of a table (ids), with images, packed already or not; before None is an insert, after None a delete."""

    table: str
    first: int
    last: int
    before: Image | list[Image] | bytes | None
    after: Image | list[Image] | bytes | None


@dataclass
class Recorder:
    """What one operation did so far, and how it is called in the history."""

    coder: Coder
    summary: str = ""
    undoable: bool = True
    touched: list[Touched] = field(default_factory=list)

    def tables(self) -> dict[str, frozenset[int]]:
        """Return the ids touched, by table."""
        ids: dict[str, set[int]] = {}
        for t in self.touched:
            ids.setdefault(t.table, set()).update(range(t.first, t.last + 1))
        return {table: frozenset(found) for table, found in ids.items()}


class RecordingSession(Session):
    """A session whose changes are recorded."""


def start(session: RecordingSession, coder: Coder) -> Recorder:
    """Begin recording what happens in a session."""
    recorder = Recorder(coder)
    session.info[_RECORDER] = recorder
    return recorder


def recorder_of(session: Session) -> Recorder:
    """Return the recorder of a session that is run by Project.do."""
    return session.info[_RECORDER]


def coder_of(session: Session) -> Coder:
    """Return the coder who works in this session."""
    return recorder_of(session).coder


def say(session: Session, summary: str) -> None:
    """Tell in words what the running operation does; the history and the undo menu show it."""
    recorder_of(session).summary = summary


def leave_out_of_undo(session: Session) -> None:
    """Record the running operation, but let undo pass over it: it made only what can be made anew."""
    recorder_of(session).undoable = False


def bulk_insert(session: Session, entity: type[Base], rows: Sequence[dict[str, Any]]) -> range:
    """Insert many rows with the same columns, as one compact log entry; return their ids in order."""
    if not rows:
        return range(0)
    names = tuple(rows[0])
    return bulk_insert_values(session, entity, names, [tuple([row[name] for name in names]) for row in rows])


def bulk_insert_values(
    session: Session, entity: type[Base], names: Sequence[str], rows: Sequence[inserts.Values]
) -> range:
    """Insert many rows, given as values of these columns, as one compact log entry; return their ids in order.

    Columns left out get their defaults. Where the key is left out too, it is the next ids; a key that is given stands
    first and counts up by one.
    """
    if not rows:
        return range(0)
    table = table_named(entity.__tablename__)
    key = key_of(table).name
    session.flush()
    connection = session.connection()
    if names[0] == key:
        first = int(rows[0][0])
    else:
        first = sqlite.next_id(connection, table.name)
        names = (key, *names)
        rows = [(n, *row) for n, row in enumerate(rows, start=first)]
    makers = [(c.name, c.default) for c in table.columns if c.default is not None and c.name not in names]
    if makers:
        names = (*names, *(name for name, _ in makers))
        rows = [(*row, *(d.arg(None) if d.is_callable else d.arg for _, d in makers)) for row in rows]  # type: ignore[union-attr]
    inserts.insert(connection, table, names, rows)
    last = first + len(rows) - 1
    recorder_of(session).touched.append(Touched(table.name, first, last, None, None))
    return range(first, last + 1)


def insert_many(session: Session, table: Table, rows: list[dict[str, Any]]) -> None:
    """Insert rows that all have the same columns."""
    names = tuple(c.name for c in table.columns if c.name in rows[0])
    inserts.insert(session.connection(), table, names, [tuple(row[name] for name in names) for row in rows])


def bulk_delete(session: Session, entity: type[Base], ids: Sequence[int]) -> None:
    """Delete many rows, keeping their images in few log rows."""
    session.flush()
    delete_rows(session, table_named(entity.__tablename__), list(ids))
    session.expire_all()


def bulk_discard(session: Session, entity: type[Base], ids: Sequence[int]) -> None:
    """Delete many rows without keeping what they were; only for what undo passes over, see leave_out_of_undo."""
    session.flush()
    if recorder_of(session).undoable:
        raise RuntimeError("undo would miss these rows; leave the operation out of undo first")
    table = table_named(entity.__tablename__)
    for chunk in chunks(sorted(ids)):
        session.connection().execute(delete(table).where(key_of(table).in_(chunk)))
        recorder_of(session).touched += [
            Touched(table.name, run[0][0], run[-1][0], [], None) for run in runs_of([(key, {}) for key in chunk])
        ]
    session.expire_all()


def bulk_update(session: Session, entity: type[Base], ids: Sequence[int], values: Image) -> None:
    """Set columns of many rows to the same values, keeping in few log rows what they were."""
    session.flush()
    table = table_named(entity.__tablename__)
    connection, key = session.connection(), key_of(table)
    for chunk in chunks(sorted(ids)):
        found = connection.execute(select(key, *(table.c[n] for n in values)).where(key.in_(chunk)).order_by(key))
        rows: list[tuple[int, Image]] = [(r[0], dict(zip(values, r[1:], strict=True))) for r in found]
        if len(rows) != len(chunk):
            raise changed_since(table.name)
        connection.execute(update(table).where(key.in_(chunk)).values(values))
        recorder_of(session).touched += [
            Touched(table.name, run[0][0], run[-1][0], [image for _, image in run], [values] * len(run))
            for run in runs_of(rows)
        ]
    session.expire_all()


def table_named(name: str) -> Table:
    """Return a table of the schema."""
    return Base.metadata.tables[name]


def key_of(table: Table) -> Any:
    """Return the column of a table's ids."""
    (column,) = table.primary_key.columns
    return column


def _load_deleted(session: Session, _context: UOWTransaction, _instances: object) -> None:
    for entity in session.deleted:
        for attribute in object_mapper(entity).column_attrs:
            getattr(entity, attribute.key)


def _record(session: Session, _context: UOWTransaction) -> None:
    recorder = recorder_of(session)
    for entity in session.new:
        table, key, image = _image(entity)
        if table not in HISTORY_TABLES:
            recorder.touched.append(Touched(table, key, key, None, None if table in _NO_IMAGE_ON_INSERT else image))
    for entity in session.dirty:
        table, key, _ = _image(entity, only_key=True)
        before, after = _difference(entity)
        if after:
            recorder.touched.append(Touched(table, key, key, before, after))
    for entity in session.deleted:
        table, key, image = _image(entity)
        recorder.touched.append(Touched(table, key, key, image, None))


def _image(entity: Any, *, only_key: bool = False) -> tuple[str, int, Image]:
    mapper = object_mapper(entity)
    table: Table = mapper.local_table  # type: ignore[assignment]
    values = {} if only_key else {a.columns[0].name: getattr(entity, a.key) for a in mapper.column_attrs}
    return table.name, int(mapper.primary_key_from_instance(entity)[0]), values


def _difference(entity: Any) -> tuple[Image, Image]:
    from sqlalchemy import inspect

    before: Image = {}
    after: Image = {}
    for attribute in object_mapper(entity).column_attrs:
        past = inspect(entity).attrs[attribute.key].history
        if past.has_changes() and past.deleted != past.added:
            before[attribute.columns[0].name] = past.deleted[0] if past.deleted else None
            after[attribute.columns[0].name] = past.added[0] if past.added else None
    return before, after


def _refuse_unrecorded(state: ORMExecuteState) -> None:
    if not state.is_select:
        raise RuntimeError("statements that write bypass the history; use entities, bulk_insert or bulk_delete")


event.listen(RecordingSession, "before_flush", _load_deleted)
event.listen(RecordingSession, "after_flush", _record)
event.listen(RecordingSession, "do_orm_execute", _refuse_unrecorded)


def finish(
    session: Session,
    *,
    kind: str,
    arguments: dict[str, Any],
    verb: str = "do",
    target_id: int | None = None,
) -> Change | None:
    """Flush and write the log entry of what was recorded; None if nothing changed."""
    session.flush()
    recorder = recorder_of(session)
    if not recorder.touched:
        return None
    connection = session.connection()
    change = Change(
        id=sqlite.next_id(connection, "change"),
        uuid=new_uuid(),
        at=now(),
        coder=recorder.coder.name,
        coder_uuid=recorder.coder.uuid,
        kind=kind,
        summary=recorder.summary or kind,
        arguments=arguments,
        verb=verb,
        target_id=target_id,
        undoable=recorder.undoable,
    )
    # Without the session, which would take ten times as long, at every click.
    inserts.insert(connection, table_named("change"), _CHANGE, [tuple(getattr(change, name) for name in _CHANGE)])
    rows = [
        (
            change.id,
            t.table,
            t.first,
            t.last,
            _packed(t.before),
            _packed(t.after),
        )
        for t in recorder.touched
    ]
    inserts.insert(connection, table_named("changed_row"), _CHANGED_ROW, rows)
    return change


def _packed(images: Image | list[Image] | bytes | None) -> bytes | None:
    return images if images is None or isinstance(images, bytes) else pack(images)


def delete_rows(session: Session, table: Table, ids: list[int]) -> None:
    """Delete rows by id, keeping their images; ProjectError if one is gone."""
    connection = session.connection()
    _delete_proposals(session, table.name, ids)
    for chunk in chunks(ids):
        found = connection.execute(select(table).where(key_of(table).in_(chunk)).order_by(key_of(table)))
        images = [dict(r) for r in found.mappings()]
        if len(images) != len(chunk):
            raise changed_since(table.name)
        connection.execute(delete(table).where(key_of(table).in_(chunk)))
        recorder_of(session).touched += [
            Touched(table.name, run[0][0], run[-1][0], [image for _, image in run], None)
            for run in runs_of([(int(i[key_of(table).name]), i) for i in images])
        ]


def _delete_proposals(session: Session, table: str, ids: list[int]) -> None:
    """Remove undecided suggestions about rows that go away: they can be made anew and must not stop an undo."""
    if table not in ("document", "code"):
        return
    suggestion = table_named("suggestion")
    about = suggestion.c.document_id if table == "document" else suggestion.c.code_id
    found: list[int] = []
    for chunk in chunks(ids):
        pending = select(suggestion.c.id).where(about.in_(chunk), suggestion.c.fate == "pending")
        found += session.connection().execute(pending).scalars()
    if found:
        delete_rows(session, suggestion, found)


def changed_since(table: str) -> ProjectError:
    """Return the error of a step whose rows are not as it left them."""
    return ProjectError(
        "This step cannot be taken back", f"what it changed ({table.strip('_')}) was changed again in another way"
    )


def chunks(ids: list[int], size: int = 500) -> list[list[int]]:
    """Split ids into as many as one statement takes."""
    return [ids[i : i + size] for i in range(0, len(ids), size)]


def runs_of(rows: list[tuple[int, Image]]) -> list[list[tuple[int, Image]]]:
    """Split rows in id order into runs of consecutive ids."""
    runs: list[list[tuple[int, Image]]] = []
    for key, image in rows:
        if runs and runs[-1][-1][0] + 1 == key:
            runs[-1].append((key, image))
        else:
            runs.append([(key, image)])
    return runs
