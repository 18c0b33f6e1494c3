# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""From codings to tables of who coded what, one document at a time, and their sums by cluster."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from qualcoder_tc.analysis.arrays import BoolArray, FloatArray, IntArray, as_ints
from qualcoder_tc.analysis.group import group_row
from qualcoder_tc.analysis.inputs import AgreementDocument, AgreementInput, Unit
from qualcoder_tc.analysis.units import Overlap, character_runs, unit_flags

_PIECE = 500
"""Characters that stand for a turn in a text that has no turns."""


@dataclass(frozen=True, slots=True)
class DocumentSpans:
    """The codings of one document as parallel arrays; coder and code are places in the input's tuples."""

    document: AgreementDocument
    readers: BoolArray
    """readers[coder]."""
    coders: IntArray
    codes: IntArray
    starts: IntArray
    ends: IntArray


@dataclass(frozen=True, slots=True)
class DocumentTable:
    """Who coded which unit of one document; only codes used in it have a row."""

    spans: DocumentSpans
    used: IntArray
    """used[row]: the code's place in the input."""
    flags: BoolArray
    """flags[coder, row, unit]."""
    starts: IntArray
    ends: IntArray
    weights: IntArray
    """1 for a turn or sentence with text in it; the length of a run of characters."""


def document_spans(given: AgreementInput) -> list[DocumentSpans]:
    """Return the codings by document, and who read each."""
    coders = {c.id: i for i, c in enumerate(given.coders)}
    codes = {c.id: i for i, c in enumerate(given.codes)}
    found: dict[object, list[tuple[int, int, int, int]]] = {d.id: [] for d in given.documents}
    readers: dict[object, set[int]] = defaultdict(set)
    for c in given.codings:
        if c.document in found and c.coder in coders:
            readers[c.document].add(coders[c.coder])
            if c.code in codes and c.start < c.end:
                found[c.document].append((coders[c.coder], codes[c.code], c.start, c.end))
    result: list[DocumentSpans] = []
    for d in given.documents:
        table = np.asarray(found[d.id], dtype=np.int64).reshape(-1, 4)
        read = [c.id in d.readers or i in readers[d.id] for i, c in enumerate(given.coders)]
        result.append(DocumentSpans(d, np.asarray(read, dtype=np.bool_), *(table[:, i] for i in range(4))))
    return result


def pieces(document: AgreementDocument, unit: Unit) -> tuple[IntArray, str]:
    """Return where the stretches start that blocks are made of, and what to call them."""
    if document.turns:
        return as_ints([start for start, _ in document.turns]), "turns"
    if unit == "sentence" and document.sentences:
        return as_ints([start for start, _ in document.sentences]), "sentences"
    return as_ints(range(0, max(document.length, 1), _PIECE)), f"stretches of {_PIECE} characters"


def document_table(
    spans: DocumentSpans, coders: int, unit: Unit, overlap: Overlap, cuts: IntArray | None = None
) -> DocumentTable:
    """Return who coded which unit; runs of characters also end at `cuts`."""
    used, rows = np.unique(spans.codes, return_inverse=True)
    rows = spans.coders * len(used) + as_ints(rows)
    n_rows = coders * len(used)
    if unit == "character":
        runs = character_runs(spans.document.length, spans.starts, spans.ends, rows, n_rows, cuts=cuts)
        starts, ends, weights, flags = runs.starts, runs.starts + runs.lengths, runs.lengths, runs.flags
    else:
        starts, ends = spans.document.bounds(unit)
        flags = unit_flags(starts, ends, spans.starts, spans.ends, rows, n_rows, overlap=overlap)
        weights = as_ints(ends > starts)
    return DocumentTable(spans, as_ints(used), flags.reshape(coders, len(used), len(starts)), starts, ends, weights)


def cluster_edges(table: DocumentTable, cuts: IntArray | None) -> IntArray:
    """Return the first unit of each cluster: of the document, or of each block, divided at `cuts`.

    A block in which no unit starts has no cluster.
    """
    if cuts is None:
        return as_ints([0])
    block = np.searchsorted(cuts, table.starts, side="right")
    return as_ints(np.flatnonzero(np.diff(block, prepend=-1)))


def pair_sums(table: DocumentTable, edges: IntArray, pair: tuple[int, int], codes: int) -> FloatArray:
    """Return (cluster, code, [both, first, second, neither]) of two coders."""
    units = _sums(table.weights, edges)
    result = np.zeros((len(units), codes, 4))
    result[:, :, 3] = units[:, None]
    if len(table.used):
        one, other = (table.flags[c] for c in pair)
        both, first, second = (_sums(x * table.weights, edges).T for x in (one & other, one, other))
        apart = (both, first - both, second - both, units[:, None] - first - second + both)
        result[:, table.used] = np.stack(apart, axis=-1)
    return result


def group_sums(table: DocumentTable, edges: IntArray, codes: int) -> FloatArray:
    """Return (cluster, code, fields of GroupSums) of all coders who read the document, at least two."""
    readers = table.spans.readers
    m = int(readers.sum())
    units = _sums(table.weights, edges).astype(np.float64)
    given, mixed = (np.zeros((len(units), codes)) for _ in range(2))
    if len(table.used):
        times = table.flags[readers].sum(axis=0)
        given[:, table.used] = _sums(times * table.weights, edges).T
        mixed[:, table.used] = _sums(times * (m - times) * table.weights, edges).T
    return group_row(m, units[:, None], given, mixed)


def _sums(values: IntArray, edges: IntArray) -> IntArray:
    """Add up (..., unit) within each cluster, giving (..., cluster)."""
    return np.add.reduceat(values, edges, axis=-1)
