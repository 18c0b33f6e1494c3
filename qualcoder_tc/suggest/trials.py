# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The replay behind an evaluation: folds by document, the suggester and two customary methods on each."""

from __future__ import annotations

import warnings
from collections.abc import Hashable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from qualcoder_tc.progress import Progress
from qualcoder_tc.suggest.calibration import calibration_error
from qualcoder_tc.suggest.evaluate import Bin, CodeTrust, Evaluation, Measures, Point, Step, Turn, Unit
from qualcoder_tc.suggest.left_alone import LeftTrial
from qualcoder_tc.suggest.profiles import CodeProfile
from qualcoder_tc.suggest.suggester import Suggester
from qualcoder_tc.suggest.vectors import Encoder, VectorCache

Array = NDArray[np.float64]
Indices = NDArray[np.intp]

_FOLDS = 5
_LIMIT = 3
_SEED = 20260
_BINS = 10
_THRESHOLDS = np.linspace(0, 0.95, 20)
_SIZES = (10, 20, 50, 100, 200, 500, 1000)
_CURVE_FOLDS = 2


def run(
    units: list[Unit],
    profiles: list[CodeProfile],
    encoder: Encoder | None,
    language: str,
    most: int,
    strictness: float,
    progress: Progress,
    left: Sequence[Turn] = (),
) -> Evaluation:
    """Try all folds and sum up; see evaluate.evaluate."""
    units = _drawn(units, most)
    known = {profile.id for profile in profiles}
    unknown = sorted({code for unit in units for code in unit.codes} - known, key=str)
    profiles = profiles + [CodeProfile(code, str(code)) for code in unknown]
    vectors = Suggester(profiles, encoder, language).vectors()
    truth = _truth(units, profiles)
    chances, majority, words = (np.zeros(truth.shape) for _ in range(3))
    least = np.zeros(len(units))
    parts = folds([unit.document for unit in units])
    sizes = [size for size in _SIZES if size < min(len(train) for train, _ in parts[:_CURVE_FOLDS])]
    report = _Report(progress, len(parts) + len(sizes))
    alone = LeftTrial(left, {unit.document for unit in units})
    for train, test in parts:
        report.next()
        suggester = _taught(units, train, profiles, vectors, language)
        chances[test] = _suggested(suggester, units, test, profiles)
        threshold = suggester.threshold(strictness)
        least[test] = threshold
        alone.hold_out(suggester, threshold, {units[i].document for i in test})
        majority[test] = truth[train].mean(axis=0)
        words[test] = _by_words(units, train, test, truth)
    curve: list[Step] = []
    for size in sizes:
        report.next()
        curve.append(_step(size, units, parts[:_CURVE_FOLDS], profiles, vectors, language, truth))
    curve.append(_whole(parts, chances, majority, words, truth))
    report.next()
    baselines = {"majority": _measures(majority, truth), "tfidf": _measures(words, truth)}
    found = _summed_up(units, profiles, chances, least, truth, baselines)
    return replace(
        found,
        calibration=_bins(chances, truth),
        abstention=_points(chances, truth),
        learning=curve,
        left_alone=alone.result(),
    )


def _drawn(units: list[Unit], most: int) -> list[Unit]:
    if len(units) <= most:
        return units
    drawn = np.random.default_rng(_SEED).choice(len(units), most, replace=False)
    return [units[i] for i in np.sort(drawn)]


def _truth(units: list[Unit], profiles: list[CodeProfile]) -> NDArray[np.bool_]:
    """Return which unit has which code, shape (units, profiles)."""
    place = {profile.id: j for j, profile in enumerate(profiles)}
    truth = np.zeros((len(units), len(profiles)), dtype=bool)
    for row, unit in enumerate(units):
        truth[row, [place[code] for code in unit.codes]] = True
    return truth


