# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Row images: the values of rows as compact bytes, exactly restorable."""

from __future__ import annotations

import base64
import json
import zlib
from typing import Any

Image = dict[str, Any]
_COMPRESS_FROM = 400


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return {"$bytes": base64.b64encode(value).decode("ascii")}
    raise TypeError(f"{type(value).__name__} cannot stand in a row image")


def _restore(value: dict[str, Any]) -> Any:
    if set(value) == {"$bytes"}:
        return base64.b64decode(value["$bytes"])
    return value


def pack(images: Image | list[Image]) -> bytes:
    """Return one row image or a list of them as bytes."""
    raw = json.dumps(images, ensure_ascii=False, separators=(",", ":"), default=_plain).encode(
        "utf-8", "surrogatepass"
    )
    # A zlib stream never begins with a bracket, so the first byte tells the two forms apart.
    return raw if len(raw) < _COMPRESS_FROM else zlib.compress(raw, 6)


def unpack(packed: bytes) -> list[Image]:
    """Return the row images in the bytes, one or many, as a list."""
    raw = packed if packed[:1] in (b"{", b"[") else zlib.decompress(packed)
    images = json.loads(raw.decode("utf-8", "surrogatepass"), object_hook=_restore)
    return images if isinstance(images, list) else [images]
