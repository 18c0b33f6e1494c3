# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What suggestions are learned from, kept between two asks, so that the second takes in only what changed."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from qualcoder_tc import queries
from qualcoder_tc.model.records import CodeRow
from qualcoder_tc.model.suggesting import Covered, PlainCoding
from qualcoder_tc.progress import Progress
from qualcoder_tc.project import ChangeNotice, Project
from qualcoder_tc.tasks.passages import Material, Source, Unit, language_notes, languages_of, places_of

if TYPE_CHECKING:
    from qualcoder_tc.storage.vectors import ProjectVectors
    from qualcoder_tc.suggest import CodeProfile, Evidence, Passage, Suggester, Suggestion
    from qualcoder_tc.suggest.vectors import Encoder, VectorCache

_TEXTS = frozenset({"document", "document_text", "turn", "speaker"})
_Learned = dict[int, "tuple[PlainCoding, Passage]"]


@dataclass(slots=True)
class _Reader:
    """Vectors by one encoder, in memory and in the project."""

    encoder: Encoder
    places: dict[str, int]
    store: ProjectVectors
    cache: VectorCache


@dataclass(slots=True)
class _Taught:
    """A suggester with what it was taught; `key` is what must be the same for it to be taught more."""

    key: tuple[Any, ...]
    suggester: Suggester
    learned: _Learned = field(default_factory=dict[int, Any])
    declined: _Learned = field(default_factory=dict[int, Any])


class Warm:
    """Texts, vectors and suggester of one project, kept between asks; whoever comes while it is in use goes without."""

    def __init__(self, project: Project, *, follow: bool = True) -> None:
        """Take the project; `follow` its changes unless this is for one ask only."""
        self.project = project
        self.in_use = threading.Lock()
        self.reader: _Reader | None = None
        self.taught: _Taught | None = None
        self._material: Material | None = None
        self._ground = ""
        self._stale = threading.Event()
        self._stop = project.subscribe(self._on_changed) if follow else None

    def material(self, ground: str) -> Material:
        """Return the documents; what was read of older ones is dropped, for then vectors have new places too.

        `ground` is that of queries.learning.ground, asked for before.
        """
        # A change is told of a moment after it was made; meanwhile the ground tells.
        if self._stale.is_set() or self._material is None or ground != self._ground:
            self.drop()
            self._ground = ground
            self._stale.clear()  # first, so that a change meanwhile is read next time
            self._material = Material(self.project.read(queries.learning.documents))
        return self._material

    def drop(self) -> None:
        """Keep nothing, so that the next ask begins from nothing."""
        self.reader = self.taught = self._material = None

    def close(self) -> None:
        """Keep nothing and follow no longer."""
        if self._stop is not None:
            self._stop()
        self._stale.set()
        if self.in_use.acquire(blocking=False):
            self.drop()
            self.in_use.release()

    def _on_changed(self, notice: ChangeNotice) -> None:
        if notice.tables.keys() & _TEXTS:
            self._stale.set()


