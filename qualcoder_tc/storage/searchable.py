# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What can be searched: the texts of documents, memos and codes, each with a signature that changes with it."""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
import threading
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from qualcoder_tc.progress import Progress
from qualcoder_tc.storage.lexemes import language_of
from qualcoder_tc.storage.schema import Code, Document, DocumentText, Memo
from qualcoder_tc.storage.text_index import Remembered, Source, TextIndex, drop


def sources(session: Session) -> list[Source]:
    """Return every text there is to search, without reading the texts."""
    documents = session.execute(
        select(Document.id, Document.text_sha256, Document.language).order_by(Document.position, Document.id)
    ).all()
    found = [Source("document", key, sha, language_of(language)) for key, sha, language in documents]
    # What researchers write themselves is taken to be in the language that most documents are in.
    spoken = [row.language for row in found]
    main = max(set(spoken), key=spoken.count) if spoken else "en"
    found += [
        Source("memo", key, f"{modified} {length}", main)
        for key, modified, length in session.execute(
            select(Memo.id, Memo.modified, func.length(Memo.text)).order_by(Memo.id)
        )
    ]
    for code in session.scalars(select(Code).order_by(Code.id)):
        found.append(Source("code", code.id, _signature(code_text(code)), main))
    return found


def _signature(text: str) -> str:
    """Return a signature of a text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def code_text(code: Code) -> str:
    """Return all that is written about a code, its name first."""
    return "\n".join(
        part
        for part in (code.name, code.definition, *code.apply, *code.not_apply, code.example, code.source)
        if part
    )


def text_of(session: Session, source: Source) -> str:
    """Return the text of a source, empty if it is gone."""
    if source.kind == "code":
        code = session.get(Code, source.key)
        return code_text(code) if code else ""
    entity = DocumentText if source.kind == "document" else Memo
    key = DocumentText.document_id if source.kind == "document" else Memo.id
    return session.scalars(select(entity.text).where(key == source.key)).first() or ""


class Searcher:
    """Keeps the index of one open project: in its file, or in memory where that may not be written."""

    def __init__(self, engine: Engine, writing: threading.RLock, *, read_only: bool) -> None:
        self._engine = engine
        self._writing = writing
        self._read_only = read_only
        self._one = threading.RLock()
        self._memory: sqlite3.Connection | None = None
        self._remembered: Remembered = {}

    @contextlib.contextmanager
    def ready(self, progress: Progress) -> Generator[TextIndex]:
        """Give an index that holds every text as it is now; one at a time."""
        with self._one, Session(self._engine) as session:
            wanted = sources(session)

            def text(source: Source) -> str:
                return text_of(session, source)

            raw = self._engine.raw_connection()
            try:
                connection = raw.driver_connection
                assert connection is not None
                index = self._in_file(connection, wanted, text, progress) or self._in_memory(wanted, text, progress)
                # The read ends here, so that a long search does not keep the log from being folded.
                session.rollback()
                yield index
            finally:
                raw.close()

    def _in_file(
        self,
        connection: sqlite3.Connection,
        wanted: list[Source],
        text: Callable[[Source], str],
        progress: Progress,
    ) -> TextIndex | None:
        index = TextIndex(connection, self._held, self._remembered)
        if self._read_only:
            return index if index.usable() and not index.missing(wanted) else None
        try:
            with _hasty(connection):
                index.update(wanted, text, progress)
        except sqlite3.OperationalError:
            return None  # a full disk, or another program writing: searching goes on without
        return index

    def _in_memory(self, wanted: list[Source], text: Callable[[Source], str], progress: Progress) -> TextIndex:
        if self._memory is None:
            self._memory = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
        index = TextIndex(self._memory, contextlib.nullcontext, self._remembered)
        index.update(wanted, text, progress)
        return index

    def _held(self) -> AbstractContextManager[object]:
        return self._writing

    def forget(self) -> None:
        """Remove the index with every word that it holds."""
        with self._one:
            self.close()
            if not self._read_only:
                with self._engine.begin() as connection:
                    raw = connection.connection.driver_connection
                    assert raw is not None
                    drop(raw)

    def close(self) -> None:
        """Let go of what is in memory."""
        with self._one:
            self._remembered.clear()
            if self._memory is not None:
                self._memory.close()
                self._memory = None


@contextlib.contextmanager
def _hasty(connection: sqlite3.Connection) -> Generator[None]:
    """Do not wait for the disk after each run: what a power cut takes of a cache is made anew."""
    (mode,) = connection.execute("PRAGMA journal_mode").fetchone()
    if str(mode).lower() != "wal":
        yield
        return
    connection.execute("PRAGMA synchronous=NORMAL")
    try:
        yield
    finally:
        connection.execute("PRAGMA synchronous=FULL")
