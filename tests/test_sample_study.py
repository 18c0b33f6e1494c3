# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The sample study is whole: its codings stand where they say, and its two coders differ."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcoder_tc import Project, queries
from qualcoder_tc.model.codes import Origin
from qualcoder_tc.model.transcript import DocumentKind
from qualcoder_tc.tasks import sample


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    folder = tmp_path_factory.mktemp("sample")
    built = sample.build(folder / "study.qtc", folder / "joe.qtc")
    with Project.open(built.lead, read_only=True) as project:
        yield project


def test_the_built_project_is_sound(study: Project) -> None:
    assert study.read(queries.check.problems) == []
    info = study.read(queries.project.info)
    assert (info.documents, info.coders) == (7, ("Amina Malik", "Joe Brennan"))
    assert info.codings > 350
    assert info.memos >= 20
    assert info.themes == 5
    themes = study.read(queries.themes.all)
    assert [t.number for t in themes] == ["1", "2", "2.1", "3", "4"]
    assert {t.phase for t in themes} == {"candidate", "reviewed", "defined"}
    assert sum(s.against for t in themes for s in t.segments) == 2


def test_it_has_the_size_and_the_kinds_of_a_small_study(study: Project) -> None:
    rows = study.read(queries.documents.all)
    assert 13_000 < sum(row.words for row in rows) < 18_000
    kinds = [row.kind for row in rows]
    assert kinds.count(DocumentKind.INTERVIEW) == 3
    assert kinds.count(DocumentKind.FOCUS_GROUP) == 2
    assert {DocumentKind.SURVEY, DocumentKind.FIELD_NOTE} <= set(kinds)
    for row in rows:
        if row.kind is DocumentKind.FOCUS_GROUP:
            assert len(row.speakers) >= 6


def test_every_speaker_is_found_and_tied_to_a_case(study: Project) -> None:
    speakers = study.read(queries.cases.speakers)
    assert all(s.case or s.role in ("interviewer", "moderator") for s in speakers)
    survey = [s for s in speakers if s.document == "Members survey"]
    assert len(survey) == 44
    assert {s.role for s in survey} == {"service user", "practitioner", "policy maker", "traditional volunteer"}
    marlene = next(c for c in study.read(queries.cases.all) if c.name == "Marlene")
    assert marlene.documents == ("Interview 01", "Focus group 1")


def test_the_coders_share_documents_and_really_disagree(study: Project) -> None:
    found: dict[str, set[tuple[int, int, int, str]]] = {"AM": set(), "JB": set()}
    for s in study.read(queries.segments.all):
        found[s.initials].add((s.document_id, s.start, s.end, s.code_path))
    both = {d for d, *_ in found["AM"]} & {d for d, *_ in found["JB"]}
    assert len(both) >= 3
    assert len(found["AM"] & found["JB"]) > 40
    assert len({c for c in found["AM"] - found["JB"] if c[0] in both}) > 30
    assert len(found["JB"] - found["AM"]) > 30


def test_it_uses_the_codebook_broadly_and_some_in_vivo_codes(study: Project) -> None:
    segments = study.read(queries.segments.all)
    assert len({s.code_path for s in segments}) >= 45
    assert sum(s.origin is Origin.IN_VIVO for s in segments) == 3
    assert any(s.memo for s in segments)


def test_time_stamps_of_captions_are_kept(study: Project) -> None:
    garden = study.read(queries.documents.find, name="Focus group 2")
    turns = study.read(queries.documents.text, document_id=garden.id).turns
    assert turns[0].time_start == pytest.approx(3.2)
    assert garden.duration and 300 < garden.duration < 3600


def test_the_shipped_files_are_where_the_manifest_says() -> None:
    folder = Path(__file__).resolve().parents[1] / "resources" / "sample_study"
    manifest = sample._yaml("study.yaml")  # pyright: ignore[reportPrivateUsage]
    assert all((folder / entry["file"]).is_file() for entry in manifest["documents"])
