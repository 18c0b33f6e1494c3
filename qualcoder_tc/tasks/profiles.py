# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Codes as suggestions take them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from qualcoder_tc.model.codes import CodeKind, with_names
from qualcoder_tc.model.records import CodeRow

if TYPE_CHECKING:
    from qualcoder_tc.suggest import CodeProfile


def profiles(
    chosen: Iterable[CodeRow], codebook: Iterable[CodeRow], key: Callable[[CodeRow], str | int]
) -> list[CodeProfile]:
    """Return the profiles of some codes, named by `key`; what stands above them and what rules speak of is the codebook's.

    The facet is only named where the codebook has facets, for only those part codes.
    """
    from qualcoder_tc.suggest import CodeProfile

    rows = list(codebook)
    by_id = {c.id: c for c in rows}
    names = {c.path: c.name for c in rows}

    def above(row: CodeRow | None) -> CodeRow | None:
        return by_id.get(row.parent_id) if row is not None and row.parent_id is not None else None

    found: list[CodeProfile] = []
    for row in chosen:
        parent = facet = above(row)
        while facet is not None and facet.kind is not CodeKind.FACET:
            facet = above(facet)
        found.append(
            CodeProfile(
                id=key(row),
                name=row.name,
                definition=row.definition,
                include=[with_names(rule, names) for rule in row.apply],
                exclude=[with_names(rule, names) for rule in row.not_apply],
                example=row.example,
                parent=parent.name if parent is not None else "",
                facet=facet.name if facet is not None else "",
            )
        )
    return found
