# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The encoder in a process of its own: started when first needed, restarted once, gone with its owner."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import subprocess
import sys
import tempfile
import threading
import weakref
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import IO, TYPE_CHECKING

from qualcoder_tc.errors import Cancelled
from qualcoder_tc.progress import Progress, silent
from qualcoder_tc.suggest import faults, frames
from qualcoder_tc.suggest.frames import Frame
from qualcoder_tc.suggest.models import Model, shipped

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# One request is one point where a job can be cancelled; larger requests gain nothing.
_TEXTS_AT_ONCE = 128
_CHARACTERS_AT_ONCE = 12_000
_TICK = 0.1
_FAREWELL = 2.0


class EncoderProcess:
    """Encode through a worker process; calls from several threads take turns batch by batch."""

    def __init__(
        self, model: Model | None = None, *, threads: int | None = None, command: Sequence[str] | None = None
    ) -> None:
        """Take the shipped model unless one is given; `command` starts the worker in a frozen program."""
        self._model = model
        self._threads = threads or max(1, _cores() - 1)
        self._command = list(command) if command else [sys.executable, "-P", "-m", "qualcoder_tc.suggest.worker"]
        self._turn = threading.Lock()
        self._child: _Child | None = None
        self._numbers = 0

    @property
    def model_id(self) -> str:
        """Name the model by its content; ModelMissing where there is none."""
        return self._used_model().id

    @property
    def process_id(self) -> int | None:
        """Return the worker's process id while it runs."""
        return self._child.process.pid if self._child and self._child.process.poll() is None else None

    def encode(self, texts: Sequence[str], progress: Progress = silent) -> NDArray[np.float32]:
        """Return unit rows, shape (len(texts), d).

        Raises ModelMissing, ModelDamaged, EncoderStopped, and whatever `progress` raises to cancel.
        """
        import numpy as np

        unique = sorted(dict.fromkeys(texts), key=len, reverse=True)
        place = {text: i for i, text in enumerate(unique)}
        parts: list[NDArray[np.float32]] = []
        done = 0
        for chunk in _chunks(unique):
            body = json.dumps({"texts": chunk}).encode()
            reply = self._ask(frames.ENCODE, body, progress, (done, len(unique)))
            rows, columns = frames.SHAPE.unpack_from(reply.body)
            flat = np.frombuffer(reply.body, dtype="<f4", offset=frames.SHAPE.size)
            parts.append(flat.reshape(rows, columns).astype(np.float32))
            done += len(chunk)
            progress(done, len(unique), "Reading passages")
        if not parts:
            return np.zeros((0, 0), dtype=np.float32)
        return np.concatenate(parts)[[place[text] for text in texts]]

    def split(
        self, texts: Sequence[str], language: str = "en", pipeline: str = "", progress: Progress = silent
    ) -> list[list[tuple[int, int]]]:
        """Return the sentences of each text, as units.sentences does, without loading spaCy in this process."""
        found: list[list[tuple[int, int]]] = []
        for first in range(0, len(texts), _TEXTS_AT_ONCE):
            chunk = list(texts[first : first + _TEXTS_AT_ONCE])
            body = json.dumps({"texts": chunk, "language": language, "pipeline": pipeline}).encode()
            reply = self._ask(frames.SPLIT, body, progress, (first, len(texts)))
            found += [[(start, end) for start, end in spans] for spans in json.loads(reply.body)]
            progress(len(found), len(texts), "Finding sentences")
        return found

    def close(self) -> None:
        """End the worker, which cancels a call under way; the next call starts it again."""
        child, self._child = self._child, None
        if child is not None:
            child.end()

    def _used_model(self) -> Model:
        if self._model is None:
            self._model = shipped()
        return self._model

    def _ask(self, kind: bytes, body: bytes, progress: Progress, at: tuple[int, int]) -> Frame:
        """Send one request and wait for its reply; a worker that dies is replaced once."""
        while not self._turn.acquire(timeout=_TICK):
            progress(*at, "Waiting for another job")
        try:
            detail = ""
            for _ in range(2):
                child = self._running()
                self._numbers = (self._numbers + 1) % 2**32
                reply = child.ask(Frame(kind, self._numbers, body), progress, at)
                if reply is not None:
                    return _checked(reply)
                if child.ended:
                    raise Cancelled
                detail = child.last_words()
                self.close()
            raise faults.EncoderStopped(detail)
        finally:
            self._turn.release()

    def _running(self) -> _Child:
        if self._child is None or self._child.process.poll() is not None:
            self.close()
            model = self._used_model()
            if not model.folder.is_dir():
                raise faults.ModelMissing(model.folder)
            self._child = _Child(
                [*self._command, str(model.folder), model.sha256, str(self._threads)], self._threads
            )
            weakref.finalize(self, self._child.end)
        return self._child


