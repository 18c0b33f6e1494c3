# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Vectors of texts, made once: the encoder interface and the cache around it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from time import monotonic
from typing import TYPE_CHECKING, Protocol

from qualcoder_tc.progress import Progress, silent

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Kept after so many texts, so that little is lost when the program is killed.
_SLAB = 256
_BEYOND = 1000  # no number of a unit row, however carelessly it was scaled
_TELLING = 2000  # characters read from which the rest can be foretold


class Encoder(Protocol):
    """Turn texts into vectors whose products say how alike the texts are."""

    @property
    def model_id(self) -> str:
        """Name the model; vectors of different names are never mixed."""
        ...

    def encode(self, texts: Sequence[str], progress: Progress = silent) -> NDArray[np.float32]:
        """Return unit rows, shape (len(texts), d); `progress` may raise to cancel."""
        ...


class VectorStore(Protocol):
    """Keep vectors, as little-endian float16 bytes, under their keys, for as long as the project lasts."""

    def get_many(self, keys: Sequence[str]) -> Mapping[str, bytes]:
        """Return those of the vectors that are kept."""
        ...

    def put_many(self, vectors: Iterable[tuple[str, bytes]]) -> None:
        """Keep vectors; one that is there already may be left alone."""
        ...


class NoEncoder:
    """Stand in for an encoder where there is none: suggestions then rest on words alone."""

    model_id = "none"

    def encode(self, texts: Sequence[str], progress: Progress = silent) -> NDArray[np.float32]:
        """Return rows of no columns."""
        import numpy as np

        return np.zeros((len(texts), 0), dtype=np.float32)


class VectorCache:
    """An encoder that remembers, in memory and where given in a store; encodes each text once.

    Vectors are rounded to two bytes a number, whether stored or not, so that a second run ranks exactly as the first:
    that moves a cosine by less than 0.0005 and halves what a project grows by.
    """

    def __init__(self, encoder: Encoder, store: VectorStore | None = None) -> None:
        self._encoder = encoder
        self._store = store
        self._known: dict[str, NDArray[np.float16]] = {}
        self.encoded = 0
        """Texts given to the encoder so far."""

    @property
    def model_id(self) -> str:
        """Name the model of the encoder behind the cache."""
        return self._encoder.model_id

    def encode(self, texts: Sequence[str], progress: Progress = silent) -> NDArray[np.float32]:
        """Return unit rows, shape (len(texts), d); an empty text is a row of zeros."""
        import numpy as np

        keys = [key(text, self.model_id) if text else "" for text in texts]
        wanted = {k: text for k, text in zip(keys, texts, strict=True) if k and k not in self._known}
        self._recall(wanted)
        self._make(wanted, progress)
        width = next((len(row) for row in self._known.values()), 0)
        rows = np.zeros((len(texts), width), dtype=np.float32)
        for i, k in enumerate(keys):
            if k and len(self._known[k]) == width:
                rows[i] = self._known[k]
        return rows

    def _recall(self, wanted: dict[str, str]) -> None:
        if self._store is None or not wanted:
            return
        import numpy as np

        kept = {k: data for k, data in self._store.get_many(list(wanted)).items() if data and not len(data) % 2}
        found = {k: np.frombuffer(data, dtype="<f2") for k, data in kept.items()}
        # What disk faults or other hands left there must not end the work: it is made anew.
        widths = Counter(map(len, list(self._known.values())[:1] or found.values()))
        width = widths.most_common(1)[0][0] if widths else 0
        for k, row in found.items():
            if len(row) == width and np.isfinite(row).all():
                self._known[k] = row
                del wanted[k]

    def _make(self, wanted: dict[str, str], progress: Progress) -> None:
        """Encode what is not known, the longest first so that each batch holds texts of one length."""
        order = sorted(wanted, key=lambda k: -len(wanted[k]))
        done = 0
        clock = _Clock(progress, [len(wanted[k]) for k in order])
        for first in range(0, len(order), _SLAB):
            slab = order[first : first + _SLAB]
            rows = _sound(self._encoder.encode([wanted[k] for k in slab], clock))
            done += len(slab)
            self.encoded += len(slab)
            self._known.update(zip(slab, rows, strict=True))
            if self._store is not None and rows.shape[1]:
                self._store.put_many((k, row.tobytes()) for k, row in zip(slab, rows, strict=True))
            clock.before = done
            clock(0, 0, "Reading passages")


def _sound(rows: NDArray[np.float32]) -> NDArray[np.float16]:
    """Return rows as they are kept; one that is no vector at all, as from damaged weights, says nothing."""
    import numpy as np

    sound = (np.abs(rows) < _BEYOND).all(axis=1, keepdims=True)  # not so for what is no number
    return np.where(sound, rows, np.float32(0)).astype("<f2")


class _Clock:
    """Report the progress of one slab as part of the whole, with the time that is left.

    Time is counted in characters read, since the longest texts come first.
    """

    def __init__(self, progress: Progress, characters: Sequence[int]) -> None:
        self._progress, self._total = progress, len(characters)
        self._left_after = [0, *accumulate(reversed(characters))][::-1]
        self._began = (0.0, 0)
        self.before = 0

    def __call__(self, done: int, total: int, text: str = "") -> None:
        at = self.before + done
        now, left = monotonic(), self._left_after[at]
        if not at or not self._began[0]:
            # Starting the encoder takes seconds that say nothing about the rest.
            self._began = (now, left)
        elif left and (read := self._began[1] - left) >= _TELLING:
            text = f"{text or 'Reading passages'}, {time_left((now - self._began[0]) * left / read)}"
        self._progress(at, self._total, text)


def time_left(seconds: float) -> str:
    """Return in words about how long it will take."""
    if seconds < 50:
        return "less than a minute left"
    minutes = max(1, round(seconds / 60))
    return "about a minute left" if minutes == 1 else f"about {minutes} minutes left"


def key(text: str, model_id: str) -> str:
    """Return the key of a text's vector: a hash of both, which tells nothing about the text."""
    return hashlib.sha256(f"{model_id}\n{text}".encode("utf-8", "surrogatepass")).hexdigest()
