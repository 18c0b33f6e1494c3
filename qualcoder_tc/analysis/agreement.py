# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Agreement between coders of a study: per code, pooled, with intervals, and where exactly they differ."""

from __future__ import annotations

from dataclasses import asdict
from itertools import combinations

import numpy as np

from qualcoder_tc.analysis import bootstrap as bs
from qualcoder_tc.analysis import coefficients as co
from qualcoder_tc.analysis import group as gr
from qualcoder_tc.analysis import tables as tb
from qualcoder_tc.analysis.arrays import FloatArray, IntArray, as_ints, defined
from qualcoder_tc.analysis.bootstrap import Bootstrap
from qualcoder_tc.analysis.differences import disagreements
from qualcoder_tc.analysis.inputs import AgreementCoding, AgreementDocument, AgreementInput, Id, Named
from qualcoder_tc.analysis.plan import Plan, Way, intervals_in_words, make_plan, places
from qualcoder_tc.analysis.results import (
    AgreementResult,
    CodeAgreement,
    GroupAgreement,
    PairAgreement,
    UnitDisagreement,
)
from qualcoder_tc.analysis.unitizing import Disagreement, alpha_u, disagreement

__all__ = [
    "AgreementCoding",
    "AgreementDocument",
    "AgreementInput",
    "AgreementResult",
    "Bootstrap",
    "CodeAgreement",
    "GroupAgreement",
    "Named",
    "PairAgreement",
    "UnitDisagreement",
    "agreement",
    "disagreements",
]

REPETITIONS = 1000
SEED = 20260


def agreement(
    given: AgreementInput,
    *,
    unit: str = "turn",
    overlap: str = "any",
    pair: tuple[Id, Id] | None = None,
    repetitions: int = REPETITIONS,
    seed: int = SEED,
) -> AgreementResult:
    """Return how far two coders agree on each code, over the documents that both read.

    `pair` holds coder ids, by default the first two. Characters are all those of a document; `overlap` concerns
    turns and sentences. With more coders the group is measured too, over documents that at least two read.
    No repetitions, no intervals. ValueError for an unknown unit, overlap or coder.
    """
    way = Way.of(unit, overlap)
    first, second = chosen = places(given, pair)
    spans = tb.document_spans(given)
    together = [s for s in spans if s.readers[first] and s.readers[second]]
    plan = make_plan(together, way)
    sums = _sums(given, together, way, plan, chosen)
    drawn = bs.draws(len(sums), repetitions, seed) if repetitions and plan.enough(len(sums)) else None
    unitized = _unitized(together, chosen, len(given.codes))
    rows = _code_rows(given, sums, drawn, unitized)
    pooled = None if drawn is None else co.pooled_kappa(co.Counts.last_axis(bs.replicate(drawn, sums)))
    note = intervals_in_words(way, plan, len(sums), len(together), repetitions, rows)
    readers = [s for s in spans if s.readers.sum() >= 2] if len(given.coders) > 2 else []
    return AgreementResult(
        unit=way.unit,
        overlap=way.overlap,
        coders=(given.coders[first].name, given.coders[second].name),
        documents=tuple(s.document.title for s in together),
        per_code=rows,
        pooled_kappa=_pooled(sums.sum(axis=0)),
        pooled_ci=None if pooled is None else bs.intervals(pooled[:, None])[0],
        alpha_u=alpha_u(unitized),
        bootstrap=Bootstrap(plan.method, repetitions, seed, note, plan.block),
        all_coders=tuple(c.name for c in given.coders),
        group=_group_rows(given, readers, way, repetitions, seed) if len(given.coders) > 2 else (),
        group_documents=tuple(s.document.title for s in readers),
        pairs=_pairs(given, spans, way),
    )


def _sums(
    given: AgreementInput,
    documents: list[tb.DocumentSpans],
    way: Way,
    plan: Plan,
    pair: tuple[int, int] | None,
) -> FloatArray:
    """Return sums by cluster: of two coders as in `tables.pair_sums`, or of all as in `tables.group_sums`."""
    found: list[FloatArray] = [np.zeros((0, len(given.codes), 6 if pair is None else 4))]
    for spans in documents:
        cuts = plan.cuts(spans.document, way.unit)
        table = tb.document_table(spans, len(given.coders), way.unit, way.overlap, cuts)
        if len(table.starts):
            edges = tb.cluster_edges(table, cuts)
            if pair is None:
                found.append(tb.group_sums(table, edges, len(given.codes)))
            else:
                found.append(tb.pair_sums(table, edges, pair, len(given.codes)))
    return np.concatenate(found)