class _Child:
    """One run of the worker: its pipes, and a thread that collects its replies."""

    def __init__(self, command: list[str], threads: int) -> None:
        self.ended = False
        """Whether the worker was told to end, as against having died."""
        self._errors = _scratch()
        flags = 0
        if sys.platform == "win32":
            flags = subprocess.CREATE_NO_WINDOW | subprocess.BELOW_NORMAL_PRIORITY_CLASS
        try:
            self.process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._errors or subprocess.DEVNULL,
                env=_environment(threads),
                creationflags=flags,
            )
        except OSError as error:  # too little memory, or too many processes
            raise faults.EncoderStopped(error.strerror or type(error).__name__) from error
        self._replies: queue.SimpleQueue[Frame | None] = queue.SimpleQueue()
        threading.Thread(target=self._collect, daemon=True).start()

    def _collect(self) -> None:
        assert self.process.stdout is not None
        frame: Frame | None = None
        with contextlib.suppress(OSError, ValueError):  # closed by end() while we wait
            while (frame := frames.read(self.process.stdout)) is not None:
                self._replies.put(frame)
            self.process.stdout.close()
        self._replies.put(None)

    def ask(self, request: Frame, progress: Progress, at: tuple[int, int]) -> Frame | None:
        """Return the reply, or None when the worker died; `progress` is called while waiting."""
        assert self.process.stdin is not None
        try:
            frames.write(self.process.stdin, request)
        except OSError:
            return None
        while True:
            try:
                reply = self._replies.get(timeout=_TICK)
            except queue.Empty:
                progress(*at, "Starting the suggestion engine" if at[0] == 0 else "Reading passages")
                continue
            # Older numbers answer requests that were cancelled.
            if reply is None or reply.number == request.number:
                return reply

    def last_words(self) -> str:
        """Return how the worker ended and the last line it wrote, which holds no transcript text."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(_FAREWELL)
        lines: list[str] = []
        if self._errors is not None:
            self._errors.seek(0)
            lines = self._errors.read().decode("utf-8", "replace").strip().splitlines()
        return f"exit code {self.process.returncode}" + (f": {lines[-1][:200]}" if lines else "")

    def end(self) -> None:
        """Close the worker's input, at which it ends itself; kill it when it does not."""
        assert self.process.stdin is not None
        self.ended = True
        with contextlib.suppress(OSError):
            self.process.stdin.close()
        try:
            self.process.wait(_FAREWELL)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        if self._errors is not None:
            self._errors.close()


@cache
def default_encoder() -> EncoderProcess:
    """Return the one encoder that everything in this program shares."""
    return EncoderProcess()


def _scratch() -> IO[bytes] | None:
    """Return a file for what the worker complains about, None where the disk takes none."""
    try:
        return tempfile.TemporaryFile()
    except OSError:
        return None


def _checked(reply: Frame) -> Frame:
    if reply.kind != frames.FAULT:
        return reply
    told = json.loads(reply.body)
    fault = getattr(faults, told["fault"], faults.AppError)
    error = fault.__new__(fault)
    faults.AppError.__init__(error, told["title"], told["message"])
    raise error


def _chunks(texts: Sequence[str]) -> list[list[str]]:
    """Cut sorted texts into requests of limited count and length."""
    chunks: list[list[str]] = []
    room = 0
    for text in texts:
        if not chunks or len(chunks[-1]) >= _TEXTS_AT_ONCE or room < len(text):
            chunks.append([])
            room = _CHARACTERS_AT_ONCE
        chunks[-1].append(text)
        room -= len(text)
    return chunks


def _cores() -> int:
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _environment(threads: int) -> dict[str, str]:
    """Return an environment without network and with few threads, in which the worker finds this package."""
    root = Path(__file__).resolve().parents[2]
    environment = os.environ | {
        "HF_HUB_OFFLINE": "1",
        "TRANSFORMERS_OFFLINE": "1",
        "HF_HUB_DISABLE_TELEMETRY": "1",
        "TOKENIZERS_PARALLELISM": "false",
        "OMP_NUM_THREADS": str(threads),
        "PYTHONIOENCODING": "utf-8",
    }
    # An installed package is found anyway; its folder would put other packages before the standard library.
    if root.name not in {"site-packages", "dist-packages"}:
        known = environment.get("PYTHONPATH")
        environment["PYTHONPATH"] = os.pathsep.join([str(root), known] if known else [str(root)])
    return environment
