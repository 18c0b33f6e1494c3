# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Measure what encoding through a process of its own costs, as a ratio to the bare encoder, in one run.

usage: suggest_encode.py FILE.csv|FILE.txt ... [--texts 2000] [--rounds 3]

Texts are the "text" column or the lines of the files; both sides get the same unique texts, sorted by length.
The bare side is SentenceTransformer.encode in this process; rounds alternate and the best of each side counts.
Shown for equally many threads on both sides, and for the default (one core left free) beside the bare default.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from qualcoder_tc.suggest.encoder import EncoderProcess
from qualcoder_tc.suggest.models import shipped
from qualcoder_tc.suggest.vectors import VectorCache

csv.field_size_limit(10**9)


def unique_texts(paths: list[Path], most: int) -> list[str]:
    """Read texts, each once, an even draw over all lengths, the longest first."""
    texts: set[str] = set()
    for path in paths:
        with path.open(encoding="utf-8") as stream:
            lines = (row["text"] for row in csv.DictReader(stream)) if path.suffix == ".csv" else iter(stream)
            texts.update(line.strip() for line in lines)
    ordered = sorted(texts - {""}, key=lambda text: (-len(text), text))
    return ordered[:: max(1, len(ordered) // most)]


def seconds(work: Callable[[], object]) -> float:
    """Return how long one call takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def main() -> int:
    """Print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--texts", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    os.environ["HF_HUB_OFFLINE"] = "1"
    import torch
    from sentence_transformers import SentenceTransformer

    texts = unique_texts(options.files, options.texts)
    model = SentenceTransformer(str(shipped().folder), device="cpu")
    bare_default = torch.get_num_threads()
    result: dict[str, object] = {"texts": len(texts), "characters": sum(map(len, texts)), "cores": os.cpu_count()}

    def bare() -> np.ndarray:
        return model.encode(texts, batch_size=32, normalize_embeddings=True, show_progress_bar=False)

    for name, bare_threads, own_threads in (
        ("equal threads", bare_default, bare_default),
        ("one thread each", 1, 1),
        ("defaults", bare_default, None),
    ):
        torch.set_num_threads(bare_threads)
        process = EncoderProcess(threads=own_threads)
        started = seconds(lambda process=process: process.encode(["start"]))
        rounds = [
            (seconds(bare), seconds(lambda process=process: process.encode(texts))) for _ in range(options.rounds)
        ]
        slow, ours = (min(times) for times in zip(*rounds, strict=True))
        result[name] = {
            "bare seconds": round(slow, 2),
            "process seconds": round(ours, 2),
            "ratio": round(ours / slow, 3),
            "start seconds": round(started, 1),
        }
        if name == "equal threads":
            short = [i for i, text in enumerate(texts) if len(text) < 250]
            result["smallest cosine"] = round(float((bare() * process.encode(texts)).sum(1)[short].min()), 6)
            cache = VectorCache(process)
            cache.encode(texts)
            result["second run"] = {"seconds": round(seconds(lambda cache=cache: cache.encode(texts)), 3)}
        process.close()
    print(json.dumps(result, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
