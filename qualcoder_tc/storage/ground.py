# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What suggestions stand on, as one short value: another value means that texts, names or codes are others now."""

from __future__ import annotations

import hashlib

from sqlalchemy import select
from sqlalchemy.orm import Session

from qualcoder_tc.storage.schema import Code, Document, Speaker


def ground(session: Session) -> str:
    """Return a hash of whatever a suggestion or its evidence may quote, texts by their own hashes."""
    digest = hashlib.sha256()
    for query in (
        select(Document.id, Document.title, Document.text_sha256).order_by(Document.id),
        select(Speaker.id, Speaker.name).order_by(Speaker.id),
        select(
            Code.id, Code.kind, Code.active, Code.name, Code.definition, Code.apply, Code.not_apply, Code.example
        ).order_by(Code.id),
    ):
        digest.update(repr([tuple(row) for row in session.execute(query)]).encode("utf-8", "replace"))
    return digest.hexdigest()
