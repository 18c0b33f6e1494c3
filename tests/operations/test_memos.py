# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Memos: several about one thing, by several people, linked to more, found again, never lost."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from qualcoder_tc import Project, errors, operations, queries, tasks
from qualcoder_tc.model.memos import DraftRow, MemoRow
from tests.conftest import place, state


def code_uuid(project: Project, path: str = "mutuality") -> str:
    return project.read(queries.codes.find, path=path).uuid


def write(project: Project, uuid: str, text: str, subject: str = "code", **more: str) -> int:
    key = project.do(operations.memos.write, subject_kind=subject, subject_uuid=uuid, text=text, **more)
    assert key is not None
    return key


def memo(project: Project, key: int) -> MemoRow:
    found = project.read(queries.memos.one, memo_id=key)
    assert found is not None
    return found


def test_each_writes_their_own_memo_about_one_thing_and_only_that(project: Project, mutuality: int) -> None:
    uuid = code_uuid(project)
    mine = write(project, uuid, "Where is the boundary?")
    project.use_coder("Joe Brennan")
    his = write(project, uuid, "At the credit.")
    with pytest.raises(errors.RuleBroken, match="written by Amina Malik"):
        project.do(operations.memos.write, subject_kind="code", subject_uuid=uuid, text="No", memo_id=mine)
    with pytest.raises(errors.RuleBroken, match="written by Amina Malik"):
        project.do(operations.memos.delete, memo_id=mine)
    found = project.read(queries.memos.about, subject_kind="code", subject_uuid=uuid)
    assert [(m.id, m.coder, m.text) for m in found] == [
        (mine, "Amina Malik", "Where is the boundary?"),
        (his, "Joe Brennan", "At the credit."),
    ]


def test_a_memo_keeps_when_it_was_made_and_when_changed(project: Project, mutuality: int) -> None:
    key = write(project, code_uuid(project), "First")
    before = memo(project, key)
    project.do(
        operations.memos.write,
        subject_kind="code",
        subject_uuid=before.subject_uuid,
        text="Second",
        title="  A   title ",
        kind="analytic",
        memo_id=key,
    )
    after = memo(project, key)
    assert (after.title, after.text, after.kind) == ("A title", "Second", "analytic")
    assert after.created == before.created
    assert after.modified > before.modified
    project.undo()
    assert memo(project, key) == before


def test_an_emptied_memo_goes_with_its_links_and_undo_brings_them_back(project: Project, mutuality: int) -> None:
    uuid = code_uuid(project)
    key = write(project, uuid, "Words")
    info = project.read(queries.project.info)
    project.do(operations.memos.link, memo_id=key, subject_kind="project", subject_uuid=info.id)
    before = state(project)
    project.do(operations.memos.write, subject_kind="code", subject_uuid=uuid, text=" ", memo_id=key)
    assert project.read(queries.memos.all) == []
    project.undo()
    assert state(project) == before


def test_a_memo_may_be_about_two_codes_and_a_segment(project: Project, interview: int, mutuality: int) -> None:
    other = project.do(operations.codes.create, name="Trust")
    start, end = place(project, interview, "In her good shoes")
    project.do(operations.segments.apply, document_id=interview, start=start, end=end, code_id=other)
    segment = project.read(queries.segments.of_document, document_id=interview)[0]
    key = write(project, code_uuid(project), "They meet here.")
    for _ in range(2):  # linking again changes nothing
        project.do(
            operations.memos.link, memo_id=key, subject_kind="code", subject_uuid=code_uuid(project, "trust")
        )
    project.do(operations.memos.link, memo_id=key, subject_kind="coding", subject_uuid=segment.uuid)
    assert [(s.kind, s.name) for s in memo(project, key).links] == [
        ("code", "Trust"),
        ("coding", "In her good shoes"),
    ]
    assert project.read(queries.memos.about, subject_kind="coding", subject_uuid=segment.uuid)[0].id == key
    project.do(operations.memos.unlink, memo_id=key, subject_uuid=segment.uuid)
    assert len(memo(project, key).links) == 1


def test_a_memo_about_two_things_outlives_the_first(project: Project, mutuality: int) -> None:
    other = project.do(operations.codes.create, name="Trust")
    key = write(project, code_uuid(project), "They meet here.")
    project.do(operations.memos.link, memo_id=key, subject_kind="code", subject_uuid=code_uuid(project, "trust"))
    before = state(project)
    project.do(operations.codes.delete, code_id=mutuality)
    assert (memo(project, key).about, memo(project, key).links) == ("Trust", ())
    assert project.read(queries.check.problems) == []
    project.undo()
    assert state(project) == before
    project.do(operations.codes.delete, code_id=other)
    assert (memo(project, key).about, memo(project, key).links) == ("Mutuality", ())
    assert project.read(queries.check.problems) == []


def test_memos_are_found_by_words_in_any_script_kind_author_and_subject(project: Project, mutuality: int) -> None:
    uuid, info = code_uuid(project), project.read(queries.project.info)
    tea = write(project, uuid, "Ask about ÉCOLE and tea", title="The tea", kind="analytic")
    shelf = write(project, info.id, "100%_sure", subject="project", kind="reflexive")
    project.use_coder("Joe Brennan")
    his = write(project, info.id, "Joe's own", subject="project")

    def found(**how: object) -> set[int]:
        ids = project.read(queries.memos.ids, **how)
        assert [m.id for m in project.read(queries.memos.some, ids=ids)] == ids
        assert len(set(ids)) == len(ids)
        return set(ids)

    assert found(words="école TEA") == {tea}
    assert found(words="mutual") == {tea}  # by the name of what it is about
    assert found(words="%_") == {shelf}
    assert found(words="tea shelf") == set()
    assert found(kinds=["reflexive"]) == {shelf}
    assert found(subject_kinds=["project"]) == {shelf, his}
    assert found(coder_ids=[project.coder.id]) == {his}
    assert found(subject_uuid=uuid) == {tea}
    assert project.read(queries.memos.ids) == [his, shelf, tea]
    assert [m.id for m in project.read(queries.memos.all)] == [tea, shelf, his]


