# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""An evaluation of suggestions in words that need no statistics."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from qualcoder_tc.suggest.evaluate import Evaluation, Step

_ENOUGH = 0.02  # by so much must suggestions be ahead of what is simpler to be called a help


def _tr(words: str) -> str:
    return QCoreApplication.translate("TrustWords", words)


def in_ten(share: float) -> str:
    """Return a share as a count of ten, and the ends in words."""
    if share >= 0.97:
        return _tr("nearly all")
    if share <= 0.03:
        return _tr("hardly any")
    return _tr("about {0} of 10").format(max(1, min(9, round(10 * share))))


def headline(found: Evaluation) -> str:
    """Return the one sentence that matters most."""
    if found.precision is None:
        return _tr("Nothing would have been shown: the program is not sure enough of anything yet.")
    share = in_ten(found.precision)
    return _tr("Of the suggestions shown, {0} were right.").format(share)


def below(found: Evaluation) -> str:
    """Return how this was found out, and how often the program kept quiet."""
    how = _tr(
        "Found out on your own project: the program learned from some documents, and had to suggest codes for {0} coded "
        "passages of others, {1} documents and {2} codes in all."
    ).format(f"{found.units:,}", found.documents, found.codes)
    quiet = _tr("For {0} passages it kept quiet.").format(in_ten(found.abstained))
    return f"{how} {quiet}"


def comparison(found: Evaluation) -> str:
    """Return whether suggestions are worth more than what needs no language model."""
    words, common = found.baselines.get("tfidf"), found.baselines.get("majority")
    if words is None or common is None:
        return ""
    own, best = found.suggestions.hit3, max(words.hit3, common.hit3)
    said = _tr("The right code was among the first three for {0} passages; counting words alone finds {1}.").format(
        in_ten(own), in_ten(words.hit3)
    )
    if own < best + _ENOUGH:
        return said + " " + _tr("On this project suggestions are no better than that: rely on your own reading.")
    return said


def calibration(found: Evaluation) -> str:
    """Return how far what is stated can be taken at its word."""
    if not found.calibration:
        return _tr("Too few suggestions to say.")
    points = round(100 * found.calibration_error)
    surest = found.calibration[-1]
    said = _tr("Where it said {0} %, it was right {1} times in 100.").format(
        round(100 * surest.stated), round(100 * surest.happened)
    )
    off = _tr("On average it is off by {0} points.").format(points)
    return f"{said} {off}"


def abstention(found: Evaluation) -> str:
    """Return what one gives up for being surer."""
    points = [p for p in found.abstention if p.precision is not None and p.spoke > 0]
    if not points:
        return _tr("Too few suggestions to say.")
    first, sure = points[0], next((p for p in points if (p.precision or 0) >= 0.8), None)
    said = _tr("Speaking whenever it can, {0} of what it shows is right.").format(in_ten(first.precision or 0))
    if sure is None or sure is first:
        return said
    return said + " " + _tr("To have 8 of 10 right, it speaks for {0} passages.").format(in_ten(sure.spoke))


def helping_from(steps: list[Step]) -> int | None:
    """Return from how many coded passages on suggestions stay ahead of what is simpler, None for never."""
    start: int | None = None
    for step in steps:
        ahead = step.hit3 > max(step.majority, step.tfidf) + _ENOUGH
        start = (start or step.coded) if ahead else None
    return start


def learning(found: Evaluation) -> str:
    """Return how many codings it takes until suggestions help."""
    if not found.learning:
        return _tr("Too few codings to say.")
    start, last = helping_from(found.learning), found.learning[-1]
    if start is None:
        return _tr("With {0} coded passages they are not ahead of counting words yet.").format(last.coded)
    return _tr("They help from {0} coded passages on; with {1}, the right code is among three for {2}.").format(
        start, last.coded, in_ten(last.hit3)
    )
