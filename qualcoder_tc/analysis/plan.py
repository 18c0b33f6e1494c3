# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""How spans become units, which two coders are compared, and what the bootstrap resamples."""

from __future__ import annotations

from dataclasses import dataclass

from qualcoder_tc.analysis import bootstrap as bs
from qualcoder_tc.analysis.arrays import IntArray
from qualcoder_tc.analysis.inputs import OVERLAPS, UNITS, AgreementDocument, AgreementInput, Id, Unit
from qualcoder_tc.analysis.results import CodeAgreement
from qualcoder_tc.analysis.tables import DocumentSpans, pieces
from qualcoder_tc.analysis.units import Overlap


@dataclass(frozen=True, slots=True)
class Way:
    """How spans become units."""

    unit: Unit
    overlap: Overlap

    @classmethod
    def of(cls, unit: str, overlap: str) -> Way:
        """Return a way from words; ValueError for an unknown one."""
        if unit not in UNITS or overlap not in OVERLAPS:
            raise ValueError(f"no such unit or overlap: {unit}, {overlap}")
        return cls(unit, overlap)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is resampled."""

    method: bs.Method
    block: int | None = None
    noun: str = "turns"

    def cuts(self, document: AgreementDocument, unit: Unit) -> IntArray | None:
        """Return where the document's blocks but the first begin, None where it is one cluster."""
        return None if self.block is None else pieces(document, unit)[0][self.block :: self.block]

    def enough(self, clusters: int) -> bool:
        """Tell whether so many clusters bear an interval."""
        return clusters >= (bs.FEWEST_DOCUMENTS if self.method == "document" else bs.FEWEST_BLOCKS)


def make_plan(documents: list[DocumentSpans], way: Way) -> Plan:
    """Return what to resample: whole documents where there are enough of them, else blocks of turns."""
    filled = [s.document for s in documents if s.document.length]
    if len(filled) >= bs.FEWEST_DOCUMENTS:
        return Plan("document")
    found = [pieces(d, way.unit) for d in filled]
    nouns = sorted({noun for _, noun in found}) or ["turns"]
    return Plan("block", bs.block_length(sum(len(starts) for starts, _ in found)), " or ".join(nouns))


def places(given: AgreementInput, pair: tuple[Id, Id] | None) -> tuple[int, int]:
    """Return where the pair, by default the first two, stands among the coders; ValueError for no such pair."""
    ids = [c.id for c in given.coders]
    if len(set(ids)) < max(2, len(ids)):
        raise ValueError("agreement needs two coders, each listed once")
    if pair is None:
        return 0, 1
    if pair[0] == pair[1] or pair[0] not in ids or pair[1] not in ids:
        raise ValueError("the pair is two of the coders")
    return ids.index(pair[0]), ids.index(pair[1])


def intervals_in_words(
    way: Way, plan: Plan, clusters: int, documents: int, repetitions: int, rows: tuple[CodeAgreement, ...]
) -> str:
    """Return in words how the intervals were made, and what they do not say."""
    if not documents:
        return "There are no intervals, since the two coders have read no document in common."
    if not repetitions:
        return "No intervals were asked for."
    few = "one document is" if documents == 1 else f"{documents} documents are"
    if not plan.enough(clusters):
        return f"There are no intervals, since there are too few {plan.noun} to resample."
    if plan.method == "document":
        note = (
            f"Intervals (95 %) resample whole documents {repetitions:,} times, "
            f"since {way.unit}s of one document are not independent."
        )
    else:
        what = f"blocks of {plan.block} consecutive {plan.noun}" if plan.block != 1 else f"single {plan.noun}"
        note = (
            f"Intervals (95 %) resample {what} within documents {repetitions:,} times, since what stands close "
            f"together in a text is not independent, and {few} too few to resample whole."
        )
    if any(r.kappa is not None and not r.first + r.second for r in rows):
        note += " An interval without width means that no disagreement was there to resample, not certainty."
    return note
