# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Measure the second look on labelled sets: what was hidden is to be found, what was put wrong to be doubted.

usage: second_look.py DATA_DIR [--most 2000] [--draws 2] [--vectors FILE]

DATA_DIR holds */segments.csv (doc, text, codes as JSON) and codebook.csv (code, definition, parent, example). For each code
with 8 segments or more, a quarter of them loses the code: how many of these are among the first ten of `missed`, as a
share of what ten places have room for; beside them the three nearest neighbours, and chance. A tenth of its segments is put
under it wrongly: how many of these are among as many first rows of `doubtful`. Halves of a code drawn at random, and pairs
of different codes, show how far `mixing` tells them apart. Vectors are kept in FILE.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from qualcoder_tc.suggest import CodeProfile
from qualcoder_tc.suggest.alike_codes import mixing
from qualcoder_tc.suggest.encoder import EncoderProcess
from qualcoder_tc.suggest.second_look import Place, SecondLook

csv.field_size_limit(10**9)
_FEWEST = 8
_FIRST = 10


class Kept:
    """The shipped encoder, with vectors kept in a file between runs."""

    model_id = "kept"

    def __init__(self, path: Path | None) -> None:
        self._path, self._known = path, dict[str, Any]()
        if path is not None and path.exists():
            with np.load(path) as kept:
                self._known = dict(zip(kept["texts"].tolist(), kept["rows"], strict=True))

    def encode(self, texts: Sequence[str], progress: Any = None) -> Any:
        """Return unit rows."""
        wanted = [text for text in dict.fromkeys(texts) if text not in self._known]
        if wanted:
            encoder = EncoderProcess()
            self._known.update(zip(wanted, encoder.encode(wanted), strict=True))
            encoder.close()
            if self._path is not None:
                np.savez(self._path, texts=np.array(list(self._known)), rows=np.stack(list(self._known.values())))
        return np.stack([self._known[text] for text in texts])


def load(folder: Path, most: int) -> tuple[list[CodeProfile], list[Place]]:
    """Read codes and places; of very many places evenly some."""
    with (folder / "segments.csv").open(encoding="utf-8") as stream:
        rows = [row for row in csv.DictReader(stream) if row["text"].strip()]
    with (folder / "codebook.csv").open(encoding="utf-8") as stream:
        profiles = [
            CodeProfile(r["code"], r["code"], r["definition"], example=r["example"], parent=r["parent"])
            for r in csv.DictReader(stream)
        ]
    documents: dict[str, int] = {}
    places: list[Place] = []
    for at, row in enumerate(rows[:: max(1, len(rows) // most)]):
        document = documents.setdefault(row["doc"], len(documents))
        codes = frozenset(json.loads(row["codes"]))
        places.append(Place(document, at * 10_000, at * 10_000 + len(row["text"]), row["text"], codes))
    unknown = {c for p in places for c in p.codes} - {p.id for p in profiles}
    return profiles + [CodeProfile(c, str(c)) for c in sorted(unknown, key=str)], places


def with_code(places: list[Place], code: object) -> list[int]:
    """Return the places that have a code."""
    return [at for at, place in enumerate(places) if code in place.codes]


def hidden(profiles: list[CodeProfile], places: list[Place], common: list[Any], encoder: Kept, seed: int) -> Any:
    """Return for each code the share found by `missed`, by the nearest neighbours, and by chance."""
    chance, now, gone = np.random.default_rng(seed), list(places), dict[Any, set[int]]()
    for code in common:
        own = with_code(places, code)
        gone[code] = {int(at) for at in chance.permutation(own)[: max(2, len(own) // 4)]}
        for at in gone[code]:
            now[at] = replace(now[at], codes=now[at].codes - {code})
    look = SecondLook(profiles, now, encoder)
    found: list[tuple[float, float, float]] = []
    for code in common:
        own, wanted = look.own(code), gone[code]
        room = min(_FIRST, len(wanted))
        near = np.sort(look.rows @ look.rows[own].T, axis=1)[:, -3:].mean(axis=1)
        near[own] = -1
        near[[at for at in range(len(now)) if len(now[at].text.split()) < 4]] = -1
        first = {x.place for x in look.missed(code)[:_FIRST]}
        nearest = {int(at) for at in np.argsort(-near)[:_FIRST]}
        found.append((len(first & wanted) / room, len(nearest & wanted) / room, len(wanted) / len(places)))
    return np.array(found)


def wrong(profiles: list[CodeProfile], places: list[Place], common: list[Any], encoder: Kept, seed: int) -> Any:
    """Return for each code the share of wrong segments among as many first rows of `doubtful`."""
    chance, now, put = np.random.default_rng(seed), list(places), dict[Any, set[int]]()
    coded = [at for at, place in enumerate(places) if place.codes]
    for code in common:
        others = [at for at in coded if code not in places[at].codes]
        put[code] = {int(at) for at in chance.permutation(others)[: max(2, len(with_code(places, code)) // 10)]}
        for at in put[code]:
            now[at] = replace(now[at], codes=frozenset({code}))
    look = SecondLook(profiles, now, encoder)
    shares: list[float] = []
    for code in common:
        still = {at for at in put[code] if code in now[at].codes}
        first = {x.place for x in look.doubtful(code)[: len(still)]}
        shares.append(len(first & still) / max(1, len(still)))
    return np.array(shares)


def main() -> None:
    """Print one block for each set."""
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("--most", type=int, default=2000)
    parser.add_argument("--draws", type=int, default=2)
    parser.add_argument("--vectors", type=Path)
    given = parser.parse_args()
    encoder = Kept(given.vectors)
    for folder in sorted(p.parent for p in given.data.glob("*/segments.csv")):
        profiles, places = load(folder, given.most)
        common = [p.id for p in profiles if len(with_code(places, p.id)) >= _FEWEST]
        missed = np.concatenate([hidden(profiles, places, common, encoder, n) for n in range(given.draws)])
        doubted = np.concatenate([wrong(profiles, places, common, encoder, n) for n in range(given.draws)])
        look, chance = SecondLook(profiles, places, encoder), np.random.default_rng(0)
        halves = [np.array_split(chance.permutation(look.own(code)), 2) for code in common]
        same = [mixing(look.rows, np.sort(a), np.sort(b)) for a, b in halves if len(b) >= _FEWEST]
        apart = [mixing(look.rows, look.own(a), look.own(b)) for n, a in enumerate(common) for b in common[n + 1 :]]
        print(f"{folder.name}: {len(places)} places, {len(common)} codes with {_FEWEST} or more")
        print("  missed among ten {:.2f}, nearest neighbours {:.2f}, chance {:.2f}".format(*missed.mean(axis=0)))
        print(f"  wrong ones doubted {doubted.mean():.2f}, chance 0.10")
        print(
            f"  mixing: halves of a code {np.median(same):.2f}, different codes {np.median(apart):.2f}", flush=True
        )


if __name__ == "__main__":
    main()