class Learner:
    """What a coder coded and declined, ready to be learned by whichever encoder works."""

    def __init__(
        self,
        warm: Warm,
        material: Material,
        codes: list[CodeRow],
        profiles: list[CodeProfile],
        codings: list[PlainCoding],
        units: list[Unit],
        progress: Progress,
    ) -> None:
        self._project, self._warm, self._material, self._progress = warm.project, warm, material, progress
        self._profiles, self._units = profiles, units
        self.uuids = {c.id: c.uuid for c in codes}
        self.by_id = {c.id: c for c in codings if c.code_id in self.uuids}
        declined = self._project.read(queries.learning.rejected, coder_id=self._project.coder.id)
        concerned = {u.document_id for u in units} | {d.document_id for d in declined}
        known = (c for c in self.by_id.values() if c.document_id in concerned)
        self.held = Covered(((c.document_id, c.code_id), c.start, c.end) for c in known)
        self._declined = [
            d
            for d in declined
            # Who coded it there after all has thought better of it.
            if d.code_id in self.uuids and not self.held.meets((d.document_id, d.code_id), d.start, d.end)
        ]
        self.declined = Covered(((d.document_id, d.code_id), d.start, d.end) for d in self._declined)
        self.learned = len(self.by_id)

    def rank(
        self, encoder: Encoder, room: int, strictness: float
    ) -> tuple[list[list[Suggestion]], float, str, tuple[str, ...]]:
        """Return suggestions for each unit, the threshold, the model, and what the user should know."""
        try:
            return self._rank(encoder, room, strictness)
        except BaseException:
            self._warm.taught = None  # it may be half done
            raise

    def _rank(
        self, encoder: Encoder, room: int, strictness: float
    ) -> tuple[list[list[Suggestion]], float, str, tuple[str, ...]]:
        reader = self._reader(encoder)
        suggester = self._taught(reader)
        threshold = suggester.threshold(strictness, self._progress)
        ranked = suggester.rank([u.passage for u in self._units], room, threshold, self._progress)
        notes, model = list(suggester.notes), encoder.model_id
        notes += language_notes(self._material.documents.values(), model)
        if reader.store.refused:
            notes.append(f"What was read could not be kept in the project ({reader.store.refused}).")
        return ranked, threshold, model, tuple(dict.fromkeys(notes))

    def _reader(self, encoder: Encoder) -> _Reader:
        """Return the reader that was kept, where it reads by this encoder, told where the passages to read stand."""
        from qualcoder_tc.suggest.vectors import VectorCache

        reader = self._warm.reader
        if reader is None or reader.encoder is not encoder or reader.store.outdated:
            places: dict[str, int] = {}
            store = self._project.vectors(places)
            reader = self._warm.reader = _Reader(encoder, places, store, VectorCache(encoder, store))
            self._warm.taught = None
        passages = [(u.document_id, u.passage) for u in self._units]
        reader.places.update(places_of(passages, (), encoder.model_id))
        return reader

    def _taught(self, reader: _Reader) -> Suggester:
        """Return a suggester that knows all that was coded and declined: the one that was kept, where it can learn on.

        It cannot where something has gone that it learned, or where the codes are others now.
        """
        language = languages_of(self._material.documents.values())
        key = (tuple(self._profiles), language)
        taught = self._warm.taught
        learned = self._passages(self.by_id.values(), taught.learned if taught else {})
        declined = self._passages(self._declined, taught.declined if taught else {})
        if (
            taught is None
            or key != taught.key
            or _lost(taught.learned, learned)
            or _lost(taught.declined, declined)
        ):
            taught = self._warm.taught = _Taught(key, self._suggester(reader, language))
            reader.places.update(places_of((), self._profiles, reader.encoder.model_id))
        new = [(c, p) for i, (c, p) in learned.items() if i not in taught.learned]
        model = reader.encoder.model_id
        reader.places.update(places_of([(c.document_id, p) for c, p in new], (), model))
        taught.suggester.learn((p, self.uuids[c.code_id], Source(c.id, c.document_id)) for c, p in new)
        for d, p in declined.values():
            taught.suggester.reject(p, self.uuids[d.code_id])
        taught.learned, taught.declined = learned, declined
        return taught.suggester

    def _suggester(self, reader: _Reader, language: str) -> Suggester:
        from qualcoder_tc.suggest import Suggester
        from qualcoder_tc.suggest.vectors import NoEncoder

        # Where there is no encoder, that is said by whoever is given none.
        encoder = reader.encoder if isinstance(reader.encoder, NoEncoder) else reader.cache
        return Suggester(self._profiles, encoder, language)

    def _passages(self, codings: Iterable[PlainCoding], known: _Learned) -> _Learned:
        """Return the passages of codings by id; those that stand where they stood need not be cut out again."""
        found: _Learned = {}
        for coding in codings:
            same = known.get(coding.id)
            if same is not None and same[0] == coding:
                found[coding.id] = same
                continue
            passage = self._material.coded(coding)
            if passage is not None and passage.text:
                found[coding.id] = coding, passage
        return found

    def tidy(self, document_ids: Sequence[int]) -> None:
        """Remove vectors of what the documents, which were read as a whole, no longer say."""
        if self._warm.reader is not None:
            self._warm.reader.store.tidy(document_ids)

    def kept(self, evidence: Evidence, *, against: bool) -> dict[str, Any]:
        """Return evidence as it is kept with its suggestion; codes by UUID, so that it need not follow their names."""
        source = evidence.source
        coding = self.by_id.get(source.coding_id) if isinstance(source, Source) else None
        return {
            "kind": evidence.kind,
            "text": evidence.text,
            "score": round(float(evidence.score), 4),
            "reference": self._material.reference(coding) if coding else "",
            "coding": coding.uuid if coding else "",
            "against": against,
        } | ({"codes": list(evidence.codes)} if evidence.codes else {})


def _lost(before: _Learned, now: _Learned) -> bool:
    """Tell whether something that was learned is gone, or stands elsewhere."""
    return any(now.get(key) is not known for key, known in before.items())
