# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The sentence encoder itself; imported in the encoder process only, because torch is heavy."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from qualcoder_tc.suggest.faults import ModelDamaged, ModelMissing
from qualcoder_tc.suggest.models import holds_model

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

# Batches of about this many tokens keep the caches of a processor warm; larger ones are slower.
_TOKENS_AT_ONCE = 1024
_OVERLAP = 32


class Engine:
    """A loaded model on the processor: texts in, unit vectors out."""

    def __init__(self, folder: Path, sha256: str = "", threads: int = 1) -> None:
        """Load and verify; ModelMissing, or ModelDamaged for a wrong hash or files that cannot be read."""
        verify(folder, sha256)
        import torch
        from safetensors import SafetensorError
        from sentence_transformers import SentenceTransformer

        torch.set_num_threads(threads)
        try:
            self._model: SentenceTransformer = SentenceTransformer(
                str(folder), device="cpu", local_files_only=True, trust_remote_code=False
            )
        except (OSError, ValueError, KeyError, TypeError, RuntimeError, ImportError, SafetensorError) as error:
            raise ModelDamaged(
                folder, f"the files cannot be read as a sentence encoder ({_first_line(error)})"
            ) from error
        self._model.eval()
        tokenizer: Any = self._model.tokenizer
        self._tokenizer: Any = tokenizer if getattr(tokenizer, "is_fast", False) else None
        self._window = int(self._model.max_seq_length or 256)
        self._prefix = self._model.prompts.get(self._model.default_prompt_name or "", "") or ""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one unit row per text; a text beyond the window is the mean of its overlapping windows."""
        # Lone surrogates come from damaged imports and stop the tokenizer.
        clean = [text.encode("utf-8", "replace").decode("utf-8") for text in texts]
        if self._tokenizer is None:
            rows = self._model.encode(clean, batch_size=32, show_progress_bar=False, convert_to_numpy=True)
            return _unit(np.asarray(rows, dtype=np.float32))
        windows = self._tokenizer(
            [self._prefix + text for text in clean],
            truncation=True,
            max_length=self._window,
            stride=min(_OVERLAP, self._window // 4),
            return_overflowing_tokens=True,
        )
        owner = np.asarray(windows["overflow_to_sample_mapping"], dtype=np.intp)
        lengths = np.asarray([len(ids) for ids in windows["input_ids"]], dtype=np.intp)
        rows = self._run(windows, lengths)
        total = np.zeros((len(clean), rows.shape[1]), dtype=np.float32)
        np.add.at(total, owner, rows * lengths[:, None].astype(np.float32))
        return _unit(total)

    def _run(self, windows: Any, lengths: NDArray[np.intp]) -> NDArray[np.float32]:
        """Encode all windows, the longest first, in batches of equal cost."""
        import torch

        names = [name for name in ("input_ids", "attention_mask", "token_type_ids") if name in windows]
        order = np.argsort(-lengths, kind="stable")
        rows: NDArray[np.float32] | None = None
        done = 0
        with torch.inference_mode():
            while done < len(order):
                batch = order[done : done + max(1, _TOKENS_AT_ONCE // int(lengths[order[done]]))]
                done += len(batch)
                features = self._tokenizer.pad(
                    {name: [windows[name][i] for i in batch] for name in names}, return_tensors="pt"
                )
                vectors = _unit(self._model(dict(features))["sentence_embedding"].float().numpy())
                if rows is None:
                    rows = np.zeros((len(order), vectors.shape[1]), dtype=np.float32)
                rows[batch] = vectors
        return np.zeros((0, 1), dtype=np.float32) if rows is None else rows


def verify(folder: Path, sha256: str = "") -> None:
    """Raise ModelMissing where no model is, ModelDamaged where the weights are not those expected."""
    if not holds_model(folder):
        raise ModelMissing(folder)
    if not sha256:
        return
    weights = folder / "model.safetensors"
    if not weights.is_file():
        raise ModelDamaged(folder, "the weights, model.safetensors, are missing")
    with weights.open("rb") as stream:
        found = hashlib.file_digest(stream, "sha256").hexdigest()
    if found != sha256:
        raise ModelDamaged(folder, "the weights, model.safetensors, are not the ones that were shipped or chosen")


def _unit(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    size = np.linalg.norm(rows, axis=1, keepdims=True)
    return (rows / np.maximum(size, 1e-12)).astype(np.float32)


def _first_line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:200]
