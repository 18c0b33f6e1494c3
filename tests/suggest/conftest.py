# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""A tiny encoder for logic, and the real one, started once."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pytest

from qualcoder_tc.suggest.encoder import EncoderProcess


class HashingEncoder:
    """Texts are alike as far as they share words; no model, no process."""

    model_id = "hashing"

    def __init__(self) -> None:
        self.calls: list[list[str]] = []

    def encode(self, texts: Sequence[str], progress: Any = None) -> np.ndarray:
        """Return unit rows of 64 columns."""
        self.calls.append(list(texts))
        rows = np.full((len(texts), 64), 1e-6, dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in re.findall(r"\w+", text.lower()):
                row += np.random.default_rng(zlib.crc32(word.encode())).standard_normal(64).astype(np.float32)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


@pytest.fixture
def hashing() -> HashingEncoder:
    """Return a fresh tiny encoder."""
    return HashingEncoder()


@pytest.fixture(scope="session")
def process() -> Iterator[EncoderProcess]:
    """Return the real encoder process, shared by all tests because it takes seconds to start."""
    encoder = EncoderProcess(threads=2)
    yield encoder
    encoder.close()
