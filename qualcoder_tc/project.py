# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""One open project: reads, the one door for writes, undo and redo."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Concatenate, Literal, ParamSpec, TypeVar

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session, make_transient_to_detached

from qualcoder_tc.errors import InputError, ProjectError
from qualcoder_tc.model.memos import DraftRow
from qualcoder_tc.model.people import initials_of
from qualcoder_tc.model.records import CoderRow
from qualcoder_tc.progress import Progress, silent
from qualcoder_tc.storage import (
    drafts,
    engines,
    failures,
    history,
    inverse,
    lock,
    opening,
    searchable,
    sqlite,
    stacks,
)
from qualcoder_tc.storage import forget as forgetting
from qualcoder_tc.storage.schema import Change, Coder, Document, ProjectRow, now
from qualcoder_tc.storage.text_index import TextIndex
from qualcoder_tc.storage.vectors import ProjectVectors

P = ParamSpec("P")
T = TypeVar("T")
_SHOWN_ARGUMENT = 300  # characters of an argument kept in the log beside the row images


@dataclass(frozen=True, slots=True)
class ChangeNotice:
    """Which rows a finished change touched, by table; subscribers read what they need again."""

    kind: str
    summary: str
    tables: dict[str, frozenset[int]]


@dataclass(frozen=True, slots=True)
class NextStep:
    """What undo or redo would take next; `size` is about how many rows that writes."""

    change_id: int
    summary: str
    size: int


