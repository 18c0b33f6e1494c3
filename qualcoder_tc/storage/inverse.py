# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Inverses: what a change of the history did is taken back row for row, as a change of its own; and how much that is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import Dialect, Float, LargeBinary, Table, bindparam, func, insert, select, update
from sqlalchemy.orm import Session

from qualcoder_tc.storage.history import (
    Touched,
    changed_since,
    chunks,
    delete_rows,
    insert_many,
    key_of,
    recorder_of,
    runs_of,
    table_named,
)
from qualcoder_tc.storage.images import Image, unpack
from qualcoder_tc.storage.schema import ChangedRow, Document, DocumentOriginal
from qualcoder_tc.storage.sqlite import among

_AT_ONCE = 5000  # rows read and compared together
_ROW_BYTES = 500  # bytes of images that take about as long as a row
_ROW_CHARACTERS = 200
_ENOUGH = 20_000  # log rows looked at to know that there are many


class _Run(NamedTuple):
    """Rows first..last as a change left them, images still packed."""

    table: str
    first: int
    last: int
    before: bytes | None
    after: bytes | None


def invert(session: Session, change_id: int) -> None:
    """Apply the inverse of a logged change, recording it like any other."""
    columns = (ChangedRow.table, ChangedRow.first_id, ChangedRow.last_id, ChangedRow.before, ChangedRow.after)
    query = select(*columns).where(ChangedRow.change_id == change_id).order_by(ChangedRow.id.desc())
    runs = [_Run(*row) for row in session.execute(query)]
    for (name, what), some in groupby(runs, lambda run: (run.table, _kind(run))):
        table = table_named(name)
        if what == "inserted":
            ids = [key for run in some for key in range(run.first, run.last + 1)]
            delete_rows(session, table, sorted(ids))
        elif what == "deleted":
            _insert_rows(session, table, [image for run in some for image in unpack(run.before or b"[]")])
        else:
            for batch in _apart(some):
                _set_rows(session, table, batch)


def size(session: Session, change_id: int) -> int:
    """Return about how many rows the inverse of a change writes, large texts and files counted as many rows."""
    rows = (
        select(
            (ChangedRow.last_id - ChangedRow.first_id + 1).label("rows"),
            (
                func.coalesce(func.length(ChangedRow.before), 0) + func.coalesce(func.length(ChangedRow.after), 0)
            ).label("bytes"),
        )
        .where(ChangedRow.change_id == change_id)
        .limit(_ENOUGH)
        .subquery()
    )
    count, images = session.execute(select(func.sum(rows.c.rows), func.sum(rows.c.bytes))).one()
    # What was imported stands in its own table, not in the history, until it is deleted; and a text is long also
    # where its image packs well.
    files = (
        select(func.sum(func.length(DocumentOriginal.data)))
        .join(ChangedRow, ChangedRow.first_id == DocumentOriginal.document_id)
        .where(ChangedRow.change_id == change_id, ChangedRow.table == "document_original")
    )
    texts = (
        select(func.sum(Document.characters))
        .join(ChangedRow, ChangedRow.first_id == Document.id)
        .where(ChangedRow.change_id == change_id, ChangedRow.table == "document_text")
    )
    stored = (images or 0) + (session.scalar(files) or 0)
    return (count or 0) + stored // _ROW_BYTES + (session.scalar(texts) or 0) // _ROW_CHARACTERS


def _kind(run: _Run) -> str:
    return "inserted" if run.before is None else "deleted" if run.after is None else "set"


def _apart(runs: Iterator[_Run]) -> Iterator[list[_Run]]:
    """Split runs where a row comes again: what came later is taken back first."""
    batch: list[_Run] = []
    seen: set[int] = set()
    for run in runs:
        ids = range(run.first, run.last + 1)
        if not seen.isdisjoint(ids):
            yield batch
            batch, seen = [], set()
        batch.append(run)
        seen.update(ids)
    yield batch


def _insert_rows(session: Session, table: Table, images: list[Image]) -> None:
    every = {column.name for column in table.columns}
    for names, some in groupby(images, lambda image: image.keys()):
        rows = list(some)
        if names == every:
            insert_many(session, table, rows)
        else:
            # An image of an older schema: its new columns get what new rows get.
            session.connection().execute(insert(table), rows)
    own = key_of(table).name
    numbered = sorted(((int(i[own]), i) for i in images), key=itemgetter(0))
    recorder_of(session).touched += [
        Touched(table.name, run[0][0], run[-1][0], None, None) for run in runs_of(numbered)
    ]


def _set_rows(session: Session, table: Table, runs: Sequence[_Run]) -> None:
    """Set rows from what is expected to what is wanted, many with one statement."""
    together: dict[tuple[str, ...], dict[int, tuple[tuple[Any, ...], tuple[Any, ...]]]] = {}
    for run in runs:
        pairs = zip(unpack(run.after or b"[]"), unpack(run.before or b"[]"), strict=True)
        for key, (expected, wanted) in zip(range(run.first, run.last + 1), pairs, strict=True):
            columns = tuple(expected)
            found = tuple(expected.values()), tuple([wanted[c] for c in columns])
            together.setdefault(columns, {})[key] = found
    for columns, rows in together.items():
        for some in chunks(sorted(rows), _AT_ONCE):
            _expect(session, table, columns, {key: rows[key][0] for key in some})
            _write(session, table, columns, [(*rows[key][1], key) for key in some])
    # The images are those of the change itself, the other way round.
    recorder_of(session).touched += [Touched(r.table, r.first, r.last, r.after, r.before) for r in runs]


def _expect(session: Session, table: Table, columns: tuple[str, ...], rows: dict[int, tuple[Any, ...]]) -> None:
    """Raise ProjectError unless the rows have these values."""
    own = key_of(table)
    query = select(own, *(table.c[c] for c in columns)).where(own.in_(among(rows)))
    current = {row[0]: tuple(row[1:]) for row in session.connection().execute(query)}
    if current != rows:
        raise changed_since(table.name)


def _write(session: Session, table: Table, columns: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
    """Set columns of rows to values, of which the id is the last."""
    connection = session.connection()
    ready = _driver_update(table, columns, connection.dialect)
    if ready is not None:
        connection.exec_driver_sql(ready, rows)
        return
    statement = update(table).where(key_of(table) == bindparam("_row"))
    statement = statement.values({c: bindparam(f"_{c}") for c in columns})
    names = [*(f"_{c}" for c in columns), "_row"]
    connection.execute(statement, [dict(zip(names, row, strict=True)) for row in rows])


@lru_cache(maxsize=64)
def _driver_update(table: Table, columns: tuple[str, ...], dialect: Dialect) -> str | None:
    """Return the statement where the driver takes the values as they are, None where SQLAlchemy has to convert some."""
    for name in columns:
        kind = table.columns[name].type
        plain = isinstance(kind, Float | LargeBinary)
        if not plain and kind.dialect_impl(dialect).bind_processor(dialect) is not None:
            return None
    quote = dialect.identifier_preparer.quote
    sets = ", ".join(f"{quote(c)} = ?" for c in columns)
    return f"UPDATE {quote(table.name)} SET {sets} WHERE {quote(key_of(table).name)} = ?"
