# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Messages between the program and its encoder process: kind, request number, length, bytes."""

from __future__ import annotations

import struct
from typing import IO, NamedTuple

ENCODE = b"E"  # JSON {"texts": [text]} -> VECTORS
SPLIT = b"S"  # JSON {"texts": [text], "language": code, "pipeline": name} -> SPANS
VECTORS = b"V"  # rows and columns as two uint32, then float32 rows, little-endian
SPANS = b"P"  # JSON [[[start, end]]]
FAULT = b"X"  # JSON {"fault": name, "detail": text}

_HEAD = struct.Struct("<cIQ")
SHAPE = struct.Struct("<II")


class Frame(NamedTuple):
    """One message; a reply carries the number of its request."""

    kind: bytes
    number: int
    body: bytes


def write(stream: IO[bytes], frame: Frame) -> None:
    """Send one message at once; OSError when the other side is gone."""
    stream.write(_HEAD.pack(frame.kind, frame.number, len(frame.body)) + frame.body)
    stream.flush()


def read(stream: IO[bytes]) -> Frame | None:
    """Wait for one message; None when the other side is gone, also in mid-message."""
    head = _exactly(stream, _HEAD.size)
    if head is None:
        return None
    kind, number, length = _HEAD.unpack(head)
    body = _exactly(stream, length)
    return None if body is None else Frame(kind, number, body)


def _exactly(stream: IO[bytes], size: int) -> bytes | None:
    pieces: list[bytes] = []
    while size:
        piece = stream.read(size)
        if not piece:
            return None
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)
