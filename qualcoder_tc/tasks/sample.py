# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The sample study: built from the shipped files as two coders and a merge would make it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qualcoder_tc import operations, paths, queries
from qualcoder_tc.errors import InputError
from qualcoder_tc.model.codes import Origin
from qualcoder_tc.model.records import CodeRow, DocumentText
from qualcoder_tc.model.transcript import DocumentKind, ImportOptions
from qualcoder_tc.progress import Progress, silent
from qualcoder_tc.project import Project
from qualcoder_tc.storage import sqlite
from qualcoder_tc.tasks.codebooks import apply_codebook
from qualcoder_tc.tasks.importing import import_files
from qualcoder_tc.tasks.merging import merge

_FOLDER = ("resources", "sample_study")


@dataclass(frozen=True, slots=True)
class SampleStudy:
    """Where the two projects of the sample study are: the lead's, merged, and the colleague's own copy."""

    lead: Path
    copy: Path


def make_sample_project(path: Path, progress: Progress = silent) -> Path:
    """Build the sample study as one merged project at `path`, replacing nothing; return it."""
    study = build(path, path.with_name(f"{path.stem} - Joe.qtc"), progress)
    study.copy.unlink(missing_ok=True)
    return study.lead


def build(lead: Path, copy: Path, progress: Progress = silent) -> SampleStudy:
    """Build the lead's project and the colleague's copy, each coded by one person, and merge them."""
    manifest = _yaml("study.yaml")
    amina, joe = manifest["coders"]
    steps = 5
    with Project.create(lead, title=manifest["title"], coder=amina["name"]) as project:
        progress(0, steps, "Bringing in the codebook")
        apply_codebook(project, "co-production")
        progress(1, steps, "Importing the documents")
        files = _import(project, manifest)
        copy.unlink(missing_ok=True)
        sqlite.backup(project.path, copy)
        progress(2, steps, f"Coding as {amina['name']}")
        _code(project, files, amina["codings"])
        _memos(project, files, amina["name"])
        _themes(project, files)
        with Project.open(copy) as other:
            progress(3, steps, f"Coding as {joe['name']}")
            other.use_coder(joe["name"])
            _code(other, files, joe["codings"])
            _memos(other, files, joe["name"])
        progress(4, steps, "Merging")
        merge(project, [copy])
        project.use_coder(amina["name"])
    progress(steps, steps, "")
    return SampleStudy(lead, copy)


def _yaml(name: str) -> Any:
    import yaml

    return yaml.safe_load(paths.data(*_FOLDER, name).read_text("utf-8"))


def _import(project: Project, manifest: dict[str, Any]) -> dict[str, int]:
    """Import the documents; return their ids by file name."""
    files: dict[str, int] = {}
    for entry in manifest["documents"]:
        options = ImportOptions(
            kind=DocumentKind(entry["kind"]),
            text_columns=tuple(entry.get("text_columns", ())),
            case_column=entry.get("case_column"),
            language=manifest.get("language"),
        )
        outcome = import_files(project, [paths.data(*_FOLDER, entry["file"])], options)
        if outcome.skipped:
            raise InputError(f"{entry['file']} of the sample study is missing", outcome.skipped[0].reason)
        key = outcome.imported[0].document_id
        files[entry["file"]] = key
        if outcome.imported[0].title != entry["title"]:
            project.do(operations.documents.rename, document_id=key, title=entry["title"])
    _cases(project, manifest, files)
    return files


def _cases(project: Project, manifest: dict[str, Any], files: dict[str, int]) -> None:
    known = {case.name: case.id for case in project.read(queries.cases.all)}
    for case in manifest.get("cases", ()):
        name = str(case["name"])
        if name not in known:
            known[name] = project.do(operations.cases.create, name=name)
        for attribute, value in case.get("attributes", {}).items():
            project.do(
                operations.cases.set_attribute,
                case_id=known[name],
                name=str(attribute),
                value=_words(value),
                type=_type(value),
            )
    for entry in manifest["documents"]:
        if entry.get("role_attribute"):
            _roles_from_attribute(project, files[entry["file"]], entry["role_attribute"])
        speakers = {s.name: s for s in project.read(queries.cases.speakers, document_id=files[entry["file"]])}
        for name, facts in (entry.get("speakers") or {}).items():
            speaker = speakers.get(str(name))
            if speaker is None:
                raise InputError(f"{entry['file']} of the sample study", f"there is no speaker {name} in it")
            if facts.get("role") and facts["role"] != speaker.role:
                project.do(operations.speakers.set_role, speaker_id=speaker.id, role=facts["role"])
            if facts.get("case"):
                project.do(
                    operations.speakers.assign_case, speaker_id=speaker.id, case_id=known[str(facts["case"])]
                )


def _roles_from_attribute(project: Project, document_id: int, attribute: str) -> None:
    """Give the respondents of a survey the role that their case has."""
    cases = {case.id: case.attributes for case in project.read(queries.cases.all)}
    for speaker in project.read(queries.cases.speakers, document_id=document_id):
        role = cases.get(speaker.case_id or 0, {}).get(attribute)
        if role:
            project.do(operations.speakers.set_role, speaker_id=speaker.id, role=role)


