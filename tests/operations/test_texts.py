# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""A transcript corrected after coding: everything in it follows, and undo is exact."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcoder_tc import Project, operations, queries
from qualcoder_tc.errors import RuleBroken
from tests.conftest import add, place, transcript


def codebook(project: Project) -> int:
    return project.do(operations.codes.create, name="Mutuality")


def quotes(project: Project) -> list[str]:
    return [s.quote for s in project.read(queries.segments.all)]


def text_of(project: Project) -> str:
    return project.read(queries.documents.text, document_id=1).text


def sound(project: Project) -> None:
    assert project.read(queries.check.problems) == []


def test_a_correction_moves_what_follows_and_undo_is_exact(project: Project) -> None:
    add(project, transcript())
    code = codebook(project)
    for words in ("lunch club", "In her good shoes", "look out for one another"):
        start, end = place(project, 1, words)
        project.do(operations.segments.apply, document_id=1, start=start, end=end, code_id=code, memo=f"on {words}")
    before, turns = text_of(project), project.read(queries.documents.text, document_id=1).turns
    after = before.replace("lunch club", "luncheon club").replace("We look out for one another now. ", "")
    assert project.do(operations.texts.edit, document_id=1, text=after) == 2
    assert text_of(project) == after
    # The middle one lost all its words, its memo went with it.
    assert quotes(project) == ["luncheon club", "In her good shoes"]
    assert len(project.read(queries.memos.all)) == 2
    sound(project)
    project.undo()
    assert text_of(project) == before
    assert project.read(queries.documents.text, document_id=1).turns == turns
    assert quotes(project) == ["lunch club", "look out for one another", "In her good shoes"]
    assert len(project.read(queries.memos.all)) == 3
    sound(project)
    project.redo()
    assert text_of(project) == after
    sound(project)


def test_words_added_between_turns_belong_to_the_turn_before(project: Project) -> None:
    add(project, transcript())
    text = text_of(project).replace("good shoes.\n", "good shoes.\n(everybody laughs)\n")
    project.do(operations.texts.edit, document_id=1, text="A heading\n" + text)
    turns = project.read(queries.documents.text, document_id=1).turns
    said = [text_of(project)[t.start : t.end] for t in turns]
    assert said[0] == "A heading" and turns[0].speaker is None
    assert "She did! In her good shoes.\n(everybody laughs)" in said
    sound(project)


def test_a_document_cannot_be_emptied(project: Project) -> None:
    add(project, transcript())
    with pytest.raises(RuleBroken, match="needs some text"):
        project.do(operations.texts.edit, document_id=1, text=" \n")
    sound(project)


def test_the_text_goes_into_no_log_entry_in_clear(project: Project) -> None:
    add(project, transcript())
    project.do(operations.texts.edit, document_id=1, text=text_of(project).replace("shoes", "Zanzibar"))
    entry = project.read(queries.history.recent, limit=1)[0]
    assert "Zanzibar" not in str(entry)


ALPHABET = st.text(alphabet=st.sampled_from("ab .\n🌱é:"), max_size=12)


@given(st.lists(st.tuples(st.integers(0, 600), st.integers(0, 80), ALPHABET), min_size=1, max_size=4), st.data())
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_slice_equals_quote_after_any_edit_and_after_undo(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[int, int, str]], data: st.DataObject
) -> None:
    folder: Path = tmp_path_factory.mktemp("edit")
    with Project.create(folder / "study.qtc", title="Study", coder="Amina Malik") as project:
        add(project, transcript())
        code = codebook(project)
        old = text_of(project)
        for _ in range(6):
            start = data.draw(st.integers(0, len(old) - 2))
            end = data.draw(st.integers(start + 1, min(len(old), start + 90)))
            if old[start:end].strip():
                project.do(operations.segments.apply, document_id=1, start=start, end=end, code_id=code)
        new = old
        for at, length, text in changes:
            new = new[:at] + text + new[at + length :]
        if not new.strip():
            return
        held, turns = quotes(project), project.read(queries.documents.text, document_id=1).turns
        project.do(operations.texts.edit, document_id=1, text=new)
        assert text_of(project) == new
        assert all(new[s.start : s.end] == s.quote for s in project.read(queries.segments.all))
        sound(project)
        if new != old:
            project.undo()
        assert text_of(project) == old
        assert quotes(project) == held
        assert project.read(queries.documents.text, document_id=1).turns == turns
        sound(project)