class Project:
    """One open project file; `read` and `do` may be called from any thread."""

    def __init__(self, path: Path, engine: Engine, write_lock: lock.WriteLock | None) -> None:
        self.path = path
        self.read_only = write_lock is None
        self._engine = engine
        self._lock = write_lock
        self._writing = threading.RLock()
        self._subscribers: list[Callable[[ChangeNotice], None]] = []
        self._stacks: stacks.Stacks | None = None
        self._coder_id = 0
        self._me: dict[str, Any] | None = None
        self._searcher = searchable.Searcher(engine, self._writing, read_only=self.read_only)

    # -- opening and closing ------------------------------------------------------------------------------

    @classmethod
    def create(cls, path: str | os.PathLike[str], *, title: str | None = None, coder: str = "Coder") -> Project:
        """Create a project file and open it; InputError if the file is there already or cannot be made."""
        return cls.open(opening.create(Path(path), title=title, coder=coder))

    @classmethod
    def open(cls, path: str | os.PathLike[str], *, read_only: bool = False) -> Project:
        """Open a project file.

        Raises ProjectLocked, ProjectTooNew, NotAProject, ProjectDamaged, or InputError for a path that is no
        readable file; the file stays as it is.
        """
        file = Path(path)
        engine, write_lock = opening.connect(file, read_only=read_only)
        try:
            project = cls(file, engine, write_lock)
            project._coder_id = project._first_coder()
            return project
        except BaseException:
            opening.leave(engine, write_lock)
            raise

    def close(self) -> None:
        """Fold the log into the file and give the lock back; closing twice is fine. Reading afterwards is ProjectClosed."""
        # Whoever searches may wait to write, so that this comes before the lock is taken.
        self._searcher.close()
        with self._writing:
            if self._lock:
                sqlite.fold_log(self._engine)
            engines.shut(self._engine)
            if self._lock:
                self._lock.release()
                self._lock = None
            self._subscribers.clear()

    def __enter__(self) -> Project:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # -- who codes ----------------------------------------------------------------------------------------

    @property
    def coder(self) -> CoderRow:
        """Return who codes now."""
        with self._session() as session:
            coder = session.get_one(Coder, self._coder_id)
            return CoderRow(coder.id, coder.uuid, coder.name, coder.initials)

    def use_coder(self, name: str) -> CoderRow:
        """Make the named coder the one who codes, adding them to the project if they are new."""
        wanted = name.strip()
        if not wanted:
            raise InputError("A coder needs a name", "type a name or initials")
        found = self.read(_coder_named, name=wanted)
        if found is None:
            found = self.do(_add_coder, name=wanted)
        self._coder_id = found
        return self.coder

    def _first_coder(self) -> int:
        with self._session() as session:
            return session.scalars(select(Coder.id).order_by(Coder.id)).first() or 0

    # -- reading and writing ------------------------------------------------------------------------------

    @contextlib.contextmanager
    def _session(self) -> Generator[Session]:
        with failures.named(self.path), Session(self._engine, expire_on_commit=False) as session:
            yield session

    def read(self, query: Callable[Concatenate[Session, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a query function on a consistent state of the project and return its records."""
        with self._session() as session:
            return query(session, *args, **kwargs)

    @contextlib.contextmanager
    def searching(self, progress: Progress = silent) -> Generator[TextIndex]:
        """Give the search index, brought up to date first; call it from a job where there may be much to read."""
        with failures.named(self.path), self._searcher.ready(progress) as index:
            yield index

    def do(self, operation: Callable[Concatenate[Session, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Run an operation as one transaction together with its log entry, then tell the subscribers."""
        kind = f"{operation.__module__.rpartition('.')[2]}.{operation.__name__}"
        with self._writing:
            with self._recording() as (session, recorder):
                result = operation(session, *args, **kwargs)
                change = history.finish(session, kind=kind, arguments=_loggable(kwargs))
                session.commit()
            self._follow(change, recorder)
        return result

    def subscribe(self, callback: Callable[[ChangeNotice], None]) -> Callable[[], None]:
        """Have a callback called after each change, in the thread that made it; return how to stop that."""
        self._subscribers.append(callback)

        def stop() -> None:
            with contextlib.suppress(ValueError):
                self._subscribers.remove(callback)

        return stop

    def rehearse(self, operation: Callable[Concatenate[Session, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Run an operation exactly as `do` would, return its result, and leave the project as it was."""
        with self._writing, self._recording() as (session, _):
            result = operation(session, *args, **kwargs)
            session.flush()
            session.rollback()
        return result

    def undo(self, expected: int | None = None) -> str | None:
        """Take back the last change that is not undone yet; return it in words, None if there is none.

        ProjectError if another change than the one `expected` (an id) would be taken back.
        """
        return self._step("undo", expected)

    def redo(self, expected: int | None = None) -> str | None:
        """Do again what was undone last; return it in words, None if there is none. `expected` as in `undo`."""
        return self._step("redo", expected)

    def undo_many(self, change_ids: Sequence[int], progress: Progress = silent) -> int:
        """Take back these changes, the latest first, each as a step of its own, and nothing in between; return how many."""
        with self._writing:
            for number, change_id in enumerate(change_ids):
                progress(number, len(change_ids), "")
                self._step("undo", change_id)
        return len(change_ids)

    def next_step(self, verb: Literal["undo", "redo"]) -> NextStep | None:
        """Return what undo or redo would take next, and how much that is; cheap, also while another thread writes."""
        known = self._stacks or self._known_stacks()
        # Without the lock: whoever asks must not wait until a long change of another thread is over.
        last = (known.undo if verb == "undo" else known.redo)[-1:]
        if not last:
            return None
        original_id, entry_id = last[0]
        with self._session() as session:
            summary = session.get_one(Change, original_id).summary
            return NextStep(original_id, summary, inverse.size(session, entry_id))

    def being_written(self, patience: float = 0.03) -> bool:
        """Tell whether another thread goes on writing for so many seconds, so that whoever writes now would wait."""
        free = self._writing.acquire(timeout=patience)
        if free:
            self._writing.release()
        return not free

    def undo_text(self) -> str | None:
        """Return in words what undo would take back."""
        return self._next_text("undo")

    def redo_text(self) -> str | None:
        """Return in words what redo would do again."""
        return self._next_text("redo")

    def standing(self) -> list[int]:
        """Return the ids of the changes that are not undone, in the order in which undo would reach them last."""
        with self._writing:
            return [original for original, _ in self._known_stacks().undo]

    def _step(self, verb: str, expected: int | None) -> str | None:
        with self._writing:
            waiting = self._known_stacks().undo if verb == "undo" else self._known_stacks().redo
            if expected is not None and (not waiting or waiting[-1][0] != expected):
                raise ProjectError("Something else was changed meanwhile", "look at the history and choose again")
            if not waiting:
                return None
            original_id, entry_id = waiting[-1]
            with self._recording() as (session, recorder):
                original = session.get_one(Change, original_id)
                history.say(session, original.summary)
                inverse.invert(session, entry_id)
                arguments = {"change": original_id}
                change = history.finish(
                    session, kind=original.kind, arguments=arguments, verb=verb, target_id=original_id
                )
                session.commit()
            self._follow(change, recorder)
            return original.summary

    def _next_text(self, verb: str) -> str | None:
        known = self._stacks
        if known is None:
            with self._writing:
                known = self._known_stacks()
        # Without the lock: whoever shows the words must not wait until a long change of another thread is over.
        last = (known.undo if verb == "undo" else known.redo)[-1:]
        if not last:
            return None
        with self._session() as session:
            return session.get_one(Change, last[0][0]).summary

    def _known_stacks(self) -> stacks.Stacks:
        if self._stacks is None:
            with self._session() as session:
                self._stacks = stacks.read(session)
        return self._stacks

    @contextlib.contextmanager
    def _recording(self) -> Generator[tuple[Session, history.Recorder]]:
        if self.read_only:
            raise ProjectError(f"{self.path.name} is open for reading only", "open it for writing first")
        with (
            failures.named(self.path),
            history.RecordingSession(self._engine, expire_on_commit=False) as session,
        ):
            yield session, history.start(session, self._coder_in(session))

    def _coder_in(self, session: Session) -> Coder:
        """Return who codes as a row of the session; read once, and again when coders change."""
        if self._me is None or self._me["id"] != self._coder_id:
            coder = session.get_one(Coder, self._coder_id)
            self._me = {column.key: getattr(coder, column.key) for column in Coder.__mapper__.column_attrs}
            return coder
        coder = Coder(**self._me)
        make_transient_to_detached(coder)
        session.add(coder)
        return coder

    def _follow(self, change: Change | None, recorder: history.Recorder) -> None:
        if change is None:
            return
        if self._stacks is not None:
            self._stacks.add(change.id, change.verb, change.target_id, change.undoable)
        if "coder" in recorder.tables():
            self._me = None
        notice = ChangeNotice(change.kind, change.summary, recorder.tables())
        for callback in list(self._subscribers):
            callback(notice)

    def forget(self, mask: Callable[[str], str]) -> None:
        """Remove the original files and all that undo keeps of earlier changes, and leave no trace of them in the file.

        `mask` is applied to the words of the history, which stays as a list. This cannot be undone.
        """
        if self.read_only:
            raise ProjectError(f"{self.path.name} is open for reading only", "open it for writing first")
        self._searcher.forget()
        with self._writing:
            try:
                with failures.named(self.path):
                    forgetting.forget(self._engine, mask)
            finally:
                self._stacks = None
        self.do(_note_forgotten)

    # -- drafts -------------------------------------------------------------------------------------------

    def keep_draft(self, draft: DraftRow) -> None:
        """Keep what is being written in a memo, outside the history, until it is saved by an operation."""
        with self._writing, failures.named(self.path):
            drafts.keep(self._engine, draft)

    def drop_drafts(self, memo_uuids: list[str]) -> None:
        """Remove drafts whose words were saved or given up."""
        with self._writing:
            drafts.drop(self._engine, memo_uuids)

    def drafts(self) -> list[DraftRow]:
        """Return what was being written and never saved, as after a crash."""
        return drafts.all(self._engine)

    # -- vectors ------------------------------------------------------------------------------------------

    def vectors(self, places: Mapping[str, int]) -> ProjectVectors:
        """Return where vectors of texts are kept in the file, outside the history; see VectorStore.

        `places` says which document each key is from, 0 for the codebook: vectors go with their document.
        """
        with self._session() as session:
            versions = {key: sha for key, sha in session.execute(select(Document.id, Document.text_sha256))}
        return ProjectVectors(self._engine, self._writing, places, versions, read_only=self.read_only)


def _coder_named(session: Session, *, name: str) -> int | None:
    coders = session.execute(select(Coder.id, Coder.name, Coder.initials)).all()
    for coder_id, full, _ in coders:
        if full.casefold() == name.casefold():
            return coder_id
    return next((coder_id for coder_id, _, initials in coders if initials.casefold() == name.casefold()), None)


def _note_forgotten(session: Session) -> None:
    """Say in the history from where on it begins anew."""
    project = session.scalars(select(ProjectRow)).one()
    project.options = (project.options or {}) | {"forgotten": now()}
    history.say(session, "Removed the original files and what undo kept of earlier changes")
    history.leave_out_of_undo(session)


def _add_coder(session: Session, *, name: str) -> int:
    """Add a coder."""
    taken = set(session.scalars(select(Coder.initials)))
    coder = Coder(name=name, initials=initials_of(name, taken))
    session.add(coder)
    session.flush()
    history.say(session, f"Added the coder {name}")
    history.leave_out_of_undo(session)
    return coder.id


def _loggable(arguments: dict[str, Any]) -> dict[str, Any]:
    """Return arguments as the log keeps them: plain values, long ones cut, since the row images are exact."""
    shown: dict[str, Any] = {}
    for name, value in arguments.items():
        if value is None or isinstance(value, bool | int | float):
            shown[name] = value
        elif isinstance(value, str):
            shown[name] = value if len(value) <= _SHOWN_ARGUMENT else value[: _SHOWN_ARGUMENT - 1] + "…"
        elif isinstance(value, list | tuple) and all(isinstance(v, int | float | str) for v in value):
            shown[name] = list(value)[:50]
        else:
            shown[name] = type(value).__name__
    return shown
