# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Importing files into a project, one after the other; a broken one never stops the rest."""

from __future__ import annotations

import gc
import hashlib
import os
import traceback
from collections import Counter
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from qualcoder_tc import operations, queries
from qualcoder_tc.errors import AppError, Cancelled, InputError, RuleBroken
from qualcoder_tc.model.codes import slug
from qualcoder_tc.model.naming import CodeNames
from qualcoder_tc.model.remarks import parse
from qualcoder_tc.model.transcript import ImportedDocument, ImportOptions
from qualcoder_tc.progress import Progress, silent
from qualcoder_tc.project import Project

# What a reader may raise for a kind of damage that nobody thought of.
_STUMBLES = (
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    AssertionError,
    RecursionError,
    MemoryError,
    OSError,
)


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """A file that went in."""

    path: Path
    document_id: int
    title: str
    kind: str
    characters: int
    turns: int
    speakers: tuple[str, ...]
    warnings: tuple[str, ...]
    codings: int = 0
    memos: int = 0
    new_codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SkippedFile:
    """A file that did not go in, and why."""

    path: Path
    reason: str


@dataclass(slots=True)
class ImportOutcome:
    """What became of each file."""

    imported: list[ImportedFile] = field(default_factory=list)
    skipped: list[SkippedFile] = field(default_factory=list)


def import_files(
    project: Project,
    paths: Sequence[Path],
    options: ImportOptions | None = None,
    progress: Progress = silent,
    *,
    each: Mapping[Path, ImportOptions] | None = None,
) -> ImportOutcome:
    """Import files and the files in folders; each is one step that can be undone; `each` has options of its own.

    When cancelled, the files finished so far stay, and the outcome tells of them.
    """
    outcome = ImportOutcome()
    files = _files(paths, outcome)
    fixed = each or {}
    held = project.read(queries.documents.contents)
    chosen = [fixed.get(path) or options or ImportOptions() for path in files]
    # One after the other: reading ahead in a thread costs more, since both want the interpreter all the time.
    with _rarely_collecting():
        for number, (path, wanted) in enumerate(zip(files, chosen, strict=True)):
            try:
                progress(number, len(files), path.name)
            except Cancelled:
                outcome.skipped += [SkippedFile(p, "the import was cancelled before it") for p in files[number:]]
                return outcome
            try:
                found, data = _read(path, wanted)
                outcome.imported += _import(project, path, found, data, wanted, held)
            except AppError as error:
                outcome.skipped.append(SkippedFile(path, f"{error.title}: {error.message}"))
    progress(len(files), len(files), "")
    return outcome


