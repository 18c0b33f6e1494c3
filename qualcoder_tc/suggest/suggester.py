# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Suggestions of codes for passages: learns as coding goes on, keeps quiet below its threshold, shows why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from qualcoder_tc.progress import Progress, silent
from qualcoder_tc.suggest.memory import Memory
from qualcoder_tc.suggest.profiles import CodeId, CodeProfile, Passage, Suggestion, passage
from qualcoder_tc.suggest.scripts import unread_note
from qualcoder_tc.suggest.vectors import Encoder, NoEncoder, VectorCache, VectorStore

if TYPE_CHECKING:
    from qualcoder_tc.suggest.session import Session

# A learned example: text or passage, code (None: read and left uncoded), and where it is from, if that is known.
Example = tuple[str | Passage, CodeId | None] | tuple[str | Passage, CodeId | None, object]


class Suggester:
    """Rank codes for passages from their definitions and from segments coded so far.

    Not thread-safe: one lane of jobs uses it at a time. The encoder starts with the first call that needs it, and
    its errors (ModelMissing, ModelDamaged, EncoderStopped) fly from there; NoEncoder() works from words alone.
    """

    def __init__(
        self,
        profiles: Iterable[CodeProfile],
        encoder: Encoder | None = None,
        language: str = "en",
        store: VectorStore | None = None,
    ) -> None:
        """Take the codebook; vectors come from `encoder` (the shipped model unless given) or from `store`."""
        self.profiles = {profile.id: profile for profile in profiles}
        self.language = language
        self._given = encoder
        self._store = store
        self._cache: VectorCache | None = encoder if isinstance(encoder, VectorCache) else None
        self._memory = Memory()
        self._session: Session | None = None
        self._pending: list[int] = []

    @property
    def learned(self) -> int:
        """Return the number of coded segments known."""
        return len(self._memory.segments)

    @property
    def notes(self) -> tuple[str, ...]:
        """Return what a user should know about the ground these suggestions stand on."""
        found: list[str] = []
        if isinstance(self._given, NoEncoder):
            found.append("No language model is in use: suggestions rest on shared words only.")
        elif self._given is None and self.language.lower()[:2] != "en":
            found.append("The language model was trained on English: suggestions rest mostly on shared words.")
        if self._session is not None and self._session.unread:
            found.append(unread_note(self._session.unread))
        return tuple(found)

    def threshold(self, strictness: float = 0.5, progress: Progress = silent) -> float:
        """Return the score below which nothing is shown, from 0 (show me many) over the usual to 1 (few and sure)."""
        return self._ready(progress).calibration.threshold(strictness) if self.profiles else 1.0

    def learn(self, examples: Iterable[Example]) -> None:
        """Take in coded segments; the same passage with two codes is one segment with both.

        A source, where given, comes back with the evidence; its `document_id`, if it has one, tells documents
        apart.
        The same code from the same source is learned once. A code without a profile is known by its id alone.
        """
        for text, code, *rest in examples:
            if code is not None and code not in self.profiles:
                self.profiles[code] = CodeProfile(id=code, name=str(code))
                self._session = None
            given = passage(text)
            if not given.text:
                continue
            index = self._memory.learn(given, code, rest[0] if rest else None)
            if index is not None:
                self._pending.append(index)

    def forget(self, text: str | Passage, code_id: CodeId | None) -> None:
        """Undo one learned example; nothing happens when there is none."""
        if self._memory.forget(passage(text), code_id):
            self._session = None

    def reject(self, text: str | Passage, code_id: CodeId) -> None:
        """Never suggest a code for this text again, and less readily for texts like it; learning it lifts this."""
        self._memory.refuse(passage(text), code_id)

    def rank(
        self,
        texts: Sequence[str | Passage],
        limit: int = 3,
        threshold: float | None = None,
        progress: Progress = silent,
    ) -> list[list[Suggestion]]:
        """Return for each text at most `limit` suggestions, the likeliest first, none below the threshold.

        The threshold is the calibrated one unless given; 0.0 ranks every code that `limit` has room for.
        """
        passages = [passage(text) for text in texts]
        if not self.profiles or not passages or limit < 1:
            return [[] for _ in passages]
        session = self._ready(progress)
        least = session.calibration.threshold() if threshold is None else threshold
        return session.rank(passages, limit, least, self._memory, progress)

    def _ready(self, progress: Progress) -> Session:
        """Return a session that knows all that was learned; fitted anew when much was."""
        from qualcoder_tc.suggest.session import Session

        if self._session is None:
            self._session = Session(list(self.profiles.values()), self.vectors(), progress)
            self._session.fit(self._memory, progress)
        else:
            self._session.update(self._memory, self._pending, progress)
        self._pending = []
        return self._session

    def vectors(self) -> VectorCache:
        """Return the encoder with its memory, to be shared with other suggesters."""
        if self._cache is None:
            encoder: Any = self._given
            if encoder is None:
                from qualcoder_tc.suggest.encoder import default_encoder

                encoder = default_encoder()
            self._cache = VectorCache(encoder, self._store)
        return self._cache
