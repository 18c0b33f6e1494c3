# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The encoder process: answers requests on standard input until that is closed."""

from __future__ import annotations

import json
import os
import queue
import signal
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from qualcoder_tc.errors import AppError
from qualcoder_tc.suggest import frames
from qualcoder_tc.suggest.frames import Frame

if TYPE_CHECKING:
    from qualcoder_tc.suggest.engine import Engine


class Worker:
    """Answers one request after another; loads the model at the first that needs it."""

    def __init__(self, folder: Path, sha256: str, threads: int) -> None:
        self._folder, self._sha256, self._threads = folder, sha256, threads
        self._engine: Engine | None = None

    def answer(self, request: Frame) -> Frame:
        """Return the reply to one request; an AppError becomes a FAULT."""
        try:
            kind, body = self._encode(request) if request.kind == frames.ENCODE else self._split(request)
        except AppError as fault:
            told = {"fault": type(fault).__name__, "title": fault.title, "message": fault.message}
            kind, body = frames.FAULT, json.dumps(told).encode()
        return Frame(kind, request.number, body)

    def _encode(self, request: Frame) -> tuple[bytes, bytes]:
        from qualcoder_tc.suggest.engine import Engine

        if self._engine is None:
            self._engine = Engine(self._folder, self._sha256, self._threads)
        rows = self._engine.encode(json.loads(request.body)["texts"])
        return frames.VECTORS, frames.SHAPE.pack(*rows.shape) + rows.astype("<f4").tobytes()

    def _split(self, request: Frame) -> tuple[bytes, bytes]:
        from qualcoder_tc.suggest.units import sentences

        asked = json.loads(request.body)
        spans = [sentences(text, asked["language"], asked["pipeline"]) for text in asked["texts"]]
        return frames.SPANS, json.dumps(spans).encode()


def main(arguments: list[str]) -> int:
    """Serve requests; arguments are the model folder, its sha256 or nothing, and the number of threads."""
    folder, sha256, threads = arguments
    replies = _claim_output()
    # Ctrl+C in the terminal is for the program, which then closes our input.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _step_back()
    requests: queue.SimpleQueue[Frame] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, requests), daemon=True).start()
    worker = Worker(Path(folder), sha256, int(threads))
    while True:
        frames.write(replies, worker.answer(requests.get()))


def _listen(stream: BinaryIO, requests: queue.SimpleQueue[Frame]) -> None:
    while (frame := frames.read(stream)) is not None:
        requests.put(frame)
    # The program is gone or wants us gone: end now, even in the middle of a batch.
    os._exit(0)


def _claim_output() -> BinaryIO:
    """Keep standard output for replies; whatever libraries print goes to standard error."""
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return replies


def _step_back() -> None:
    if hasattr(os, "nice"):
        os.nice(10)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