@contextmanager
def _rarely_collecting() -> Generator[None]:
    """Look for garbage in rings less often: a transcript makes thousands of turns, none of which is any."""
    before = gc.get_threshold()
    gc.set_threshold(20_000, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _read(path: Path, options: ImportOptions) -> tuple[list[ImportedDocument], bytes]:
    from qualcoder_tc.formats import importers

    try:
        return importers.read_all(path, options)
    except _STUMBLES as error:  # a fault of the program, which must not cost the other files
        raise InputError(
            "The program stumbled over it",
            f"save it anew in the program it comes from, and report this fault: {_fault(error)}",
        ) from error


def _fault(error: Exception) -> str:
    """Return what went wrong and where, without any words of the transcript."""
    at = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {Path(at.filename).name}, line {at.lineno}"


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file would become: documents, or a reason why it cannot be read."""

    path: Path
    documents: tuple[ImportedDocument, ...] = ()
    reason: str = ""
    columns: tuple[str, ...] = ()
    """The columns of a table, also of one that cannot be read as it is."""
    unknown: tuple[tuple[str, int], ...] = ()
    """Names in comments that could be codes and are none yet, with how often."""


def preview_import(project: Project, path: Path, options: ImportOptions | None = None) -> Preview:
    """Return what a file would become with these options; the project stays as it is."""
    from qualcoder_tc.formats import importers

    options = options or ImportOptions()
    columns: tuple[str, ...] = ()
    with suppress(*_STUMBLES):  # reading it as a document tells why
        columns = importers.columns(path, options)
    try:
        documents, data = _read(path, options)
    except AppError as error:
        return Preview(path, reason=f"{error.title}: {error.message}", columns=columns)
    if len(documents) == 1:
        present = project.read(
            queries.documents.with_content,
            source_sha256=hashlib.sha256(data).hexdigest(),
            text_sha256=hashlib.sha256(documents[0].text.encode("utf-8", "surrogatepass")).hexdigest(),
        )
        if present is not None:
            new = _with_new_marks(project, path, documents[0], options)
            if new is None:
                return Preview(path, reason=f"Already in the project: it is there as {present}")
            documents = [new]
    return Preview(path, tuple(documents), columns=columns, unknown=_unknown(project, documents))


def _with_new_marks(
    project: Project, path: Path, document: ImportedDocument, options: ImportOptions
) -> ImportedDocument | None:
    """Return a document whose text is there already if its margin is not, with a note that says so."""
    if not document.marks:
        return None
    try:
        _, marks = project.rehearse(
            operations.marks.add_marks,
            document=document,
            text_sha256=hashlib.sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest(),
            source_name=path.name,
            comments=options.comments,
            highlights=options.highlights,
        )
    except AppError:
        return None
    note = f"its text is already there as {marks.title}; only what stands in its margin is added to that document"
    return replace(document, warnings=(note, *document.warnings))


def _unknown(project: Project, documents: Sequence[ImportedDocument]) -> tuple[tuple[str, int], ...]:
    comments = [
        m.text for d in documents for m in d.marks if m.kind == "comment" and not m.reply and m.end > m.start
    ]
    if not comments:
        return ()
    known = CodeNames[int]()
    for code in project.read(queries.codes.all):
        if code.codable:
            known.add(code.name, code.path, code.id)
    remarks = [r for text in comments for r in parse(text, known.has)]
    # One code whatever the capitals, called as it is first written.
    names: dict[str, str] = {}
    counts = Counter(names.setdefault(slug(r.name), r.name) for r in remarks if r.name and not r.known)
    return tuple(counts.most_common())


def files_in(paths: Sequence[Path]) -> tuple[list[Path], list[SkippedFile]]:
    """Return the files among these paths and in the folders among them, and what could not be looked into."""
    outcome = ImportOutcome()
    return _files(paths, outcome), outcome.skipped


def _files(paths: Sequence[Path], outcome: ImportOutcome) -> list[Path]:
    files: list[Path] = []
    for path in paths:
        if not os.path.isdir(path):  # noqa: PTH112 - never raises, unlike Path.is_dir
            files.append(path)
            continue
        try:
            inside = sorted(
                p
                for p in path.rglob("*")
                if p.is_file()
                and not _is_aside(p)
                and not any(s.startswith(".") for s in p.relative_to(path).parts)
            )
        except OSError as error:
            outcome.skipped.append(SkippedFile(path, f"This folder cannot be read: {error.strerror}"))
            continue
        if not inside:
            outcome.skipped.append(SkippedFile(path, "This folder is empty: choose one that holds transcripts"))
        files += inside
    return files


def _is_aside(path: Path) -> bool:
    """Tell whether a file in a folder is one that programs leave beside the documents: who has one open, how it looks."""
    return path.name.startswith("~$") or path.name.casefold() in ("thumbs.db", "desktop.ini")


def _import(
    project: Project,
    path: Path,
    found: list[ImportedDocument],
    data: bytes,
    options: ImportOptions,
    held: dict[str, str],
) -> list[ImportedFile]:
    """Add the documents of one file; `held` has the titles of what is there, by sha256, and follows."""
    imported: list[ImportedFile] = []
    present = ""
    source = hashlib.sha256(data).hexdigest()
    for document in found:
        text = hashlib.sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest()
        known = held.get(text) or (held.get(source) if len(found) == 1 else None)
        if known is None:
            done = _add(project, path, document, data, options)
            imported.append(done)
            held[text] = done.title
            if len(found) == 1:
                held[source] = done.title
        elif document.marks and text in held:
            with suppress(RuleBroken):  # nothing that is not there
                imported.append(_add_marks(project, path, document, text, options))
        present = present or known or ""
    if not imported:
        raise AppError("Already in the project", f"it is there as {present}")
    return imported


def _add(
    project: Project, path: Path, document: ImportedDocument, data: bytes, options: ImportOptions
) -> ImportedFile:
    from qualcoder_tc.formats.importers import name_of

    document_id, marks = project.do(
        operations.marks.add_document,
        document=document,
        source_name=name_of(path),
        data=data,
        comments=options.comments,
        highlights=options.highlights,
    )
    return _done(path, document, document_id, marks, options)


def _add_marks(
    project: Project, path: Path, document: ImportedDocument, text_sha256: str, options: ImportOptions
) -> ImportedFile:
    """Add what a further copy of a document has in its margin, such as another coder's comments."""
    from qualcoder_tc.formats.importers import name_of

    document_id, marks = project.do(
        operations.marks.add_marks,
        document=document,
        text_sha256=text_sha256,
        source_name=name_of(path),
        comments=options.comments,
        highlights=options.highlights,
    )
    note = f"its text is already there as {marks.title}; what stands in its margin was added to that document"
    return _done(path, replace(document, warnings=(note, *document.warnings)), document_id, marks, options)


def _done(
    path: Path,
    document: ImportedDocument,
    document_id: int,
    marks: operations.marks.MarkCounts,
    options: ImportOptions,
) -> ImportedFile:
    warnings = list(document.warnings)
    if marks.unknown:
        names = ", ".join(f"{name} ({count})" for name, count in marks.unknown.items())
        warnings.append(f"comments name no code of this project, and were kept as memos: {names}")
    for name, paths in marks.twins.items():
        warnings.append(f"several codes are called {name}: {', '.join(paths)}; comments say a path to tell which")
    highlights = sum(m.kind == "highlight" for m in document.marks)
    if highlights and not options.highlights:
        warnings.append(f"{highlights} highlighted passages can be imported as codings, if asked")
    return ImportedFile(
        path=path,
        document_id=document_id,
        title=marks.title,
        kind=document.kind.value,
        characters=len(document.text),
        turns=len(document.turns),
        speakers=document.speakers,
        warnings=tuple(warnings),
        codings=marks.codings,
        memos=marks.memos,
        new_codes=tuple(marks.new_codes),
    )
