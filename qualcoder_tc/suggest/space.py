# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""One row of numbers for each text: what an encoder makes of it, or where there is none its words, made dense."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from qualcoder_tc.progress import Progress, silent
from qualcoder_tc.suggest.lexical import Sparse, Weights, count
from qualcoder_tc.suggest.scripts import readings
from qualcoder_tc.suggest.vectors import Encoder

Matrix = NDArray[np.float32]

_LANDMARKS = 1500
_WIDTH = 128


def rows_of_texts(texts: Sequence[str], encoder: Encoder, progress: Progress = silent) -> Matrix:
    """Return unit rows, shape (len(texts), d), whose products say how alike the texts are.

    Texts that the model cannot read are compared by their words; an empty text is a row of zeros.
    """
    read = readings(texts, encoder.model_id)
    rows = encoder.encode(read, progress)
    if not rows.shape[1]:
        return _from_words(texts)
    unread = np.asarray([text != given for text, given in zip(texts, read, strict=True)], dtype=bool)
    rows = np.where(np.asarray([not text for text in read])[:, None], np.float32(0), unit(rows))
    if not unread.any():
        return rows
    # In columns of their own, so that they are like one another by their words and like nothing else.
    words = _from_words([text for text, strange in zip(texts, unread, strict=True) if strange])
    beside = np.zeros((len(texts), words.shape[1]), dtype=np.float32)
    beside[unread] = words
    return np.concatenate([rows, beside], axis=1)


def unit(rows: Matrix) -> Matrix:
    """Return rows of length 1; a row of zeros stays."""
    size = np.linalg.norm(rows, axis=1, keepdims=True)
    return (rows / np.maximum(size, 1e-9)).astype(np.float32)


def _from_words(texts: Sequence[str]) -> Matrix:
    """Return rows whose products come near those of weighted word and letter counts.

    All texts are measured against some that are spread evenly over them (the method of Nyström, as in Williams and
    Seeger 2001), so that the work grows with the number of texts and not with its square.
    """
    if not texts:
        return np.zeros((0, 1), dtype=np.float32)
    counts = count(texts)
    weighted = Weights.of(counts).apply(counts)
    both: Sparse = sparse.hstack([weighted.words, weighted.letters], "csr")
    marks = np.unique(np.linspace(0, len(texts) - 1, min(len(texts), _LANDMARKS)).astype(np.intp))
    among = (both[marks] @ both[marks].T).toarray()
    values, axes = np.linalg.eigh(among.astype(np.float64))
    kept = np.flatnonzero(values > 1e-6 * max(values[-1], 1e-12))[::-1][:_WIDTH]
    if not len(kept):
        return np.zeros((len(texts), 1), dtype=np.float32)
    onto = axes[:, kept] / np.sqrt(values[kept])
    return unit(np.asarray((both @ both[marks].T) @ onto, dtype=np.float32))
