# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Marks that a transcript brings along: comments in Word become codings by their authors, highlights if asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qualcoder_tc.errors import NotFound, RuleBroken
from qualcoder_tc.model.codes import Origin, next_colour, slug
from qualcoder_tc.model.naming import CodeNames
from qualcoder_tc.model.people import initials_of
from qualcoder_tc.model.remarks import Remark, parse
from qualcoder_tc.model.transcript import ImportedDocument, Mark
from qualcoder_tc.operations import documents, find
from qualcoder_tc.storage import history, sqlite
from qualcoder_tc.storage.schema import Code, Coder, Coding, Document, Memo

_BRANCH = "From comments"
_HOW = ("known", "new", "off")


@dataclass(slots=True)
class MarkCounts:
    """What became of the marks of a document."""

    title: str = ""
    """What the document is called in the project."""
    codings: int = 0
    memos: int = 0
    new_codes: list[str] = field(default_factory=list)
    unknown: dict[str, int] = field(default_factory=dict)
    """Names that could be codes and are not, with how often; they were kept as memos."""
    twins: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Names that several codes have, with the paths of these; the first was taken."""


def add_document(
    session: Session,
    *,
    document: ImportedDocument,
    source_name: str,
    data: bytes,
    comments: str = "known",
    highlights: bool = False,
) -> tuple[int, MarkCounts]:
    """Add an imported document with its marks as one step; return its id and what became of the marks.

    `comments`: known makes codings of those that name a code and memos of the others; new makes codes of names that
    are not known yet; off leaves comments out. Highlights become codings of a code for each colour.
    """
    document_id, title = documents.insert(session, document, source_name, data)
    found = MarkCounts()
    if document.marks:
        reader = _Marks(session, document_id, document.text)
        reader.take(document.marks, comments, highlights=highlights)
        found = reader.counts
        more = f" with {found.codings} codings from its comments" if found.codings else ""
        history.say(session, f"Imported {title}{more}")
    found.title = title
    return document_id, found


def add_marks(
    session: Session,
    *,
    document: ImportedDocument,
    text_sha256: str,
    source_name: str,
    comments: str = "known",
    highlights: bool = False,
) -> tuple[int, MarkCounts]:
    """Add the marks that a further copy of a document brings, such as another coder's, to the one with its text.

    Return the id of that document and what became of the marks; RuleBroken if there is no new one among them.
    """
    held = session.scalars(
        select(Document).where(Document.text_sha256 == text_sha256).order_by(Document.position, Document.id)
    ).first()
    if held is None:
        raise NotFound("This document is no longer there", "import it again")
    reader = _Marks(session, held.id, document.text)
    reader.remember()
    reader.take(document.marks, comments, highlights=highlights)
    found = reader.counts
    if not found.codings and not found.memos:
        raise RuleBroken("Already in the project", f"it is there as {held.title}")
    history.say(session, f"Added the comments in {source_name} to {held.title}")
    found.title = held.title
    return held.id, found


class _Marks:
    """Turns marks into codings and memos."""

    def __init__(self, session: Session, document_id: int, text: str) -> None:
        self._session, self._document_id, self._text = session, document_id, text
        self.counts = MarkCounts()
        self._codes = list(session.scalars(select(Code)))
        self._coders = {c.name.casefold(): c for c in session.scalars(select(Coder))}
        self._names = CodeNames[Code]()
        for code in self._codes:
            if code.kind == "code":
                self._names.add(code.name, find_path(code, self._codes), code)
        self._done: dict[tuple[int, int, int, int], str] = {}
        self._said: set[tuple[str, str, int]] = set()
        self._uuid = session.get_one(Document, document_id).uuid

    def remember(self) -> None:
        """Know what is in the document already, so that nothing is added twice."""
        for coding in self._session.scalars(select(Coding).where(Coding.document_id == self._document_id)):
            self._done[coding.start, coding.end, coding.code_id, coding.coder_id] = coding.uuid
        subjects = sqlite.among([self._uuid, *self._done.values()])
        query = select(Memo.subject_uuid, Memo.text, Memo.coder_id).where(Memo.subject_uuid.in_(subjects))
        self._said.update((uuid, text, coder) for uuid, text, coder in self._session.execute(query))

    def take(self, marks: Sequence[Mark], comments: str, *, highlights: bool) -> None:
        if comments in _HOW[:2]:
            self.comments([m for m in marks if m.kind == "comment"], make=comments == "new")
        if highlights:
            self.highlights([m for m in marks if m.kind == "highlight"])
        self._session.flush()

    def comments(self, marks: Sequence[Mark], *, make: bool) -> None:
        for mark in marks:
            coder = self._coder(mark.author)
            if mark.end <= mark.start:  # on words that are not in the text
                self._keep(mark, [Remark(None, mark.text)], coder, whole=True)
                continue
            remarks = parse(mark.text, self._names.has)
            kept: list[Remark] = []
            for remark in remarks:
                code = self._names.find(remark.name) if remark.name else None
                if code is not None and remark.name and (twins := self._names.twins(remark.name)):
                    self.counts.twins[code.name] = twins
                if code is None and remark.name and make and not mark.reply:
                    code = self._make(remark.name)
                if code is None:
                    kept.append(remark)
                else:
                    self._apply(mark, code, coder, remark.why)
            if kept:
                self._keep(mark, kept, coder, whole=len(kept) == len(remarks))

    def highlights(self, marks: Sequence[Mark]) -> None:
        me = history.coder_of(self._session)
        for mark in marks:
            name = f"Highlighted {mark.text}"
            self._apply(mark, self._names.find(name) or self._make(name), me, "")

    def _coder(self, author: str) -> Coder:
        if not author:
            return history.coder_of(self._session)
        coder = self._coders.get(author.casefold())
        if coder is None:  # some programs are set up with initials for a name
            coder = next((c for c in self._coders.values() if c.initials == author), None)
        if coder is None:
            coder = Coder(name=author, initials=initials_of(author, {c.initials for c in self._coders.values()}))
            self._session.add(coder)
            self._session.flush()
            self._coders[author.casefold()] = coder
        return coder

    def _make(self, name: str) -> Code:
        branch = next((c for c in self._codes if c.parent_id is None and slug(c.name) == slug(_BRANCH)), None)
        if branch is None:
            position = (
                self._session.scalar(select(func.count()).select_from(Code).where(Code.parent_id.is_(None))) or 0
            )
            branch = Code(name=_BRANCH, kind="branch", colour="#5f6b7a", position=position)
            branch.definition = "Codes named in comments of imported documents."
            self._session.add(branch)
            self._session.flush()
            self._codes.append(branch)
        below = [c for c in self._codes if c.parent_id == branch.id]
        words = " ".join(name.replace("_", " ").split())
        code = Code(
            name=find.check_name(self._session, words[:1].upper() + words[1:], branch.id),
            parent_id=branch.id,
            colour=next_colour([c.colour for c in self._codes if c.kind == "code"]),
            position=len(below),
        )
        self._session.add(code)
        self._session.flush()
        self._codes.append(code)
        self._names.add(code.name, find_path(code, self._codes), code)
        self.counts.new_codes.append(code.name)
        return code

    def _apply(self, mark: Mark, code: Code, coder: Coder, why: str) -> None:
        key = (mark.start, mark.end, code.id, coder.id)
        if (coded := self._done.get(key)) is not None:
            if why:  # said once more, with a reason
                self._memo("coding", coded, why, coder)
            return
        coding = Coding(
            document_id=self._document_id,
            code_id=code.id,
            coder_id=coder.id,
            start=mark.start,
            end=mark.end,
            quote=self._text[mark.start : mark.end],
            origin=Origin.IMPORTED.value,
        )
        self._session.add(coding)
        self._session.flush()
        self._done[key] = coding.uuid
        self.counts.codings += 1
        if why:
            self._memo("coding", coding.uuid, why, coder)

    def _keep(self, mark: Mark, remarks: Sequence[Remark], coder: Coder, *, whole: bool) -> None:
        """Keep as one memo what of a comment named no code."""
        names = [remark.name for remark in remarks if remark.name]
        if not mark.reply:
            for name in names:
                self.counts.unknown[name] = self.counts.unknown.get(name, 0) + 1
        quote = find.short(self._text[mark.start : mark.end], 120)
        on = f"On “{quote}”" if quote else "On words that are not in the text"
        self._memo("document", self._uuid, f"{on}: {mark.text if whole else ', '.join(names)}", coder)

    def _memo(self, kind: str, uuid: str, text: str, coder: Coder) -> None:
        if (uuid, text, coder.id) not in self._said:
            self._said.add((uuid, text, coder.id))
            self._session.add(Memo(subject_kind=kind, subject_uuid=uuid, text=text, coder_id=coder.id))
            self.counts.memos += kind == "document"


def find_path(code: Code, codes: Sequence[Code]) -> str:
    """Return the path of a code among all codes."""
    by_id = {c.id: c for c in codes}
    parts: list[str] = []
    at: Code | None = code
    while at is not None and len(parts) < 50:
        parts.append(slug(at.name))
        at = by_id.get(at.parent_id) if at.parent_id else None
    return "/".join(reversed(parts))
