# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Counts of codes against codes, documents and groups.

Codes, documents and groups are places 0, 1, 2 ... in lists of the caller. Which codings go in, say those of one
coder, is the caller's choice too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from qualcoder_tc.analysis.arrays import IntArray, as_ints
from qualcoder_tc.analysis.units import Overlap, unit_flags

_PAIRS_AT_ONCE = 1_000_000


@dataclass(frozen=True, slots=True)
class CodedSpans:
    """Codings as parallel arrays; positions are code points within the document, end exclusive."""

    documents: IntArray
    codes: IntArray
    starts: IntArray
    ends: IntArray

    @classmethod
    def of(cls, rows: Sequence[tuple[int, int, int, int]]) -> CodedSpans:
        """Return spans from (document, code, start, end)."""
        table = np.asarray(rows, dtype=np.int64).reshape(-1, 4)
        return cls(*(table[:, i] for i in range(4)))


def overlapping_codings(spans: CodedSpans, codes: int) -> IntArray:
    """Return counts[code, code] of pairs of codings that share a character; on the diagonal, of two of one code."""
    order = np.lexsort((spans.starts, spans.documents))
    order = order[(spans.starts < spans.ends)[order]]
    document, code, starts, ends = (x[order] for x in (spans.documents, spans.codes, spans.starts, spans.ends))
    if not len(order):
        return np.zeros((codes, codes), dtype=np.int64)
    stride = int(ends.max()) + 1  # lays the documents end to end
    last = np.searchsorted(document * stride + starts, document * stride + ends, side="left")
    partners = as_ints(last) - np.arange(1, len(order) + 1)
    counts = np.zeros(codes * codes, dtype=np.int64)
    for left, right in _in_parts(partners):
        counts += np.bincount(code[left] * codes + code[right], minlength=codes * codes)
    one_way = counts.reshape(codes, codes)
    return one_way + one_way.T - np.diag(np.diag(one_way))


def _in_parts(partners: IntArray) -> list[tuple[IntArray, IntArray]]:
    """Return pairs (i, i + 1), (i, i + 2) ... for each i with so many partners, in parts of bounded size."""
    parts = int(partners.sum()) // _PAIRS_AT_ONCE + 1
    bounds = np.searchsorted(np.cumsum(partners), np.arange(1, parts) * _PAIRS_AT_ONCE)
    found: list[tuple[IntArray, IntArray]] = []
    for chosen in np.split(np.arange(len(partners)), bounds):
        count = partners[chosen]
        left = np.repeat(chosen, count)
        step = np.arange(len(left)) - np.repeat(np.cumsum(count) - count, count)
        found.append((as_ints(left), as_ints(left + 1 + step)))
    return found


def units_with_both(
    spans: CodedSpans, units: Mapping[int, tuple[IntArray, IntArray]], codes: int, *, overlap: Overlap = "any"
) -> IntArray:
    """Return counts[code, code] of units that carry both codes; on the diagonal, of units that carry the code.

    `units` gives starts and ends by document, in the order of the text.
    """
    counts = np.zeros((codes, codes), dtype=np.int64)
    for document, (unit_starts, unit_ends) in units.items():
        of = spans.documents == document
        if of.any():
            used, rows = np.unique(spans.codes[of], return_inverse=True)
            flags = unit_flags(
                unit_starts,
                unit_ends,
                spans.starts[of],
                spans.ends[of],
                as_ints(rows),
                len(used),
                overlap=overlap,
            ).astype(np.int64)
            counts[np.ix_(used, used)] += flags @ flags.T
    return counts


def grid(counts: IntArray, rows: Sequence[int], columns: Sequence[int]) -> IntArray:
    """Return the part of a code by code table that crosses two facets, e.g. type by principle."""
    return counts[np.ix_(as_ints(rows), as_ints(columns))]


def counts_by(codes: IntArray, groups: IntArray, n_codes: int, n_groups: int) -> IntArray:
    """Return counts[code, group] of codings, group being a document, case or role; below zero stands for none."""
    known = groups >= 0
    found = np.bincount(codes[known] * n_groups + groups[known], minlength=n_codes * n_groups)
    return as_ints(found).reshape(n_codes, n_groups)
