# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Measure what was tried for suggestions and not taken, beside what is: the numbers of docs/suggestion-quality.md.

usage: suggest_tried.py DATA_DIR [--cap 1500] [--examples 2 8 all] [--only NAME ...] [--table FILE]

DATA_DIR is as for suggest_quality.py, whose splits and measures are used, without context. Each line changes one thing and
tells by how much the mean of hit@3 and of MRR over all sets and numbers of examples moves, on the worst and the best set
for MRR, and the calibration error. "encoders" compares nearest neighbours and processor time of int8 weights and, where
onnx, onnxscript and onnxruntime are installed, of ONNX Runtime with the encoder as it is.
"""

from __future__ import annotations

import argparse
import contextlib
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
import suggest_quality as quality

from qualcoder_tc.suggest import calibration, definitions, features, kernel_ridge, ranking
from qualcoder_tc.suggest.encoder import EncoderProcess
from qualcoder_tc.suggest.vectors import VectorCache


def constant(module: Any, name: str, value: float) -> Callable[[], Any]:
    """Return a change of one number."""
    return lambda: patch.object(module, name, value)


@contextlib.contextmanager
def louder_words() -> Iterator[None]:
    """Let words and letters weigh twice as much."""

    def twice(weights: Any, *rest: float) -> Any:
        made = features.Likeness(weights, *rest)
        return made if rest else replace(made, words=1.0, letters=1.0)

    with patch.object(ranking, "Likeness", twice):
        yield


@contextlib.contextmanager
def logistic(weight: float) -> Iterator[None]:
    """Add the chances of a multinomial logistic regression over the same coordinates."""
    from sklearn.linear_model import LogisticRegression

    begin, score = ranking.Ranker.__init__, ranking.Ranker.score

    def fitted(self: Any, known: Any, examples: Any, targets: np.ndarray) -> None:
        begin(self, known, examples, targets)
        wanted = np.concatenate([targets, known.targets()])
        trust = np.concatenate([np.ones(len(targets)), known.trust() / 4])
        rows, columns = np.nonzero(wanted)
        share = trust[rows] / wanted.sum(axis=1)[rows]
        points = self._points.astype(np.float64)[rows]
        self.beside = LogisticRegression(C=10, max_iter=100).fit(points, columns, sample_weight=share)

    def scored(self: Any, rows: Any) -> Any:
        found = score(self, rows)
        chances = np.zeros_like(found.raw)
        points = self._ridge.project(rows).astype(np.float64)
        chances[:, self.beside.classes_] = self.beside.predict_proba(points)
        return replace(found, raw=found.raw + weight * chances)

    with patch.object(ranking.Ranker, "__init__", fitted), patch.object(ranking.Ranker, "score", scored):
        yield


@contextlib.contextmanager
def plain_curve() -> Iterator[None]:
    """Turn scores into chances by score and lead alone."""
    whole = calibration._terms

    def straight(scores: np.ndarray) -> np.ndarray:
        terms = whole(scores)
        terms[..., calibration._STARTERS :] = 0
        return terms

    with patch.object(calibration, "_terms", straight):
        yield


VARIANTS: dict[str, Callable[[], Any]] = {
    "as it is": contextlib.nullcontext,
    "no hubs taken out": constant(definitions, "_HUB", 0.0),
    "definitions half as weighty": constant(definitions, "_TRUST", 1.0),
    "regression half as firm": constant(kernel_ridge, "_SOFTNESS", 0.5),
    "regression twice as firm": constant(kernel_ridge, "_SOFTNESS", 2.0),
    "words and letters twice as loud": louder_words,
    "nearest segments twice as weighty": constant(ranking, "_NEIGHBOURS", 0.3),
    "likeness to definitions twice as weighty": constant(ranking, "_DEFINITION", 0.6),
    "common codes keep their lead": constant(ranking, "_COMMONNESS", 0.0),
    "logistic regression beside, half": lambda: logistic(0.5),
    "logistic regression beside, whole": lambda: logistic(1.0),
    "chances by a plain curve": plain_curve,
}


def other_encoders(folder: Path) -> Iterator[str]:
    """Yield what int8 weights and ONNX Runtime do to time and to nearest neighbours, on up to 400 texts of one set."""
    import torch

    from qualcoder_tc.suggest.engine import Engine
    from qualcoder_tc.suggest.models import shipped

    items, _ = quality.load(folder, 400, False)
    texts = sorted([item[1].text for item in items], key=len, reverse=True)
    engine = Engine(shipped().folder, "", 1)
    before, whole = encoded(engine, texts)
    kept = engine._model
    engine._model = torch.ao.quantization.quantize_dynamic(engine._model, {torch.nn.Linear}, dtype=torch.qint8)
    yield f"| int8 weights for the encoder | {told(before, whole, *encoded(engine, texts))} |"
    engine._model = kept
    try:
        with tempfile.TemporaryDirectory() as made:
            engine._model = in_onnx(kept, Path(made) / "model.onnx")  # type: ignore[assignment]
            yield f"| ONNX Runtime for the encoder | {told(before, whole, *encoded(engine, texts))} |"
    except ImportError as missing:
        yield f"| ONNX Runtime for the encoder | not measured: {missing.name} is not installed |"


def encoded(engine: Any, texts: list[str]) -> tuple[np.ndarray, float]:
    """Return vectors and the least processor time of three rounds."""
    best, rows = np.inf, np.zeros((0, 1))
    for _ in range(3):
        started = time.process_time()
        rows = engine.encode(texts)
        best = min(best, time.process_time() - started)
    return rows, best


def told(before: np.ndarray, whole: float, after: np.ndarray, spent: float) -> str:
    """Return in words what another way to encode changed."""
    nearest = []
    for rows in (before, after):
        alike = rows @ rows.T
        np.fill_diagonal(alike, -1)
        nearest.append(alike.argmax(axis=1))
    moved = float((nearest[0] != nearest[1]).mean())
    return f"{whole / spent:.2f} times as fast; another nearest neighbour for {moved:.0%} of texts"


def in_onnx(model: Any, path: Path) -> Callable[[Any], Any]:
    """Return the same model run by ONNX Runtime on one thread; needs onnx, onnxscript and onnxruntime."""
    import onnxruntime
    import onnxscript  # noqa: F401 - torch needs it to export
    import torch

    class Whole(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.inner = model[0].auto_model

        def forward(self, input_ids: Any, attention_mask: Any, token_type_ids: Any) -> Any:
            given = {"input_ids": input_ids, "attention_mask": attention_mask, "token_type_ids": token_type_ids}
            tokens = self.inner(**given).last_hidden_state
            mask = attention_mask.unsqueeze(-1).to(tokens.dtype)
            return (tokens * mask).sum(1) / mask.sum(1)

    names = ["input_ids", "attention_mask", "token_type_ids"]
    given = tuple(torch.ones(2, 9, dtype=torch.long) for _ in names)
    shapes = tuple({0: "texts", 1: "tokens"} for _ in names)
    options = {"input_names": names, "output_names": ["rows"], "dynamic_shapes": shapes, "external_data": False}
    torch.onnx.export(Whole().eval(), given, str(path), dynamo=True, verbose=False, **options)
    asked = onnxruntime.SessionOptions()
    asked.intra_op_num_threads = asked.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(path), asked, providers=["CPUExecutionProvider"])

    def run(features: Any) -> dict[str, Any]:
        rows = session.run(None, {name: features[name].numpy() for name in names})[0]
        return {"sentence_embedding": torch.from_numpy(rows)}

    return run


def main() -> int:
    """Print a line for each variant, and with --table write them as a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--cap", type=int, default=1500)
    parser.add_argument("--examples", nargs="+", default=["2", "8", "all"])
    parser.add_argument("--only", nargs="*")
    parser.add_argument("--table", type=Path)
    options = parser.parse_args()
    warnings.filterwarnings("ignore")
    process = EncoderProcess()
    encoder = VectorCache(process)
    folders = sorted(path.parent for path in options.data.glob("*/segments.csv"))
    sets = {folder.name: quality.load(folder, options.cap, False) for folder in folders}
    lines = ["| Tried | hit@3 | MRR | MRR by set | Calibration error |", "|--|--:|--:|--|--:|"]
    base: dict[tuple[str, str], tuple[float, float, float]] = {}
    for name, changed in VARIANTS.items():
        if options.only and name not in options.only and (base or options.only == ["encoders"]):
            continue
        found: dict[tuple[str, str], tuple[float, float, float]] = {}
        with changed():
            for title, (items, codebook) in sets.items():
                for asked in options.examples:
                    one = quality.run(
                        items, codebook, None if asked == "all" else int(asked), encoder, 1, alone=True
                    )
                    found[title, asked] = (*one["suggester"][1:3], one["calibration error"])
        base = base or found
        hit3, mrr, error = np.mean(list(found.values()), axis=0)
        shift = np.mean([np.subtract(found[key], base[key]) for key in found], axis=0)
        by_set = {t: np.mean([found[t, a][1] - base[t, a][1] for a in options.examples]) for t in sets}
        said = ", ".join(f"{title} {value:+.3f}" for title, value in by_set.items())
        if found is base:
            lines.append(f"| {name} | {hit3:.3f} | {mrr:.3f} | | {error:.3f} |")
        else:
            lines.append(f"| {name} | {shift[0]:+.3f} | {shift[1]:+.3f} | {said} | {error:.3f} |")
        print(lines[-1], flush=True)
    process.close()
    if not options.only or "encoders" in options.only:
        for line in other_encoders(folders[-1]):
            print(line, flush=True)
    if options.table:
        options.table.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