class _Report:
    """Counts the trials that were begun."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress, self._total, self._begun = progress, total, -1

    def next(self) -> None:
        """Say that one more trial begins, or that all are done."""
        self._begun += 1
        self._progress(self._begun, self._total, "Trying suggestions on held-out documents")


def _step(
    size: int,
    units: Sequence[Unit],
    parts: Sequence[tuple[Indices, Indices]],
    profiles: Sequence[CodeProfile],
    vectors: VectorCache,
    language: str,
    truth: NDArray[np.bool_],
) -> Step:
    """Learn from so many units only, drawn from all documents that are not held out."""
    found: list[tuple[float, float, float, float]] = []
    for train, test in parts:
        drawn = np.sort(np.random.default_rng(_SEED).choice(train, size, replace=False))
        chances = _suggested(_taught(units, drawn, profiles, vectors, language), units, test, profiles)
        common = np.tile(truth[drawn].mean(axis=0), (len(test), 1))
        words = _by_words(units, drawn, test, truth)
        here = truth[test]
        own = _measures(chances, here)
        found.append((own.hit3, own.mrr, _measures(common, here).hit3, _measures(words, here).hit3))
    weights = [len(test) for _, test in parts]
    hit3, mrr, majority, tfidf = (float(value) for value in np.average(found, axis=0, weights=weights))
    return Step(size, hit3, mrr, majority, tfidf)


def _whole(
    parts: Sequence[tuple[Indices, Indices]],
    chances: Array,
    majority: Array,
    words: Array,
    truth: NDArray[np.bool_],
) -> Step:
    """Return the last step, from all there is, on the same documents as the steps before it."""
    test = np.concatenate([test for _, test in parts[:_CURVE_FOLDS]])
    own = _measures(chances[test], truth[test])
    coded = round(float(np.mean([len(train) for train, _ in parts[:_CURVE_FOLDS]])))
    return Step(
        coded,
        own.hit3,
        own.mrr,
        _measures(majority[test], truth[test]).hit3,
        _measures(words[test], truth[test]).hit3,
    )


def _three(chances: Array, truth: NDArray[np.bool_]) -> tuple[Array, NDArray[np.bool_]]:
    best = np.argsort(-chances, axis=1, kind="stable")[:, :_LIMIT]
    return np.take_along_axis(chances, best, axis=1), np.take_along_axis(truth, best, axis=1)


def _bins(chances: Array, truth: NDArray[np.bool_]) -> list[Bin]:
    stated, right = (part.ravel() for part in _three(chances, truth))
    of = np.minimum((stated * _BINS).astype(int), _BINS - 1)
    return [
        Bin(float(stated[of == b].mean()), float(right[of == b].mean()), int((of == b).sum()))
        for b in np.unique(of)
    ]


def _points(chances: Array, truth: NDArray[np.bool_]) -> list[Point]:
    stated, right = _three(chances, truth)
    found: list[Point] = []
    for threshold in _THRESHOLDS.tolist():
        shown = stated >= threshold
        precision = float(right[shown].mean()) if shown.any() else None
        found.append(Point(round(threshold, 2), float(shown.any(axis=1).mean()), precision))
    return found


def folds(documents: Sequence[Hashable]) -> list[tuple[Indices, Indices]]:
    """Part units into at most five folds of whole documents, as even as they go; (learned from, tried on)."""
    members: dict[Hashable, list[int]] = {}
    for i, document in enumerate(documents):
        members.setdefault(document, []).append(i)
    parts: list[list[int]] = [[] for _ in range(min(_FOLDS, len(members)))]
    for own in sorted(members.values(), key=len, reverse=True):
        min(parts, key=len).extend(own)
    everything = np.arange(len(documents))
    tried = [np.asarray(sorted(part), dtype=np.intp) for part in parts]
    return [(np.setdiff1d(everything, part), part) for part in tried]


def _taught(
    units: Sequence[Unit],
    train: Indices,
    profiles: Sequence[CodeProfile],
    vectors: VectorCache,
    language: str,
) -> Suggester:
    suggester = Suggester(profiles, vectors, language)
    # The position parts two units that happen to hold the same words.
    suggester.learn(
        (units[i].passage, code, Place(units[i].document, int(i)))
        for i in train
        for code in sorted(units[i].codes, key=str)
    )
    return suggester


def _suggested(
    suggester: Suggester, units: Sequence[Unit], test: Indices, profiles: Sequence[CodeProfile]
) -> Array:
    place = {profile.id: j for j, profile in enumerate(profiles)}
    chances = np.zeros((len(test), len(profiles)))
    passages = [units[i].passage for i in test]
    for row, ranked in enumerate(suggester.rank(passages, limit=len(profiles), threshold=0.0)):
        for suggestion in ranked:
            chances[row, place[suggestion.code_id]] = suggestion.score
    return chances


class Place:
    """Where a unit is from, as the source of what is learned from it."""

    def __init__(self, document: Hashable, position: int) -> None:
        self.document_id = document
        self.position = position


def _by_words(units: Sequence[Unit], train: Indices, test: Indices, truth: NDArray[np.bool_]) -> Array:
    """Score with logistic regression on words and word pairs, one code against the rest."""
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    scores = np.zeros((len(test), truth.shape[1]))
    vectorizer = TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2), token_pattern=r"(?u)\b\w+\b")
    try:
        x = vectorizer.fit_transform([units[i].passage.text for i in train])
    except ValueError:
        # Nothing but punctuation: there are no words to learn from.
        return scores
    z = vectorizer.transform([units[i].passage.text for i in test])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        for j in range(truth.shape[1]):
            own = truth[train, j]
            if own.any() and not own.all():
                scores[:, j] = LogisticRegression(C=10, max_iter=300).fit(x, own).predict_proba(z)[:, 1]
            else:
                scores[:, j] = float(own.all())
    return scores


def _ranks(scores: Array, truth: NDArray[np.bool_]) -> Array:
    """Return the place of the first right code, counted from 1."""
    order = np.argsort(-scores, axis=1, kind="stable")
    return np.take_along_axis(truth, order, axis=1).argmax(axis=1) + 1.0


def _measures(scores: Array, truth: NDArray[np.bool_]) -> Measures:
    ranks = _ranks(scores, truth)
    f1 = [value for value in _f1(scores, truth) if value is not None]
    return Measures(
        float((ranks == 1).mean()), float((ranks <= _LIMIT).mean()), float((1 / ranks).mean()), float(np.mean(f1))
    )


def _f1(scores: Array, truth: NDArray[np.bool_]) -> list[float | None]:
    first = np.zeros_like(truth)
    first[np.arange(len(truth)), scores.argmax(axis=1)] = True
    both = (first & truth).sum(axis=0)
    either = first.sum(axis=0) + truth.sum(axis=0)
    return [float(2 * both[j] / either[j]) if truth[:, j].any() else None for j in range(truth.shape[1])]


def _summed_up(
    units: Sequence[Unit],
    profiles: Sequence[CodeProfile],
    chances: Array,
    least: Array,
    truth: NDArray[np.bool_],
    baselines: dict[str, Measures],
) -> Evaluation:
    best = np.argsort(-chances, axis=1, kind="stable")[:, :_LIMIT]
    stated, right = _three(chances, truth)
    shown = stated >= least[:, None]
    f1 = _f1(chances, truth)
    per_code: list[CodeTrust] = []
    for j, profile in enumerate(profiles):
        own = truth[:, j]
        here = best == j
        if own.any() or (here & shown).any():
            hit1 = float(here[own, 0].mean()) if own.any() else None
            hit3 = float(here[own].any(axis=1).mean()) if own.any() else None
            counts = int((here & shown).sum()), int((here & shown & right).sum())
            per_code.append(CodeTrust(profile.id, int(own.sum()), hit1, hit3, f1[j], *counts))
    return Evaluation(
        units=len(units),
        codes=int(truth.any(axis=0).sum()),
        documents=len({unit.document for unit in units}),
        suggestions=_measures(chances, truth),
        abstained=float((~shown.any(axis=1)).mean()),
        precision=float(right[shown].mean()) if shown.any() else None,
        calibration_error=calibration_error(stated.ravel().tolist(), right.ravel().tolist()),
        baselines=baselines,
        per_code=per_code,
    )
