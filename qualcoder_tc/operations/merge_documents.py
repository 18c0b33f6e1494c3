# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Merging documents: the same content is the same document, whatever it is called."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qualcoder_tc.model.bundle import Bundle, MergeCounts
from qualcoder_tc.operations.documents import free_title
from qualcoder_tc.operations.merge_maps import Maps, insert
from qualcoder_tc.storage import history
from qualcoder_tc.storage.schema import Document, DocumentOriginal, DocumentText, Speaker, Turn


def documents(session: Session, bundle: Bundle, maps: Maps, counts: MergeCounts) -> None:
    """Match documents by content, then by UUID where the text was changed; add the others."""
    rows = session.execute(select(Document.id, Document.uuid, Document.text_sha256)).all()
    by_content = {sha: (key, uuid) for key, uuid, sha in reversed(rows)}
    by_uuid = {uuid: key for key, uuid, _ in rows}
    position = session.scalar(select(func.count()).select_from(Document)) or 0
    for theirs in bundle.tables["document"]:
        if match := by_content.get(theirs["text_sha256"]):
            maps.documents[theirs["id"]], uuid = match
            maps.subjects[theirs["uuid"]] = uuid
            counts.documents["same"] += 1
        elif theirs["uuid"] in by_uuid:
            key = by_uuid[theirs["uuid"]]
            text = session.get_one(DocumentText, key).text
            maps.documents[theirs["id"]] = key
            maps.texts[theirs["id"]] = (bundle.texts[theirs["id"]], text)
        else:
            title = free_title(session, theirs["title"])
            (key,) = insert(session, Document, [theirs | {"title": title, "position": position}])
            session.add(DocumentText(document_id=key, text=bundle.texts[theirs["id"]]))
            if theirs["id"] in bundle.originals:
                session.add(DocumentOriginal(document_id=key, data=bundle.originals[theirs["id"]]))
            session.flush()
            position += 1
            maps.documents[theirs["id"]] = key
            maps.new_documents.add(theirs["id"])
            counts.documents["new"] += 1


def speakers_and_turns(session: Session, bundle: Bundle, maps: Maps) -> None:
    """Add the speakers and turns of new documents; tie speakers here to cases that only the copy knows."""
    theirs = [s for s in bundle.tables["speaker"] if s["document_id"] in maps.new_documents]
    ids = insert(
        session,
        Speaker,
        [
            s | {"document_id": maps.documents[s["document_id"]], "case_id": maps.cases.get(s["case_id"] or 0)}
            for s in theirs
        ],
    )
    speakers = {s["id"]: key for s, key in zip(theirs, ids, strict=True)}
    turns = [
        t | {"document_id": maps.documents[t["document_id"]], "speaker_id": speakers.get(t["speaker_id"] or 0)}
        for t in bundle.tables["turn"]
        if t["document_id"] in maps.new_documents
    ]
    history.bulk_insert(session, Turn, [{k: v for k, v in t.items() if k != "id"} for t in turns])
    untied = {(s.document_id, s.name): s for s in session.scalars(select(Speaker).where(Speaker.case_id.is_(None)))}
    for s in bundle.tables["speaker"]:
        speaker = untied.get((maps.documents[s["document_id"]], s["name"]))
        case = maps.cases.get(s["case_id"] or 0)
        if speaker is not None and case is not None:
            speaker.case_id = case
    session.flush()
