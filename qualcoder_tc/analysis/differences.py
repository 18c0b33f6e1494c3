# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Where exactly two coders differ on a code."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from qualcoder_tc.analysis import tables as tb
from qualcoder_tc.analysis.inputs import AgreementInput, Id, Named
from qualcoder_tc.analysis.plan import Way, places
from qualcoder_tc.analysis.results import UnitDisagreement


def disagreements(
    given: AgreementInput,
    code: Id,
    *,
    unit: str = "turn",
    overlap: str = "any",
    pair: tuple[Id, Id] | None = None,
) -> list[UnitDisagreement]:
    """Return the units that one of two coders gave the code and the other did not, in the order of the documents.

    For characters, each is a stretch as long as possible. Arguments are those of `agreement`; `code` is an id.
    """
    way = Way.of(unit, overlap)
    first, second = places(given, pair)
    only = replace(given, codes=tuple(c for c in given.codes if c.id == code))
    if not only.codes:
        raise ValueError("the code is one of the codes")
    found: list[UnitDisagreement] = []
    for spans in tb.document_spans(only):
        if spans.readers[first] and spans.readers[second] and len(spans.codes):
            table = tb.document_table(spans, len(given.coders), way.unit, way.overlap)
            names = given.coders[first].name, given.coders[second].name
            found += _differences(table, (first, second), names, only.codes[0], way.unit == "character")
    return found


def _differences(
    table: tb.DocumentTable, pair: tuple[int, int], names: tuple[str, str], code: Named, join: bool
) -> list[UnitDisagreement]:
    one, other = (table.flags[c, 0] for c in pair)
    state = one.astype(np.int64) - other
    opens = np.flatnonzero(np.diff(state, prepend=2)) if join else np.arange(len(state))
    closes = np.append(opens[1:], len(state)) - 1
    document = table.spans.document
    found: list[UnitDisagreement] = []
    for i, j in zip(opens, closes, strict=True):
        if state[i]:
            by, not_by = names if state[i] > 0 else names[::-1]
            start, end = int(table.starts[i]), int(table.ends[j])
            index = start if join else int(i)
            found.append(
                UnitDisagreement(document.id, document.title, index, start, end, code.name, code.id, by, not_by)
            )
    return found
