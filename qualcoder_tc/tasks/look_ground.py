# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What a second look is made from: the codings of whoever codes, and the turns without any."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from qualcoder_tc import queries
from qualcoder_tc.model.suggesting import Choices, Covered, LearnFrom, PlainCoding
from qualcoder_tc.project import Project
from qualcoder_tc.tasks.passages import Material, whole
from qualcoder_tc.tasks.profiles import profiles

if TYPE_CHECKING:
    from qualcoder_tc.suggest.second_look import Place


class Ground:
    """What is coded and what is not, read once."""

    def __init__(self, project: Project, choices: Choices) -> None:
        self.project, self.choices = project, choices
        rows = project.read(queries.codes.all)
        self.codes = {c.id: c for c in rows if c.codable}
        self.profiles = profiles(self.codes.values(), rows, lambda code: code.id)
        everybody = self.choices.learn_from is LearnFrom.ALL
        coder = None if everybody else project.coder.id
        self.material = Material(project.read(queries.learning.documents))
        codings = project.read(queries.learning.codings, coder_id=coder)
        self.codings = [c for c in codings if c.code_id in self.codes and c.document_id in self.material.documents]
        done = project.read(queries.documents.marked_read, coder_id=project.coder.id)
        self.held: dict[tuple[int, int, int], list[PlainCoding]] = defaultdict(list)
        for coding in self.codings:
            self.held[coding.document_id, coding.start, coding.end].append(coding)
        self.places = self._coded() + self._uncoded(done)

    def _coded(self) -> list[Place]:
        from qualcoder_tc.suggest.second_look import Place

        found: list[Place] = []
        for (document, start, end), some in self.held.items():
            text = self.material.documents[document].text[start:end].strip()
            if text:
                found.append(Place(document, start, end, text, frozenset(c.code_id for c in some)))
        return found

    def _uncoded(self, done: set[int]) -> list[Place]:
        """Return turns that no coding meets; read are those of a finished document, or before its last coding."""
        from qualcoder_tc.suggest.second_look import Place

        covered = Covered((c.document_id, c.start, c.end) for c in self.codings)
        reached: dict[int, int] = defaultdict(int)
        for coding in self.codings:
            reached[coding.document_id] = max(reached[coding.document_id], coding.end)
        found: list[Place] = []
        for unit in self.material.units("turn", whole):
            if not covered.meets(unit.document_id, unit.start, unit.end):
                read = unit.document_id in done or unit.start < reached[unit.document_id]
                text = unit.passage.text
                found.append(Place(unit.document_id, unit.start, unit.end, text, frozenset(), read))
        return found
