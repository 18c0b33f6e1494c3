# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Words and parts of words as sparse vectors, hashed so that a new text never needs a new vocabulary."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

_WORD = re.compile(r"\w+")
# Thai, Lao, Burmese, Khmer, Japanese, Chinese.
_UNPARTED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff]")
_BITS = 18
_MIX = np.uint64(0x9E3779B97F4A7C15)
_STEP = np.uint64(0x100000001B3)
_TEXTS_AT_ONCE = 2000

Sparse = Any  # scipy.sparse.csr_matrix; scipy ships no types


@dataclass(frozen=True, slots=True)
class Counts:
    """How often each word (single and pair) and each run of 3 to 5 letters occurs, one row per text."""

    words: Sparse
    letters: Sparse

    def take(self, rows: NDArray[np.intp]) -> Counts:
        """Return the given rows."""
        return Counts(self.words[rows], self.letters[rows])

    def __add__(self, other: Counts) -> Counts:
        """Return the rows of both, one below the other."""
        return Counts(
            sparse.vstack([self.words, other.words], "csr"), sparse.vstack([self.letters, other.letters], "csr")
        )


def count(texts: Sequence[str]) -> Counts:
    """Count words and letters of texts; shape (len(texts), 2**18) each."""
    tokens = [_tokens(text) for text in texts]
    words: list[Sparse] = []
    letters: list[Sparse] = []
    for first in range(0, max(1, len(texts)), _TEXTS_AT_ONCE):
        chunk = tokens[first : first + _TEXTS_AT_ONCE]
        words.append(_word_counts(chunk))
        letters.append(_letter_counts(chunk))
    return Counts(sparse.vstack(words, "csr"), sparse.vstack(letters, "csr"))


def _tokens(text: str) -> list[str]:
    """Return words; in scripts without blanks between words, each two letters that follow one another."""
    found = _WORD.findall(text.lower())
    if not _UNPARTED.search(text):
        return found
    parted: list[str] = []
    for word in found:
        parted += [word[i : i + 2] for i in range(max(1, len(word) - 1))] if _UNPARTED.search(word) else [word]
    return parted


@dataclass(frozen=True, slots=True)
class Weights:
    """How telling each word and run of letters is: rare ones more (smoothed inverse document frequency)."""

    words: NDArray[np.float32]
    letters: NDArray[np.float32]

    @classmethod
    def of(cls, counts: Counts) -> Weights:
        """Learn the weights from the texts at hand."""
        return cls(_rarity(counts.words), _rarity(counts.letters))

    @classmethod
    def even(cls) -> Weights:
        """Return weights by which all words and runs count alike."""
        ones = np.ones(1 << _BITS, dtype=np.float32)
        return cls(ones, ones)

    def apply(self, counts: Counts) -> Counts:
        """Return unit rows of damped counts times weights."""
        return Counts(_weighted(counts.words, self.words), _weighted(counts.letters, self.letters))


def _word_counts(tokens: Sequence[Sequence[str]]) -> Sparse:
    hashes, rows = _flat([[_word_hash(t) for t in text if len(t) > 1] for text in tokens])
    same = rows[:-1] == rows[1:]
    pairs = (hashes[:-1] * _STEP ^ hashes[1:])[same]
    return _counted(np.concatenate([hashes, pairs]), np.concatenate([rows, rows[:-1][same]]), len(tokens))


def _letter_counts(tokens: Sequence[Sequence[str]]) -> Sparse:
    """Count runs within words, where a blank marks each end of a word and 0 parts the words."""
    joined = ["\0".join(f" {token} " for token in text) + "\0" for text in tokens]
    codes = np.frombuffer("".join(joined).encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.uint64)
    rows = np.repeat(np.arange(len(tokens)), [len(text) for text in joined])
    found: list[tuple[NDArray[np.uint64], NDArray[np.intp]]] = []
    for size in (3, 4, 5):
        if len(codes) < size:
            break
        span = len(codes) - size + 1
        value = np.full(span, size, dtype=np.uint64)
        whole = np.ones(span, dtype=bool)
        for offset in range(size):
            part = codes[offset : offset + span]
            value = value * _STEP ^ part
            whole &= part != 0
        found.append((value[whole], rows[:span][whole]))
    values = np.concatenate([f[0] for f in found]) if found else np.zeros(0, dtype=np.uint64)
    return _counted(values, np.concatenate([f[1] for f in found]) if found else rows[:0], len(tokens))


def _counted(values: NDArray[np.uint64], rows: NDArray[np.intp], height: int) -> Sparse:
    columns = ((values * _MIX) >> np.uint64(64 - _BITS)).astype(np.int64)
    cells, times = np.unique(rows.astype(np.int64) << _BITS | columns, return_counts=True)
    place = (cells >> _BITS, cells & ((1 << _BITS) - 1))
    return sparse.csr_matrix((times.astype(np.float32), place), shape=(height, 1 << _BITS))


def _flat(hashes: Sequence[Sequence[int]]) -> tuple[NDArray[np.uint64], NDArray[np.intp]]:
    rows = np.repeat(np.arange(len(hashes)), [len(row) for row in hashes])
    return np.fromiter(_chained(hashes), dtype=np.uint64, count=len(rows)), rows


def _chained(rows: Sequence[Sequence[int]]) -> Iterable[int]:
    return (value for row in rows for value in row)


@lru_cache(100_000)
def _word_hash(word: str) -> int:
    coded = word.encode("utf-8", "surrogatepass")
    return zlib.crc32(coded) << 32 | zlib.adler32(coded)


def _rarity(counts: Sparse) -> NDArray[np.float32]:
    having = np.bincount(counts.indices, minlength=1 << _BITS)
    return (np.log((1 + counts.shape[0]) / (1 + having)) + 1).astype(np.float32)


def _weighted(counts: Sparse, weights: NDArray[np.float32]) -> Sparse:
    out = counts.astype(np.float32).copy()
    out.data = (1 + np.log(out.data)) * weights[out.indices]
    squares = np.asarray(out.multiply(out).sum(axis=1)).ravel()
    size = np.sqrt(np.maximum(squares, 1e-12))
    out.data /= np.repeat(size, np.diff(out.indptr)).astype(np.float32)
    return out
