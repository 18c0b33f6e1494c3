# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Measure taking in one new coding beside one bare matrix product of turns by codes.

usage: suggest_refit.py [--turns 20000] [--codings 10000] [--codes 100] [--rounds 40]

The texts are drawn from word lists by topic and the vectors are random around a centre per code, so that no model is
needed: the time of fitting does not depend on what the numbers mean. Bare is the product of the vectors of all turns
with one vector per code, on as many threads as numpy takes. At the end all turns are ranked, for time and memory.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import time
import zlib
from collections.abc import Sequence

import numpy as np

from qualcoder_tc.progress import Progress, silent
from qualcoder_tc.suggest import CodeProfile, Passage, Suggester

_WIDTH = 384


class Drawn:
    """Stands in for the encoder: a vector near the centre of the text's first word."""

    model_id = "drawn"

    def encode(self, texts: Sequence[str], progress: Progress = silent) -> np.ndarray:
        """Return unit rows."""
        rows = np.empty((len(texts), _WIDTH), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            centre = np.random.default_rng(zlib.crc32(text.split(" ", 1)[0].encode())).standard_normal(_WIDTH)
            row[:] = centre + 2 * np.random.default_rng(zlib.crc32(text.encode())).standard_normal(_WIDTH)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def passages(count: int, codes: int, seed: int) -> list[tuple[Passage, int]]:
    """Draw turns of some 40 words, each about one code."""
    chance = random.Random(seed)
    words = [f"word{i}" for i in range(6000)]
    drawn: list[tuple[Passage, int]] = []
    for i in range(count):
        code = int(codes * chance.random() ** 2)
        said = chance.choices(words, k=30) + [f"topic{code}x{chance.randrange(8)}" for _ in range(6)]
        drawn.append((Passage(f"topic{code} {seed} {i} " + " ".join(said), before=f"topic{code} asked"), code))
    return drawn


def peak() -> float:
    """Return the most memory that this process has had, in MB; nothing on Windows."""
    try:
        import resource
    except ImportError:
        return float("nan")
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "linux" else 1024**2)


def main() -> int:
    """Print seconds of the first fit, and the median and worst of one more coding against the bare product."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--turns", type=int, default=20_000)
    parser.add_argument("--codings", type=int, default=10_000)
    parser.add_argument("--codes", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=40)
    options = parser.parse_args()
    profiles = [
        CodeProfile(i, f"topic{i}", f"topic{i} is about topic{i}x1 and topic{i}x2") for i in range(options.codes)
    ]
    suggester = Suggester(profiles, Drawn())
    suggester.learn(passages(options.codings, options.codes, 1))
    started = time.perf_counter()
    suggester.threshold()
    print(f"first fit                {time.perf_counter() - started:8.2f} s")
    turns = np.random.default_rng(0).standard_normal((options.turns, _WIDTH)).astype(np.float32)
    codes = np.random.default_rng(1).standard_normal((_WIDTH, options.codes)).astype(np.float32)
    new = passages(options.rounds, options.codes, 2)
    suggester.vectors().encode([text for p, _ in new for text in (p.text, p.before)])
    bare: list[float] = []
    spent: list[float] = []
    for one in new:
        started = time.perf_counter()
        _ = turns @ codes
        bare.append(time.perf_counter() - started)
        suggester.learn([one])
        started = time.perf_counter()
        suggester.threshold()
        spent.append(time.perf_counter() - started)
    base = statistics.median(bare)
    print(f"bare product, median     {1000 * base:8.1f} ms")
    for name, value in (("median", statistics.median(spent)), ("worst", max(spent))):
        beyond = (value - 0.05) / base
        print(f"one more coding, {name:7} {1000 * value:8.1f} ms  ({beyond:.2f} times bare beyond 50 ms)")
    asked = [p for p, _ in passages(options.turns, options.codes, 3)]
    before = peak()
    started = time.perf_counter()
    suggester.rank(asked)
    print(f"ranking all turns        {time.perf_counter() - started:8.1f} s")
    print(f"peak memory              {peak():8.0f} MB, {before:.0f} MB before ranking")
    return 0


if __name__ == "__main__":
    sys.exit(main())
