# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The answers of a second look, from what an encoder makes of the ground."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from qualcoder_tc.model.second_look import Looked, LookedAt, LookRow, PairRow, PartRow, Question, Reason
from qualcoder_tc.model.set_aside import SetAside
from qualcoder_tc.progress import Progress
from qualcoder_tc.tasks.look_ground import Ground
from qualcoder_tc.tasks.passages import language_notes, places_of

if TYPE_CHECKING:
    from qualcoder_tc.suggest.second_look import Look, Near, SecondLook
    from qualcoder_tc.suggest.vectors import Encoder

_AROUND = 260  # characters before and after a passage
_EXAMPLES = 5
_LEAST_SHOWN = 12


class Answer:
    """Answers from what an encoder makes of the ground."""

    def __init__(self, ground: Ground, encoder: Encoder, progress: Progress) -> None:
        from qualcoder_tc.suggest import Passage
        from qualcoder_tc.suggest.scripts import unread_note
        from qualcoder_tc.suggest.second_look import SecondLook
        from qualcoder_tc.suggest.vectors import VectorCache

        self._ground, self.progress = ground, progress

        self.model = encoder.model_id
        passages = [(p.document, Passage(p.text)) for p in ground.places]
        store = ground.project.vectors(places_of(passages, ground.profiles, self.model))
        self._cache = VectorCache(encoder, store)
        # Whoever keeps a code from being suggested, or let it rest, is not offered it here either.
        silenced = {c.id for c in ground.codes.values() if c.uuid in ground.choices.quiet or not c.active}
        self.look: SecondLook = SecondLook(ground.profiles, ground.places, self._cache, progress, quiet=silenced)
        self.notes = language_notes(ground.material.documents.values(), self.model)
        if self.model == "none":
            self.notes.append("No language model is in use: this rests on shared words only.")
        if self.look.unread:
            self.notes.append(unread_note(self.look.unread))

    def to(self, question: Question, code_id: int, document_id: int, limit: int, aside: SetAside) -> Looked:
        """Return the answer to a question, what the coder set aside in earlier looks apart from the rest."""
        found: Sequence[LookRow | PairRow | PartRow]
        if question is Question.ALIKE:
            found = self._pairs(limit, aside)
        elif question is Question.PARTS:
            found = self._parts(code_id)
        else:
            found = self._places(question, code_id, document_id, limit, aside)
        put_away = [aside.holds(question, row) for row in found]
        return Looked(
            question,
            tuple(row for row, away in zip(found, put_away, strict=True) if not away),
            len(self._ground.codings),
            self.model,
            tuple(self.notes),
            tuple(row for row, away in zip(found, put_away, strict=True) if away),
        )

    def _places(
        self, question: Question, code_id: int, document_id: int, limit: int, aside: SetAside
    ) -> list[LookRow]:
        look, places = self.look, self._ground.places
        away = aside.test(question, code_id)
        known = {n for n, p in enumerate(places) if away(p.document, p.start, p.end)}
        if question is Question.OVERLOOKED:
            coded = sum(bool(p.codes) for p in places)
            found = [self._row(x, coded) for x in look.overlooked(document_id, limit, known)]
            return [_without_declined(row, aside) for row in found]
        own = len(look.own(code_id))
        if question is Question.MISSED:
            # Ten times as many passages as segments are no answer that anybody reads.
            limit = min(limit, max(_LEAST_SHOWN, 2 * own))
            return [self._row(x, own) for x in look.missed(code_id, limit, known)]
        return [self._row(x, own) for x in look.doubtful(code_id, limit, known)]

    def _row(self, look: Look, of: int) -> LookRow:
        place = self._ground.places[look.place]
        nearest = self._ground.places[look.near[0].place].codes if look.near else ()
        there = self._ground.held.get((place.document, place.start, place.end), [])
        return LookRow(
            self._at(look.place, around=True),
            look.fit,
            look.beyond,
            of,
            _code(look.code),
            tuple(c.id for c in there if c.code_id == look.code),
            self._reasons(look.near),
            _code(look.rival),
            look.rival_fit,
            self._reasons(look.rival_near),
            min((c for c in nearest if isinstance(c, int)), default=None),
        )

    def _reasons(self, near: tuple[Near, ...]) -> tuple[Reason, ...]:
        return tuple(self._reason(n.place, n.alike) for n in near)

    def _reason(self, row: int, alike: float) -> Reason:
        names = sorted(self._ground.codes[c].name for c in self._ground.places[row].codes if isinstance(c, int))
        return Reason(self._at(row), tuple(names), alike)

    def _at(self, row: int, *, around: bool = False) -> LookedAt:
        place = self._ground.places[row]
        document = self._ground.material.documents[place.document]
        turn = self._ground.material.turn(place.document, place.start)
        first, last = max(0, place.start - _AROUND), place.end + _AROUND
        return LookedAt(
            place.document,
            document.title,
            turn.number if turn else None,
            turn.speaker if turn else None,
            place.start,
            place.end,
            document.text[place.start : place.end],
            document.text[first : place.start] if around else "",
            document.text[place.end : last] if around else "",
        )

    def _pairs(self, limit: int, aside: SetAside) -> list[PairRow]:
        from qualcoder_tc.suggest.alike_codes import alike_codes

        look, count = self.look, len(self._ground.profiles)
        pairs = alike_codes(
            self._ground.profiles,
            self._ground.places,
            look.rows,
            look.definition_rows,
            self._cache,
            count * count,
            self.progress,
        )
        fresh = [p for p in pairs if not aside.apart(int(p.one), int(p.other))][:limit]
        kept = {id(p) for p in fresh} | {id(p) for p in pairs if aside.apart(int(p.one), int(p.other))}
        return [
            PairRow(
                int(p.one),
                int(p.other),
                p.score,
                p.mixed,
                p.definitions,
                p.together,
                p.of,
                tuple((self._reason(a, alike), self._reason(b, alike)) for a, b, alike in p.examples),
            )
            for p in pairs
            if id(p) in kept
        ]

    def _parts(self, code_id: int) -> list[PartRow]:
        from qualcoder_tc.suggest.parts import FEWEST, parts_of
        from qualcoder_tc.suggest.second_look import TooFewToCompare

        own = self.look.own(code_id)
        if len(own) < FEWEST:
            raise TooFewToCompare(f"this code has {len(own)} segments; from {FEWEST} on it is looked at for parts.")
        languages = sorted({d.language for d in self._ground.material.documents.values()}) or ["en"]
        texts = [self._ground.places[row].text for row in own]
        found = parts_of(self.look.rows[own], texts, languages)
        rows: list[PartRow] = []
        for part in found.parts:
            places = [int(own[i]) for i in part.members]
            keys = [(p.document, p.start, p.end) for p in (self._ground.places[row] for row in places)]
            ids = [c.id for key in keys for c in self._ground.held[key] if c.code_id == code_id]
            examples = tuple(self._at(row, around=True) for row in places[:_EXAMPLES])
            rows.append(PartRow(part.name, part.words, tuple(ids), examples))
        return rows


def _without_declined(row: LookRow, aside: SetAside) -> LookRow:
    """Return a row that names no code which was declined there."""
    at = row.passage
    declined = aside.answers(Question.MISSED, at.document_id, at.start, at.end, row.code_id)
    return replace(row, code_id=None) if declined else row


def _code(code: object) -> int | None:
    return code if isinstance(code, int) else None
