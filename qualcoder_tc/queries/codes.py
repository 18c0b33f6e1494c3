# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Questions about the code tree."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import distinct, func, select
from sqlalchemy.orm import Session

from qualcoder_tc.errors import NotFound
from qualcoder_tc.model import code_tree
from qualcoder_tc.model.codebook import Codebook, CodebookEntry
from qualcoder_tc.model.codes import CodeKind, path_slug, slug
from qualcoder_tc.model.records import CodeRow
from qualcoder_tc.storage.schema import Code, Coding, Memo, ProjectRow


def all(
    session: Session, *, coder_id: int | None = None, document_id: int | None = None, counted: bool = True
) -> list[CodeRow]:
    """Return the tree in reading order.

    `mine` counts the codings of the coder; with a document, all counts are those in it; uncounted they are 0.
    """
    where = [Coding.document_id == document_id] if document_id is not None else []
    counts: dict[int, tuple[int, int]] = (
        {}
        if not counted
        else {
            key: (n, documents)
            for key, n, documents in session.execute(
                select(Coding.code_id, func.count(), func.count(distinct(Coding.document_id)))
                .where(*where)
                .group_by(Coding.code_id)
            )
        }
    )
    mine = (
        {
            key: n
            for key, n in session.execute(
                select(Coding.code_id, func.count())
                .where(Coding.coder_id == coder_id, *where)
                .group_by(Coding.code_id)
            )
        }
        if coder_id is not None and counted
        else {}
    )
    return [
        CodeRow(
            id=code.id,
            uuid=code.uuid,
            parent_id=code.parent_id if "/" in path else None,
            kind=CodeKind(code.kind),
            name=code.name,
            path=path,
            depth=path.count("/"),
            colour=code.colour,
            definition=code.definition,
            apply=tuple(code.apply),
            not_apply=tuple(code.not_apply),
            example=code.example,
            source=code.source,
            active=code.active,
            exclusive=code.exclusive,
            favourite=code.favourite,
            codings=counts.get(code.id, (0, 0))[0],
            documents=counts.get(code.id, (0, 0))[1],
            mine=mine.get(code.id, 0),
        )
        for path, code in in_order(session)
    ]


def in_order(session: Session) -> list[tuple[str, Code]]:
    """Return (path, entity) of every code, parents before children."""
    codes = {code.id: code for code in session.scalars(select(Code).order_by(Code.position, Code.id))}
    found: dict[int, tuple[str, Code]] = {}
    for key, parent in code_tree.reading_order({c.id: c.parent_id for c in codes.values()}).items():
        name = slug(codes[key].name)
        found[key] = (f"{found[parent][0]}/{name}" if parent is not None else name, codes[key])
    return list(found.values())


def paths(session: Session) -> dict[int, str]:
    """Return the path of every code by id, parents before children."""
    found: dict[int, str] = {}
    for key, (parent, name) in tree(session).items():
        found[key] = f"{found[parent]}/{slug(name)}" if parent is not None else slug(name)
    return found


def tree(session: Session) -> dict[int, tuple[int | None, str]]:
    """Return what lies above every code, and its name, in reading order; see `reading_order` for circles."""
    rows = session.execute(select(Code.id, Code.parent_id, Code.name).order_by(Code.position, Code.id)).all()
    names = {key: name for key, _, name in rows}
    order = code_tree.reading_order({key: parent for key, parent, _ in rows})
    return {key: (parent, names[key]) for key, parent in order.items()}


def circles(session: Session) -> list[list[str]]:
    """Return the names of codes that lie below themselves, circle by circle, first the one that is shown at the top."""
    rows = session.execute(select(Code.id, Code.parent_id, Code.name).order_by(Code.position, Code.id)).all()
    names = {key: name for key, _, name in rows}
    return [[names[key] for key in circle] for circle in code_tree.circles({key: above for key, above, _ in rows})]


def memos(session: Session) -> dict[int, str]:
    """Return what was written about codes, by code; several memos one after the other."""
    found: dict[int, str] = {}
    query = select(Code.id, Memo.text).join(Memo, Memo.subject_uuid == Code.uuid).order_by(Memo.id)
    for key, text in session.execute(query):
        found[key] = f"{found[key]}\n{text}" if key in found else text
    return found


def one(session: Session, *, code_id: int) -> CodeRow:
    """Return a code; NotFound if it is gone."""
    for row in all(session):
        if row.id == code_id:
            return row
    raise NotFound("This code is no longer there", "choose another")


def find(session: Session, *, path: str) -> CodeRow:
    """Return the code with this path, or with this name if only one has it; NotFound suggests others."""
    wanted = path_slug(path)
    rows = all(session)
    for row in rows:
        if row.path == wanted:
            return row
    last = [row for row in rows if row.path.endswith("/" + wanted)]
    if len(last) == 1:
        return last[0]
    if last:
        raise NotFound(f"Several codes are called {path!r}", "say which: " + ", ".join(r.path for r in last))
    word = wanted.rpartition("/")[2]
    near = [r.path for r in rows if r.codable and word and word[:5] in r.path][:8]
    hint = f"did you mean {', '.join(near)}?" if near else "see the tree with `qualcoder-tc codebook`"
    raise NotFound(f"There is no code {path!r}", hint)


def codebook(session: Session) -> Codebook:
    """Return the project's codes as a codebook."""
    codes = {code.id: code for code in session.scalars(select(Code).order_by(Code.position, Code.id))}
    below: dict[int | None, list[Code]] = defaultdict(list)
    for key, parent in code_tree.reading_order({c.id: c.parent_id for c in codes.values()}).items():
        below[parent].append(codes[key])

    def entries(parent_id: int | None) -> tuple[CodebookEntry, ...]:
        return tuple(
            CodebookEntry(
                name=c.name,
                kind=CodeKind(c.kind),
                definition=c.definition,
                apply=tuple(c.apply),
                not_apply=tuple(c.not_apply),
                example=c.example,
                source=c.source,
                colour=c.colour,
                favourite=c.favourite,
                exclusive=c.exclusive,
                uuid=c.uuid,
                children=entries(c.id),
            )
            for c in below.get(parent_id, ())
        )

    title = session.scalars(select(ProjectRow.title)).one()
    return Codebook(id=slug(title) or "codebook", title=title, entries=entries(None))
