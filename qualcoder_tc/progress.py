# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Progress of a long job: one callable that reports and is the point where a job can be cancelled."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Report `done` of `total` steps with a short text; may raise errors.Cancelled."""

    def __call__(self, done: int, total: int, text: str = "") -> None: ...


def silent(done: int, total: int, text: str = "") -> None:
    """Report nothing and never cancel."""