def test_what_stands_beside_a_thing_is_ones_own_memo_the_first_of_the_others_and_their_number(
    project: Project, mutuality: int
) -> None:
    uuid, info = code_uuid(project), project.read(queries.project.info)
    about: dict[str, Any] = {"subject_kind": "code", "subject_uuid": uuid, "coder_id": project.coder.id}
    assert project.read(queries.memos.beside, **about) == (None, [], 0)
    linked = write(project, info.id, "On all of it", subject="project")
    project.do(operations.memos.link, memo_id=linked, subject_kind="code", subject_uuid=uuid)
    own = write(project, uuid, "Mine")
    project.use_coder("Joe Brennan")
    his = write(project, uuid, "His")
    everything = project.read(queries.memos.about, subject_kind="code", subject_uuid=uuid)
    assert [m.id for m in everything] == [own, his, linked]
    memo, others, count = project.read(queries.memos.beside, **about)
    assert memo == everything[0] and others == everything[1:] and count == 3
    assert project.read(queries.memos.beside, limit=1, **about) == (memo, others[:1], 3)
    assert project.read(queries.memos.some, ids=[linked, 99, own]) == [everything[2], everything[0]]
    assert project.read(queries.memos.name_of, subject_kind="code", subject_uuid=uuid) == "Mutuality"


def draft(project: Project, uuid: str, text: str, memo_uuid: str = "d" * 36) -> DraftRow:
    return DraftRow(memo_uuid, "code", uuid, "note", "", text, project.coder.uuid, "2026-01-01T00:00:00Z")


def test_a_draft_outlives_a_crash_and_becomes_a_memo_of_its_author(project: Project, mutuality: int) -> None:
    uuid = code_uuid(project)
    changes = len(project.read(queries.history.recent, limit=None))
    for text in ("Half", "Half a sen", "Half a sentence"):
        project.keep_draft(draft(project, uuid, text))
    assert len(project.read(queries.history.recent, limit=None)) == changes
    # What a crash leaves is the file as it is, without anything closed.
    crashed = project.path.with_name("crashed.qtc")
    for end in ("", "-wal"):
        shutil.copy(f"{project.path}{end}", f"{crashed}{end}")
    with Project.open(crashed) as again:
        again.use_coder("Joe Brennan")
        drafts = again.drafts()
        assert again.do(operations.memos.recover, drafts=drafts) == 1
        again.drop_drafts([d.memo_uuid for d in drafts])
        assert again.drafts() == []
        assert [(m.text, m.coder) for m in again.read(queries.memos.all)] == [("Half a sentence", "Amina Malik")]


def test_forgetting_leaves_no_draft(project: Project, mutuality: int) -> None:
    project.keep_draft(draft(project, code_uuid(project), "Marlene's real name"))
    project.forget(lambda text: text)
    assert project.drafts() == []
    assert b"real name" not in project.path.read_bytes()


def test_cases_that_become_one_keep_the_memos_of_both(project: Project) -> None:
    one, two = (project.do(operations.cases.create, name=name) for name in ("Marlene", "Marlene B."))
    uuids = {c.name: c.uuid for c in project.read(queries.cases.all)}
    first = write(project, uuids["Marlene"], "About her", subject="case")
    project.do(operations.memos.link, memo_id=first, subject_kind="case", subject_uuid=uuids["Marlene B."])
    project.do(operations.cases.merge, case_id=two, into_id=one)
    assert memo(project, first).links == ()
    assert project.read(queries.check.problems) == []


def test_memos_with_titles_and_links_merge_twice_without_a_change(
    project: Project, mutuality: int, tmp_path: Path
) -> None:
    trust = project.do(operations.codes.create, name="Trust")
    shared = write(project, code_uuid(project), "Shared")
    project.close()
    copy = tmp_path / "joe.qtc"
    shutil.copy(project.path, copy)
    with Project.open(copy) as joe:
        joe.do(operations.memos.link, memo_id=shared, subject_kind="code", subject_uuid=code_uuid(joe, "trust"))
        joe.do(
            operations.memos.write,
            subject_kind="code",
            subject_uuid=code_uuid(joe),
            text="Shared",
            title="Named later",
            memo_id=shared,
        )
        joe.use_coder("Joe Brennan")
        his = write(joe, joe.read(queries.project.info).id, "His", subject="project", title="Own", kind="reflexive")
        joe.do(operations.memos.link, memo_id=his, subject_kind="code", subject_uuid=code_uuid(joe))
    with Project.open(project.path) as lead:
        counts = tasks.merge(lead, [copy])
        assert counts.memos == {"new": 1, "same": 0, "updated": 1}
        found = {m.title: m for m in lead.read(queries.memos.all)}
        assert [s.name for s in found["Named later"].links] == ["Trust"]
        assert (found["Own"].coder, [s.name for s in found["Own"].links]) == ("Joe Brennan", ["Mutuality"])
        before = state(lead)
        assert tasks.merge(lead, [copy]).nothing_new()
        assert state(lead) == before
        # A link that was taken off here on purpose stays off.
        lead.do(operations.memos.unlink, memo_id=found["Named later"].id, subject_uuid=code_uuid(lead, "trust"))
        assert tasks.merge(lead, [copy]).nothing_new()
        lead.do(operations.codes.delete, code_id=trust)
        assert lead.read(queries.check.problems) == []