def _words(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _type(value: object) -> str:
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int | float):
        return "number"
    return "date" if type(value).__name__ == "date" else "text"


def _code(project: Project, files: dict[str, int], codings_file: str) -> None:
    texts = {key: project.read(queries.documents.text, document_id=key) for key in files.values()}
    codes = {row.path: row for row in project.read(queries.codes.all)}
    for entry in _yaml(codings_file):
        document = texts[files[entry["document"]]]
        start, end = _find(document, entry["quote"], entry.get("occurrence", 1))
        code = codes.get(entry["code"]) or _new_code(project, entry, codes)
        project.do(
            operations.segments.apply,
            document_id=document.id,
            start=start,
            end=end,
            code_id=code.id,
            origin=Origin(entry.get("origin", "manual")).value,
            memo=entry.get("memo"),
        )


def _find(document: DocumentText, quote: str, occurrence: int) -> tuple[int, int]:
    at = -1
    for _ in range(occurrence):
        at = document.text.find(quote, at + 1)
        if at < 0:
            raise InputError("The sample study is inconsistent", f"{quote!r} is not in {document.title}")
    return at, at + len(quote)


def _new_code(project: Project, entry: dict[str, Any], codes: dict[str, CodeRow]) -> CodeRow:
    """Make the code that an in vivo coding brings along, and the branch it stands under."""
    branch, _, _ = entry["code"].rpartition("/")
    fresh = entry.get("new_code")
    if fresh is None:
        raise InputError("The sample study is inconsistent", f"there is no code {entry['code']}")
    if branch and branch not in codes:
        project.do(
            operations.codes.create, name="In vivo", kind="branch", definition="Codes in participants' own words."
        )
    parent = project.read(queries.codes.find, path=branch).id if branch else None
    project.do(
        operations.codes.create, name=fresh["name"], parent_id=parent, definition=fresh.get("definition", "")
    )
    codes.clear()
    codes.update({row.path: row for row in project.read(queries.codes.all)})
    if entry["code"] not in codes:
        raise InputError("The sample study is inconsistent", f"{fresh['name']} does not make {entry['code']}")
    return codes[entry["code"]]


def _memos(project: Project, files: dict[str, int], coder: str) -> None:
    documents = {row.id: row for row in project.read(queries.documents.all)}
    cases = {row.name: row.uuid for row in project.read(queries.cases.all)}
    for entry in _yaml("memos.yaml"):
        if entry["coder"] not in (coder, project.coder.initials) or entry["about"] == "theme":
            continue
        if entry["about"] == "project":
            uuid = project.read(queries.project.info).id
        elif entry["about"] == "document":
            uuid = documents[files[entry["name"]]].uuid
        elif entry["about"] == "case":
            uuid = cases[str(entry["name"])]
        else:
            uuid = project.read(queries.codes.find, path=entry["name"]).uuid
        key = project.do(
            operations.memos.write,
            subject_kind=entry["about"],
            subject_uuid=uuid,
            text=entry["text"],
            kind=entry.get("kind", "note"),
            title=entry.get("title", ""),
        )
        for path in entry.get("links", ()):
            linked = project.read(queries.codes.find, path=path).uuid
            project.do(operations.memos.link, memo_id=key or 0, subject_kind="code", subject_uuid=linked)


def _themes(project: Project, files: dict[str, int]) -> None:
    keys: dict[str, int] = {}
    for entry in _yaml("themes.yaml"):
        key = keys[entry["name"]] = project.do(
            operations.themes.create,
            name=entry["name"],
            definition=entry["definition"],
            parent_id=keys.get(entry.get("under", "")),
        )
        for path in entry.get("codes", ()):
            code = project.read(queries.codes.find, path=path)
            project.do(operations.themes.add_code, theme_id=key, code_id=code.id)
        _telling(project, files, key, entry.get("segments", ()))
        project.do(operations.themes.set_phase, theme_id=key, phase=entry.get("phase", "candidate"))
    uuids = {t.id: t.uuid for t in project.read(queries.themes.all)}
    for memo in (m for m in _yaml("memos.yaml") if m["about"] == "theme"):
        project.do(
            operations.memos.write,
            subject_kind="theme",
            subject_uuid=uuids[keys[memo["name"]]],
            text=memo["text"],
            kind=memo.get("kind", "note"),
        )


def _telling(project: Project, files: dict[str, int], theme_id: int, wanted: Sequence[dict[str, Any]]) -> None:
    segments = project.read(queries.segments.all)
    for entry in wanted:
        document = files[entry["document"]]
        found = next((s for s in segments if s.document_id == document and entry["quote"] in s.quote), None)
        if found is None:
            raise InputError("The sample study is inconsistent", f"nobody coded {entry['quote']!r}")
        project.do(
            operations.themes.add_segment,
            theme_id=theme_id,
            coding_id=found.id,
            note=entry.get("note", ""),
            against=entry.get("against", False),
        )
