# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What a second look was answered from, kept for the next question while nothing that it rests on has changed."""

from __future__ import annotations

import threading
from collections.abc import Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from qualcoder_tc import queries
from qualcoder_tc.model.suggesting import Choices
from qualcoder_tc.progress import Progress
from qualcoder_tc.project import Project
from qualcoder_tc.tasks.look_ground import Ground

if TYPE_CHECKING:
    from qualcoder_tc.suggest.vectors import Encoder
    from qualcoder_tc.tasks.look_answer import Answer

# What a second look does not rest on. What was chosen for the project is compared by itself, and what was set aside is
# read with each question. Any other table, also one that comes later, makes the reading stale.
_NOTHING_TO_IT = frozenset(
    {"suggestion", "project", "memo", "memo_link", "draft", "theme", "theme_code", "theme_coding", "case_",
     "attribute", "case_attribute"}
)  # fmt: skip


class WarmLook:
    """The reading of one project; whoever comes while it is in use goes without."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.in_use = threading.Lock()
        self._seen = 0  # the last change that was made before anything was read
        self._coder_id = 0
        self._ground: Ground | None = None
        self._answer: Answer | None = None
        self._by: Encoder | None = None

    def ground(self, choices: Choices) -> Ground:
        """Return what is coded and what is not: that which was read before, where it is still so."""
        ground, coder_id = self._ground, self.project.coder.id
        seen = self._seen if ground is not None else None
        since = self.project.read(queries.learning.changed_since, change_id=seen)
        if (
            ground is None
            or ground.choices != choices
            or coder_id != self._coder_id
            or not since.tables <= _NOTHING_TO_IT
        ):
            self.drop()
            ground = Ground(self.project, choices)
            self._ground, self._coder_id = ground, coder_id
        # What changed while the ground was read counts as changed since.
        self._seen = since.last
        return ground

    def answer(self, encoder: Encoder, progress: Progress, *, keep: bool) -> Answer:
        """Return what answers from the ground, as this encoder reads it; see `ground`, which comes first."""
        from qualcoder_tc.tasks.look_answer import Answer

        answer = self._answer
        if answer is None or self._by is not encoder:
            assert self._ground is not None
            answer = Answer(self._ground, encoder, progress)
            if keep:
                self._answer, self._by = answer, encoder
        answer.progress = progress
        return answer

    def drop(self) -> None:
        """Keep nothing, so that the next question begins from nothing."""
        self._ground = self._answer = self._by = None


@contextmanager
def kept(project: Project, warm: WarmLook | None) -> Generator[WarmLook]:
    """Give what was kept, or something for this question alone where nothing is or another lane uses it."""
    if warm is None or warm.project is not project or not warm.in_use.acquire(blocking=False):
        yield WarmLook(project)
        return
    try:
        yield warm
    finally:
        warm.in_use.release()
