# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What each verb does: open, ask or change, answer."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from dataclasses import asdict

from qualcoder_tc import operations, queries, tasks
from qualcoder_tc.cli import cases, demo, pseudonyms, suggesting
from qualcoder_tc.cli.answer import Answer, number, table, to_stderr
from qualcoder_tc.errors import AppError, InputError
from qualcoder_tc.model.searching import Mode, Search
from qualcoder_tc.model.transcript import DocumentKind, ImportOptions
from qualcoder_tc.project import Project


def _new(given: Namespace) -> Answer:
    if given.encrypt:
        raise AppError(
            "Encrypted projects cannot be made yet", "leave out --encrypt and keep the file on an encrypted disk"
        )
    books = [tasks.load_codebook(name) for name in given.codebook]
    with Project.create(given.project, coder=given.coder or "Coder") as project:
        for book in books:
            project.do(operations.codebooks.apply, book=book)
        info = project.read(queries.project.info)
        return Answer(
            {"path": str(project.path), "id": info.id, "codes": info.codes},
            f"Made {project.path} with {info.codes} codes",
        )


def _import(given: Namespace) -> Answer:
    options = ImportOptions(
        kind=DocumentKind(given.kind) if given.kind else None,
        text_columns=tuple(given.text_column),
        case_column=given.case_column,
        one_each=given.one_each,
        each_question=given.each_question,
        sheet=given.sheet,
        rule=given.speakers,
        pattern=given.pattern,
        encoding=given.encoding,
        language=given.language,
        comments=given.comments,
        highlights=given.highlights,
    )
    with Project.open(given.project) as project:
        outcome = tasks.import_files(project, given.paths, options, to_stderr)
    lines = [
        f"{f.title}: {f.kind}, {f.characters:,} characters, {f.turns} turns"
        + (f", {', '.join(f.speakers[:8])}" if f.speakers else "")
        + (f", {f.codings} codings from comments" if f.codings else "")
        + (f", {f.memos} comments kept as memos" if f.memos else "")
        + (f", new codes: {', '.join(f.new_codes)}" if f.new_codes else "")
        + "".join(f"\n  note: {w}" for w in f.warnings)
        for f in outcome.imported
    ] + [f"Skipped {s.path}: {s.reason}" for s in outcome.skipped]
    value = {
        "imported": [
            {
                "path": str(f.path),
                "document": f.title,
                "kind": f.kind,
                "characters": f.characters,
                "turns": f.turns,
                "speakers": list(f.speakers),
                "warnings": list(f.warnings),
                "codings": f.codings,
                "memos": f.memos,
                "new_codes": list(f.new_codes),
            }
            for f in outcome.imported
        ],
        "skipped": [{"path": str(s.path), "reason": s.reason} for s in outcome.skipped],
    }
    return Answer(value, "\n".join(lines))


def _codebook(given: Namespace) -> Answer:
    if given.action == "list":
        books = tasks.list_codebooks()
        return Answer(
            [{"name": n, "title": t, "path": str(p)} for n, t, p in books],
            "\n".join(f"{n}: {t}" for n, t, _ in books),
        )
    if given.action == "show":
        book = tasks.load_codebook(given.codebook)
        rows = [
            {"path": p, "name": e.name, "kind": e.kind.value, "definition": e.definition, "apply": list(e.apply),
             "not_apply": list(e.not_apply), "example": e.example, "source": e.source}
            for p, e in book.walk()
        ]  # fmt: skip
        text = "\n".join(
            f"{'  ' * p.count('/')}{e.name}" + (f": {e.definition}" if e.definition else "") for p, e in book.walk()
        )
        return Answer({"id": book.id, "title": book.title, "version": book.version, "codes": rows}, text)
    if given.action == "apply":
        with Project.open(given.project) as project:
            counts = tasks.apply_codebook(project, given.codebook)
        return Answer(counts, f"Added {counts['added']} codes; {counts['kept']} were there already")
    with Project.open(given.project, read_only=True) as project:
        tasks.export_codebook(project, given.out)
    return Answer({"path": str(given.out)}, f"Wrote {given.out}")


def _code(given: Namespace) -> Answer:
    with Project.open(given.project) as project:
        document = project.read(queries.documents.find, name=given.document)
        code = project.read(queries.codes.find, path=given.code)
        if given.coder:
            project.use_coder(given.coder)
        key = project.do(
            operations.segments.apply, document_id=document.id, start=given.start, end=given.end, code_id=code.id
        )
        (row,) = project.read(queries.segments.all, coding_ids=[key])
    value = {
        "id": row.id, "document": row.document, "start": row.start, "end": row.end, "quote": row.quote,
        "code": row.code_path, "coder": row.coder, "turn": row.turn, "speaker": row.speaker,
    }  # fmt: skip
    return Answer(value, f"{row.code_path}: “{row.quote}” [{row.reference}], {row.coder}")


def _search(given: Namespace) -> Answer:
    search = Search(
        given.text,
        mode=Mode(given.mode),
        near=given.near,
        memos=given.everywhere,
        codes=given.everywhere,
        labels=True,
    )
    with Project.open(given.project, read_only=True) as project:
        hits = [hit for group in tasks.search(project, search) for hit in group.hits]
    value = [
        {
            "kind": h.kind,
            "document": h.document,
            "start": h.start,
            "end": h.end,
            "quote": h.quote,
            "turn": h.turn,
            "speaker": h.speaker,
        }
        for h in hits
    ]
    lines = [
        f"{h.document}{f', turn {h.turn}' if h.turn else ''}: {h.before}[{h.quote}]{h.after}".replace("\n", " ")
        for h in hits
    ]
    return Answer(value, "\n".join(lines) or "It is not in the documents.")


