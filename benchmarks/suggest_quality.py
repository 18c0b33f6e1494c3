# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Measure suggestions on labelled sets, split by document, beside what a laptop could do before.

usage: suggest_quality.py DATA_DIR [--cap 3000] [--examples 0 2 8 32 all] [--no-context] [--only SET ...]
                          [--seeds 2] [--out FILE] [--table FILE]

DATA_DIR holds */segments.csv (doc, text, codes as JSON) and codebook.csv (code, definition, parent, example).
Prints hit@1, hit@3 and MRR over the coded units of held-out documents, for each number of examples a code, and for
the suggester also: the expected calibration error of its three suggestions, and how often it spoke and was right.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
import time
import warnings
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np

from qualcoder_tc.suggest import CodeProfile, Passage, Suggester
from qualcoder_tc.suggest.calibration import calibration_error
from qualcoder_tc.suggest.encoder import EncoderProcess
from qualcoder_tc.suggest.trials import Place
from qualcoder_tc.suggest.vectors import VectorCache

csv.field_size_limit(10**9)
Item = tuple[str, Passage, list[str]]


def load(folder: Path, cap: int, context: bool) -> tuple[list[Item], dict[str, dict[str, str]]]:
    """Read coded units, the same text of a document once with all its codes, and the codebook."""
    with (folder / "segments.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    merged: dict[tuple[str, str], set[str]] = {}
    around: dict[tuple[str, str], tuple[str, str]] = {}
    for i, row in enumerate(rows):
        codes = json.loads(row["codes"])
        if not codes or not row["text"].strip():
            continue
        key = row["doc"], row["text"]
        merged.setdefault(key, set()).update(codes)
        before = rows[i - 1]["text"] if i and rows[i - 1]["doc"] == row["doc"] else ""
        after = rows[i + 1]["text"] if i + 1 < len(rows) and rows[i + 1]["doc"] == row["doc"] else ""
        around.setdefault(key, (before, after) if context else ("", ""))
    items = [(doc, Passage(text, *around[doc, text]), sorted(codes)) for (doc, text), codes in merged.items()]
    if len(items) > cap:
        chance = np.random.default_rng(0)
        items = [items[i] for i in sorted(chance.choice(len(items), cap, replace=False))]
    codebook = folder / "codebook.csv"
    if not codebook.exists():
        return items, {}
    with codebook.open(encoding="utf-8") as stream:
        return items, {row["code"]: row for row in csv.DictReader(stream)}


def folds(documents: list[str], count: int = 5) -> list[tuple[np.ndarray, np.ndarray]]:
    """Split by document: learned from, tried on."""
    names = sorted(set(documents))
    np.random.default_rng(1).shuffle(names)
    fold_of = {name: i % min(count, len(names)) for i, name in enumerate(names)}
    fold = np.array([fold_of[name] for name in documents])
    return [(np.where(fold != i)[0], np.where(fold == i)[0]) for i in sorted(set(fold))]


def few(train: np.ndarray, items: list[Item], examples: int | None, seed: int) -> np.ndarray:
    """Draw so many units a code, or all."""
    if examples is None:
        return train
    taken: dict[str, list[int]] = defaultdict(list)
    for i in np.random.default_rng(seed).permutation(train):
        for code in items[i][2]:
            if len(taken[code]) < examples:
                taken[code].append(int(i))
    return np.array(sorted({i for members in taken.values() for i in members}), dtype=int)


def baselines(
    items: list[Item], train: np.ndarray, test: np.ndarray, profiles: list[CodeProfile], encoder: Any
) -> Any:
    """Score with what is customary: frequency, words, neighbours, regression, definitions, their average."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.multiclass import OneVsRestClassifier

    place = {profile.id: j for j, profile in enumerate(profiles)}
    truth = np.zeros((len(train), len(profiles)))
    for row, i in enumerate(train):
        truth[row, [place[code] for code in items[i][2]]] = 1
    texts = [items[i][1].text for i in train], [items[i][1].text for i in test]
    x, z = encoder.encode(texts[0]), encoder.encode(texts[1])
    zero = z @ encoder.encode([profile.summary() for profile in profiles]).T
    found = {"definitions": zero}
    if not len(train):
        return found
    used = np.where((truth.sum(0) > 0) & (truth.mean(0) < 1))[0]

    def logistic(a: Any, b: Any) -> np.ndarray:
        scores = np.zeros((len(test), len(profiles)))
        fit = OneVsRestClassifier(LogisticRegression(C=10, max_iter=300)).fit(a, truth[:, used])
        scores[:, used] = fit.predict_proba(b)
        return scores

    words = TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2))
    found["majority"] = np.tile(truth.mean(0), (len(test), 1))
    found["tfidf"] = logistic(words.fit_transform(texts[0]), words.transform(texts[1]))
    found["minilm"] = logistic(x, z)
    alike = z @ x.T
    near = np.argpartition(-alike, min(10, len(train) - 1), axis=1)[:, :10]
    weight = np.maximum(np.take_along_axis(alike, near, 1), 0)
    votes = np.einsum("rn,rnc->rc", weight, truth[near]) / (weight.sum(1, keepdims=True) + 1e-9)
    found["nearest 10"] = votes + 1e-3 * zero
    found["average"] = (found["majority"] + found["tfidf"] + found["minilm"] + votes + zero) / 5
    return found


def measure(scores: np.ndarray, truth: list[list[str]], place: dict[Any, int]) -> tuple[float, float, float]:
    """Return hit@1, hit@3 and the mean reciprocal rank; a code never seen is a miss."""
    order = np.argsort(-scores, axis=1, kind="stable")
    ranks = []
    for row, codes in zip(order, truth, strict=True):
        wanted = [place[code] for code in codes if code in place]
        ranks.append(min(np.where(np.isin(row, wanted))[0]) + 1 if wanted else np.inf)
    rank = np.array(ranks)
    return float(np.mean(rank == 1)), float(np.mean(rank <= 3)), float(np.mean(1 / rank))


def run(
    items: list[Item],
    codebook: dict[str, dict[str, str]],
    examples: int | None,
    encoder: Any,
    seeds: int,
    *,
    alone: bool = False,
) -> dict[str, Any]:
    """Measure all methods, or the suggester alone, at one number of examples a code.

    Examples are drawn `seeds` times where not all are taken.
    """
    found: dict[str, list[tuple[float, ...]]] = defaultdict(list)
    chances, rights, shown_right, spoke, seconds = [], [], [], [], 0.0
    parts = folds([item[0] for item in items])
    draws = range(seeds if examples else 1)
    for whole, test, seed in ((*part, seed) for seed in draws for part in parts):
        train = few(whole, items, examples, seed)
        names = sorted(set(codebook) | {code for i in train for code in items[i][2]})
        blank = {"definition": "", "parent": "", "example": ""}
        rows = {name: codebook.get(name, blank) for name in names}
        profiles = [
            CodeProfile(n, n, r["definition"], example=r["example"] or "", parent=r["parent"] or "")
            for n, r in rows.items()
        ]
        place: dict[Any, int] = {name: j for j, name in enumerate(names)}
        truth = [items[i][2] for i in test]
        others = {} if alone else baselines(items, train, test, profiles, encoder)
        for method, scores in others.items():
            found[method].append((len(test), *measure(scores, truth, place)))
        started = time.perf_counter()
        suggester = Suggester(profiles, encoder)
        suggester.learn((items[i][1], code, Place(items[i][0], int(i))) for i in train for code in items[i][2])
        ranked = suggester.rank([items[i][1] for i in test], limit=len(names), threshold=0.0)
        seconds += time.perf_counter() - started
        scores = np.zeros((len(test), len(names)))
        threshold = suggester.threshold()
        for row, suggestions in enumerate(ranked):
            for suggestion in suggestions:
                scores[row, place[suggestion.code_id]] = suggestion.score
            best = suggestions[:3]
            chances += [s.score for s in best]
            rights += [s.code_id in truth[row] for s in best]
            shown_right += [s.code_id in truth[row] for s in best if s.score >= threshold]
            spoke.append(bool(best) and best[0].score >= threshold)
        found["suggester"].append((len(test), *measure(scores, truth, place)))
    table = {
        method: [
            round(float(np.average([v[k] for v in values], weights=[v[0] for v in values])), 3) for k in (1, 2, 3)
        ]
        for method, values in found.items()
    }
    return table | {
        "calibration error": round(calibration_error(chances, rights), 3),
        "spoke": round(float(np.mean(spoke)), 3),
        "right when shown": round(float(np.mean(shown_right)), 3) if shown_right else None,
        "seconds": round(seconds, 1),
    }


def main() -> int:
    """Print one line per set, number of examples and method; with --out also write JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--cap", type=int, default=3000)
    parser.add_argument("--examples", nargs="+", default=["0", "2", "8", "32", "all"])
    parser.add_argument("--no-context", action="store_true")
    parser.add_argument("--only", nargs="*")
    parser.add_argument("--seeds", type=int, default=2)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--table", type=Path)
    options = parser.parse_args()
    warnings.filterwarnings("ignore")
    process = EncoderProcess()
    encoder = VectorCache(process)
    result: dict[str, Any] = {}
    lines: list[str] = list(_TABLE)
    for folder in sorted(path.parent for path in options.data.glob("*/segments.csv")):
        if options.only and folder.name not in options.only:
            continue
        items, codebook = load(folder, options.cap, not options.no_context)
        for asked in options.examples:
            found = run(items, codebook, None if asked == "all" else int(asked), encoder, options.seeds)
            result[f"{folder.name} {asked}"] = found
            for name, value in found.items():
                print(f"{folder.name:14} {asked:>4} {name:18}", *(value if isinstance(value, list) else [value]))
            lines.append(line(folder.name, asked, found))
            print(lines[-1], flush=True)
    process.close()
    if options.out:
        options.out.write_text(json.dumps(result, indent=1), encoding="utf-8")
    if options.table:
        options.table.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


_TABLE = (
    "| Set | Examples a code | hit@3 | best other | MRR | best other | Calibration error | Spoke | Right when shown |",
    "|--|--:|--:|--|--:|--|--:|--:|--:|",
)


def line(name: str, asked: str, found: dict[str, Any]) -> str:
    """Return a row of the table: the suggester beside the best of the other methods."""
    others = {method: value for method, value in found.items() if isinstance(value, list) and method != "suggester"}
    cells = [name, asked]
    for k in (1, 2):
        best = max(others, key=lambda method: others[method][k])
        cells += [f"{found['suggester'][k]:.3f}", f"{others[best][k]:.3f} {best}"]
    right = found["right when shown"]
    cells += [f"{found['calibration error']:.3f}", f"{found['spoke']:.0%}", "" if right is None else f"{right:.0%}"]
    return "| " + " | ".join(cells) + " |"


if __name__ == "__main__":
    sys.exit(main())
