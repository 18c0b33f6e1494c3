# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Messages over pipes."""

from __future__ import annotations

import io

from qualcoder_tc.suggest import frames
from qualcoder_tc.suggest.frames import Frame


def test_messages_arrive_as_they_were_sent() -> None:
    pipe = io.BytesIO()
    sent = [Frame(frames.ENCODE, 1, b"{}"), Frame(frames.VECTORS, 2**32 - 1, bytes(range(256)) * 100)]
    for frame in sent:
        frames.write(pipe, frame)
    pipe.seek(0)
    assert [frames.read(pipe), frames.read(pipe)] == sent
    assert frames.read(pipe) is None


def test_a_message_cut_short_is_no_message() -> None:
    pipe = io.BytesIO()
    frames.write(pipe, Frame(frames.ENCODE, 1, b"12345"))
    assert frames.read(io.BytesIO(pipe.getvalue()[:-1])) is None
    assert frames.read(io.BytesIO(pipe.getvalue()[:3])) is None
