# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""All words that a project holds, wherever: what somebody with the file and some patience could read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from qualcoder_tc.storage.images import unpack
from qualcoder_tc.storage.schema import Base


def everything(session: Session) -> Iterator[tuple[str, str | bytes]]:
    """Yield (where, words) for each row of each table; original files as their bytes, images of changes as text."""
    for table in Base.metadata.sorted_tables:
        if table.name == "vector":  # numbers only; they go when the words do
            continue
        for row in session.connection().execute(select(table)).mappings():
            words: list[str] = []
            for value in row.values():
                if isinstance(value, bytes):
                    if table.name == "changed_row":
                        words.append(json.dumps(_plain(unpack(value)), ensure_ascii=False))
                    else:
                        yield f"the original of document {next(iter(row.values()))}", value
                elif isinstance(value, str):
                    words.append(value)
                elif isinstance(value, list | dict):
                    words.append(json.dumps(value, ensure_ascii=False))
            if words:
                yield _WHERE.get(table.name, table.name.strip("_").replace("_", " ")), "\n".join(words)


_WHERE = {"changed_row": "what undo keeps", "change": "the history", "document_text": "a transcript"}


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return value.decode("utf-8", "ignore")
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    return [_plain(v) for v in value] if isinstance(value, list) else value
