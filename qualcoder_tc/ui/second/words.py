# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""An evaluation of suggestions in words that need no statistics."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from qualcoder_tc.suggest.evaluate import Evaluation, Step

_ENOUGH = 0.02  # by so much must suggestions be ahead of what is simpler to be called a help
_LIKELY = 0.5
_FEW = 50  # below so many cases a share may well be ten points off


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
    """Return what right means, how this was found out, and how often the program kept quiet."""
    right = _tr("Right means: a code that the passage has in your project, also one accepted from a suggestion.")
    how = _tr(
        "The program learned from some documents and was tried on the others: {0} coded passages, {1} documents and {2} codes "
        "in all."
    ).format(f"{found.units:,}", found.documents, found.codes)
    shown, hits = sum(c.shown for c in found.per_code), sum(c.right for c in found.per_code)
    counts = _tr("Suggestions shown: {0}, right: {1}.").format(f"{shown:,}", f"{hits:,}")
    quiet = _tr("For {0} passages it kept quiet.").format(in_ten(found.abstained))
    return " ".join((right, how, counts, quiet))


def left_alone(found: Evaluation) -> str:
    """Return on how many of the turns that were read and left without a code the program speaks as well."""
    left = found.left_alone
    if not left.tried:
        return _tr(
            "Turns without a code were not tried, since none stands between coded ones: over a whole document, expect fewer to "
            "be right."
        )
    said = _tr(
        "It speaks on {0} of {1} turns left uncoded (between the first and the last coded turn of each document, the questions "
        "aside). Each may be a false alarm, or a coding that was missed. As far as they are false alarms, less of what it shows "
        "over a whole document is right."
    ).format(f"{left.spoke:,}", f"{left.tried:,}")
    if left.tried < left.turns:
        said += " " + _tr("There are {0} such turns; a part was tried.").format(f"{left.turns:,}")
    return said


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
    """Return how far what is stated can be taken at its word, where it matters: among the likelier ones."""
    if not found.calibration:
        return _tr("Too few suggestions to say.")
    sure = [b for b in found.calibration if b.stated >= _LIKELY] or found.calibration[-1:]
    n = sum(b.n for b in sure)
    stated, happened = (
        round(100 * sum(share * b.n for share, b in zip(shares, sure, strict=True)) / n)
        for shares in ([b.stated for b in sure], [b.happened for b in sure])
    )
    if sure[0].stated >= _LIKELY:
        said = _tr("The {0} it called likely (50 % or more): it said {1} % on average, and {2} % were right.")
    else:
        said = _tr("It called nothing likely. Its {0} surest: it said {1} % on average, and {2} % were right.")
    few = _tr("That is few: a rough guide only.") if n < _FEW else ""
    return " ".join(
        part for part in (said.format(f"{n:,}", stated, happened), few, _tr("Larger dots: more cases.")) if part
    )


def spoken(found: Evaluation) -> list[tuple[float, float]]:
    """Return for each share of passages that it speaks for the best share of what is shown that is right."""
    best: dict[float, float] = {}
    for point in found.abstention:
        if point.precision is not None and point.spoke > 0:
            best[point.spoke] = max(point.precision, best.get(point.spoke, 0.0))
    return list(best.items())


def abstention(found: Evaluation) -> str:
    """Return what one gives up for being surer."""
    points = spoken(found)
    if not points:
        return _tr("Too few suggestions to say.")
    (all_spoke, least), sure = points[0], next((p for p in points if p[1] >= 0.8), None)
    every = _tr("Speaking for every passage, {0} of what it shows is right.")
    most = _tr("Speaking whenever it can, {0} of what it shows is right.")
    said = (every if all_spoke >= 0.995 else most).format(in_ten(least))
    if sure is None or sure is points[0]:
        return said
    return said + " " + _tr("To have 8 of 10 right, it speaks for {0} passages.").format(in_ten(sure[0]))


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
    said = (
        _tr(
            "They help already with {0} coded passages, the fewest tried; with {1}, the right code is among three for {2}."
        )
        if start == found.learning[0].coded
        else _tr("They help from {0} coded passages on; with {1}, the right code is among three for {2}.")
    )
    return said.format(start, last.coded, in_ten(last.hit3)) + " " + _tr("Tried on part of the documents.")