def _query(given: Namespace) -> Answer:
    with Project.open(given.project, read_only=True) as project:
        rows = project.read(queries.expression.passages, expression=given.expression)
    value = [
        {
            "document": r.document,
            "turn": r.turn,
            "speaker": r.speaker,
            "start": r.start,
            "end": r.end,
            "quote": r.quote,
        }
        for r in rows
    ]
    lines = [f"{r.document}, turn {r.turn}: {r.quote}".replace("\n", " ") for r in rows]
    return Answer(value, "\n".join(lines) or "No passage fits.")


def _merge(given: Namespace) -> Answer:
    with Project.open(given.project) as project:
        counts = tasks.merge(project, given.others, to_stderr, dry_run=given.dry_run)
    lines = ["Would bring:" if given.dry_run else "Brought in:"]
    for name, found in counts.to_json().items():
        if isinstance(found, dict):
            lines.append(f"  {name}: " + ", ".join(f"{n} {k.replace('_', ' ')}" for k, n in found.items()))
    lines += [f"  note: {c}" for c in counts.conflicts]
    return Answer(counts.to_json(), "\n".join(lines))


def _agreement(given: Namespace) -> Answer:
    with Project.open(given.project, read_only=True) as project:
        if given.coders and len(given.coders) != 2:
            raise InputError("Agreement is measured between two coders", "name two after --coders")
        pair = (given.coders[0], given.coders[1]) if given.coders else None
        only = _documents_of(project, given.documents, given.group)
        result = tasks.measure_agreement(
            project, to_stderr, coders=pair, unit=given.unit, overlap=given.overlap, document_ids=only
        )
    value = result.to_json()
    rows = [
        [r["code"], str(r["both"]), str(r["first"]), str(r["second"]), number(r["percent"]), number(r["kappa"]),
         f"{r['ci'][0]:.2f} to {r['ci'][1]:.2f}" if r["ci"] else "n/a", number(r["ac1"]), number(r["alpha"])]
        for r in value["per_code"]
    ]  # fmt: skip
    first, second = value["coders"]
    head = ["code", "both", f"{first} only", f"{second} only", "agreed", "kappa", "95 %", "AC1", "alpha"]
    text = table(rows, head=head)
    return Answer(value, f"{text}\n\npooled kappa {number(value['pooled_kappa'])}\n{result.bootstrap.note}")


def _documents_of(project: Project, names: list[str] | None, group: str | None) -> frozenset[int] | None:
    """Return the ids of the documents named and of the group, None where neither narrows."""
    only: frozenset[int] | None = None
    if names:
        only = frozenset(project.read(queries.documents.find, name=name).id for name in names)
    if group:
        attribute, equals, value = group.partition("=")
        if not equals:
            raise InputError("A group is an attribute with a value", "write it as --group role=volunteer")
        found = project.read(queries.groups.with_value, attribute=attribute, value=value)
        only = found if only is None else only & found
    return only


def _report(given: Namespace) -> Answer:
    if given.anonymise:
        raise AppError(
            "Reports cannot be anonymised yet", "use pseudonyms in the transcripts, and leave out --anonymise"
        )
    with Project.open(given.project, read_only=True) as project:
        tasks.write_report(project, given.out, to_stderr)
    return Answer({"path": str(given.out)}, f"Wrote {given.out}")


def _export(given: Namespace) -> Answer:
    with Project.open(given.project, read_only=True) as project:
        count = tasks.export(project, given.out, to_stderr)
    return Answer({"path": str(given.out), "rows": count}, f"Wrote {count} to {given.out}")


def _info(given: Namespace) -> Answer:
    with Project.open(given.project, read_only=True) as project:
        info = project.read(queries.project.info)
    value = asdict(info) | {"coders": list(info.coders)}
    text = "\n".join(f"{k}: {', '.join(v) if isinstance(v, list) else v}" for k, v in value.items() if k != "id")
    return Answer(value, text)


def _check(given: Namespace) -> Answer:
    with Project.open(given.project, read_only=True) as project:
        problems = project.read(queries.check.problems)
    value = {"ok": not problems, "problems": [{"where": p.where, "what": p.what} for p in problems]}
    return Answer(value, "\n".join(f"{p.where}: {p.what}" for p in problems) or "ok", ok=not problems)


def _history(given: Namespace) -> Answer:
    with Project.open(given.project, read_only=True) as project:
        rows = project.read(queries.history.recent, limit=given.limit)
    value = [
        {"id": r.uuid, "at": r.at, "coder": r.coder, "kind": r.kind, "summary": r.summary, "undone": r.undone,
         "rows": r.rows}
        for r in rows
    ]  # fmt: skip
    lines = [
        f"{r.at[:19].replace('T', ' ')}  {r.coder}: {r.summary}{' (undone)' if r.undone else ''}" for r in rows
    ]
    return Answer(value, "\n".join(lines) or "Nothing was changed yet.")


def _undo(given: Namespace) -> Answer:
    with Project.open(given.project) as project:
        undone = project.undo()
    return Answer({"undone": undone}, f"Undid: {undone}" if undone else "There is nothing to undo.")


VERBS: dict[str, Callable[[Namespace], Answer]] = {
    "demo": demo.run, "new": _new, "import": _import, "cases": cases.run, "anonymise": pseudonyms.run,
    "leaks": pseudonyms.leaks, "codebook": _codebook, "code": _code,
    "suggest": suggesting.suggest, "search": _search, "query": _query, "merge": _merge, "agreement": _agreement,
    "report": _report, "export": _export, "info": _info, "check": _check, "history": _history, "undo": _undo,
}  # fmt: skip