def _code_rows(
    given: AgreementInput, sums: FloatArray, drawn: FloatArray | None, unitized: list[Disagreement]
) -> tuple[CodeAgreement, ...]:
    totals = sums.sum(axis=0)
    again = None if drawn is None else co.Counts.last_axis(bs.replicate(drawn, sums))
    made = [
        [None] * len(given.codes) if again is None else bs.intervals(measure(again))
        for measure in (co.cohen_kappa, co.gwet_ac1, co.krippendorff_alpha)
    ]
    rows: list[CodeAgreement] = []
    for i, code in enumerate(given.codes):
        a, b, c, d = (int(x) for x in totals[i])
        rows.append(
            CodeAgreement(
                code=code.name,
                code_id=code.id,
                n=a + b + c + d,
                both=a,
                first=b,
                second=c,
                neither=d,
                **asdict(co.coefficients(a, b, c, d)),
                alpha_u=alpha_u([unitized[i]]),
                ci=made[0][i],
                ac1_ci=made[1][i],
                alpha_ci=made[2][i],
            )
        )
    return tuple(rows)


def _group_rows(
    given: AgreementInput, readers: list[tb.DocumentSpans], way: Way, repetitions: int, seed: int
) -> tuple[GroupAgreement, ...]:
    plan = make_plan(readers, way)
    sums = _sums(given, readers, way, plan, None)
    total = gr.GroupSums.last_axis(sums.sum(axis=0))
    values = [f(total) for f in (gr.group_percent, gr.group_alpha, gr.group_fleiss, gr.group_ac1)]
    made: list[list[bs.Interval | None]] = [[None] * len(given.codes)] * 2
    if repetitions and plan.enough(len(sums)):
        again = gr.GroupSums.last_axis(bs.replicate(bs.draws(len(sums), repetitions, seed), sums))
        made = [bs.intervals(f(again)) for f in (gr.group_alpha, gr.group_ac1)]
    return tuple(
        GroupAgreement(
            code=code.name,
            code_id=code.id,
            n=int(total.units[i]),
            percent=defined(values[0][i]),
            alpha=defined(values[1][i]),
            fleiss=defined(values[2][i]),
            ac1=defined(values[3][i]),
            alpha_ci=made[0][i],
            ac1_ci=made[1][i],
        )
        for i, code in enumerate(given.codes)
    )


def _pairs(given: AgreementInput, spans: list[tb.DocumentSpans], way: Way) -> tuple[PairAgreement, ...]:
    pairs = list(combinations(range(len(given.coders)), 2))
    totals = np.zeros((len(pairs), len(given.codes), 4))
    documents = [0] * len(pairs)
    for s in spans:
        reading = [p for p, (i, j) in enumerate(pairs) if s.readers[i] and s.readers[j]]
        table = tb.document_table(s, len(given.coders), way.unit, way.overlap) if reading else None
        for p in reading:
            documents[p] += 1
            if table is not None and len(table.starts):
                totals[p] += tb.pair_sums(table, tb.cluster_edges(table, None), pairs[p], len(given.codes))[0]
    return tuple(
        PairAgreement((given.coders[i].name, given.coders[j].name), documents[p], _pooled(totals[p]))
        for p, (i, j) in enumerate(pairs)
    )


def _pooled(totals: FloatArray) -> float | None:
    return defined(co.pooled_kappa(co.Counts.last_axis(totals)))


def _unitized(documents: list[tb.DocumentSpans], pair: tuple[int, int], codes: int) -> list[Disagreement]:
    """Return the disagreement in unitizing for each code, the documents laid end to end."""
    columns: list[tuple[IntArray, ...]] = []
    at = 0
    for s in documents:
        length = s.document.length
        columns.append((s.coders, s.codes, np.clip(s.starts, 0, length) + at, np.clip(s.ends, 0, length) + at))
        at += length
    empty = (as_ints([]),) * 4
    coder, code, start, end = (np.concatenate(c) for c in zip(empty, *columns, strict=True))
    found: list[Disagreement] = []
    for k in range(codes):
        of = [(code == k) & (coder == c) for c in pair]
        found.append(disagreement([(start[w], end[w]) for w in of], 0, at))
    return found
