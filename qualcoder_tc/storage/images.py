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
_BYTES = b'"$bytes"'


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return {"$bytes": base64.b64encode(value).decode("ascii")}
    raise TypeError(f"{type(value).__name__} cannot stand in a row image")


def _restore(value: dict[str, Any]) -> Any:
    if set(value) == {"$bytes"}:
        return base64.b64decode(value["$bytes"])
    return value


# Made once: a large step packs and unpacks tens of thousands of images.
_encoder = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_plain)


def pack(images: Image | list[Image]) -> bytes:
    """Return one row image or a list of them as bytes."""
    raw = _encoder.encode(images).encode("utf-8", "surrogatepass")
    # A zlib stream never begins with a bracket, so the first byte tells the two forms apart.
    return raw if len(raw) < _COMPRESS_FROM else zlib.compress(raw, 6)


def unpack(packed: bytes) -> list[Image]:
    """Return the row images in the bytes, one or many, as a list."""
    raw = packed if packed[:1] in (b"{", b"[") else zlib.decompress(packed)
    text = raw.decode("utf-8", "surrogatepass")
    images = json.loads(text, object_hook=_restore) if _BYTES in raw else json.loads(text)
    return images if isinstance(images, list) else [images]
