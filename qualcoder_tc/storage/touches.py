# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Which documents and codes each change of the history was about, read once and then followed.

Most rows still stand in their tables and tell themselves; images are read only of codings that were changed or removed.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from qualcoder_tc.storage.images import unpack
from qualcoder_tc.storage.schema import Change, ChangedRow, Code, Coding, Document, Memo, Speaker, Suggestion

_DOCUMENTS = frozenset({"document", "document_text", "document_original"})
_WIDE = 200  # rows of one run that are looked at; a run is one kind of row of one operation


class Touches:
    """Ids of documents and codes by change; grows with the history."""

    def __init__(self) -> None:
        self.documents: dict[int, set[int]] = defaultdict(set)
        self.codes: dict[int, set[int]] = defaultdict(set)
        self._codings: dict[int, tuple[int, int]] = {}
        self._seen = 0

    def update(self, session: Session) -> None:
        """Read the changes that came since."""
        query = select(Change.id, Change.arguments, Change.target_id).where(Change.id > self._seen)
        changes = session.execute(query.order_by(Change.id)).all()
        if not changes:
            return
        first = changes[0][0]
        self._arguments(changes)
        self._images(session, first)
        self._rows(session, first)
        for change, _, target in changes:
            # What was taken back was about the same things.
            if target is not None:
                self.documents[change] |= self.documents.get(target, set())
                self.codes[change] |= self.codes.get(target, set())
        self._seen = changes[-1][0]

    def _arguments(self, changes: list[Any]) -> None:
        for change, arguments, _ in changes:
            for name, kept in (("document_id", self.documents), ("code_id", self.codes)):
                value = (arguments or {}).get(name)
                if isinstance(value, int):
                    kept[change].add(value)

    def _images(self, session: Session, first: int) -> None:
        """Read from images where codings stood that were changed or removed."""
        query = select(ChangedRow.change_id, ChangedRow.before, ChangedRow.after).where(
            ChangedRow.change_id >= first,
            ChangedRow.table == "coding",
            ChangedRow.before.is_not(None),
        )
        for change, before, after in session.execute(query):
            for packed in (before, after):
                for image in unpack(packed) if packed else ():
                    if "document_id" in image:
                        self.documents[change].add(image["document_id"])
                    if "code_id" in image:
                        self.codes[change].add(image["code_id"])
                    if "id" in image and "document_id" in image and "code_id" in image:
                        self._codings[image["id"]] = (image["document_id"], image["code_id"])

    def _rows(self, session: Session, first: int) -> None:
        query = select(ChangedRow.change_id, ChangedRow.table, ChangedRow.first_id, ChangedRow.last_id)
        rows = session.execute(query.where(ChangedRow.change_id >= first)).all()
        tables = {row[1] for row in rows}
        # A few changes ask about a few codings; the whole history asks about all of them.
        ids = {n for _, table, a, b in rows if table == "coding" for n in range(a, min(b, a + _WIDE) + 1)}
        self._read_codings(session, ids)
        suggestions = self._pairs(session, Suggestion) if "suggestion" in tables else {}
        speakers = (
            dict(session.execute(select(Speaker.id, Speaker.document_id)).all()) if "speaker" in tables else {}
        )
        memos = self._memos(session) if "memo" in tables else {}
        for change, table, start, end in rows:
            for key in range(start, min(end, start + _WIDE) + 1):
                if table in _DOCUMENTS:
                    self.documents[change].add(key)
                elif table == "code":
                    self.codes[change].add(key)
                elif table == "speaker" and key in speakers:
                    self.documents[change].add(speakers[key])
                else:
                    found = {"coding": self._codings, "suggestion": suggestions, "memo": memos}.get(table, {})
                    document, code = found.get(key, (None, None))
                    if document is not None:
                        self.documents[change].add(document)
                    if code is not None:
                        self.codes[change].add(code)

    def _read_codings(self, session: Session, ids: set[int]) -> None:
        query = select(Coding.id, Coding.document_id, Coding.code_id)
        if len(ids) > 900:
            self._codings.update((key, (d, c)) for key, d, c in session.execute(query))
        elif ids:
            self._codings.update((key, (d, c)) for key, d, c in session.execute(query.where(Coding.id.in_(ids))))

    def _pairs(self, session: Session, entity: type[Suggestion]) -> dict[int, tuple[int | None, int | None]]:
        rows = session.execute(select(entity.id, entity.document_id, entity.code_id))
        return {key: (document, code) for key, document, code in rows}

    def _memos(self, session: Session) -> dict[int, tuple[int | None, int | None]]:
        about = and_(Memo.subject_kind == "coding", Memo.subject_uuid == Coding.uuid)
        query = (
            select(Memo.id, Document.id, Code.id, Coding.document_id, Coding.code_id)
            .outerjoin(Document, and_(Memo.subject_kind == "document", Memo.subject_uuid == Document.uuid))
            .outerjoin(Code, and_(Memo.subject_kind == "code", Memo.subject_uuid == Code.uuid))
            .outerjoin(Coding, about)
            .where(or_(Document.id.is_not(None), Code.id.is_not(None), Coding.id.is_not(None)))
        )
        return {key: (d or cd, c or cc) for key, d, c, cd, cc in session.execute(query)}
