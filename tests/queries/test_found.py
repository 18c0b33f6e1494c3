# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Searching in every mode, beside readings of the text that a child could check."""

from __future__ import annotations

import itertools
import re
import sqlite3
import tempfile
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcoder_tc import Project, errors, operations, queries, tasks
from qualcoder_tc.model.edits import Edit
from qualcoder_tc.model.searching import Coded, Hit, Mode, Search, windows
from qualcoder_tc.model.transcript import DocumentKind, ImportedDocument, Turn
from qualcoder_tc.storage import lexemes
from qualcoder_tc.storage.text_index import TextIndex
from tests.conftest import add, place, transcript


def hits(project: Project, search: Search) -> list[Hit]:
    return [hit for group in tasks.search(project, search) for hit in group.hits]


def quotes(project: Project, text: str, mode: Mode = Mode.WORDS, **more: object) -> list[str]:
    return [hit.quote for hit in hits(project, Search(text, mode, **more))]  # type: ignore[arg-type]


def document(text: str, title: str = "Notes", language: str = "en") -> ImportedDocument:
    return ImportedDocument(title, DocumentKind.FIELD_NOTE, text, (Turn(0, len(text)),), language=language)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("helping", ["helped", "helps", "Helping"]),
        ("go", ["went", "going"]),
        ("mouse", ["mice"]),
        ("CAFE", ["café"]),
        ("car*", ["caring", "care", "careful"]),
        ("tenan", ["Tenants"]),
        ("care", ["caring", "care", "careful"]),
        ("nothing-of-the-kind", []),
        ("", []),
        ("***", []),
    ],
)
def test_words_are_found_in_any_form(project: Project, text: str, found: list[str]) -> None:
    add(
        project,
        document(
            "She helped. He helps. Helping went on. The mice were caring; I care, careful in the café. Tenants going."
        ),
    )
    assert sorted(quotes(project, text)) == sorted(found)


def test_words_follow_the_language_of_their_document(project: Project) -> None:
    add(project, document("Wir gingen zu den Häusern.", "German", "de"))
    add(project, document("Le gift was small.", "English", "en"))
    assert quotes(project, "Haus") == ["Häusern"]
    assert quotes(project, "gehen") == ["gingen"]


def test_all_words_stand_in_one_turn(project: Project, interview: int) -> None:
    assert [h.turn for h in hits(project, Search("hour committee"))] == [3]
    assert quotes(project, "landing committee") == []
    [hit] = hits(project, Search("grandson club"))
    assert hit.quote == "club for three weeks, and then I took my grandson"
    assert [hit.quote[a - hit.start : b - hit.start] for a, b in hit.marks] == ["club", "grandson"]


def test_an_exact_phrase_minds_forms_and_order_but_not_case_or_commas(project: Project, interview: int) -> None:
    assert quotes(project, "AN HOURS AN HOUR", Mode.PHRASE) == []
    assert quotes(project, "an hour’s an hour", Mode.PHRASE) == ["an hour's an hour"]
    assert quotes(project, "hour isn't", Mode.PHRASE) == ["hour, isn't"]
    assert quotes(project, "good shoe", Mode.PHRASE) == []
    assert quotes(project, "good shoe", Mode.TOGETHER) == ["good shoes"]
    assert quotes(project, 'people "my own"') == ["people on my own"]


def test_near_counts_the_words_between(project: Project, interview: int) -> None:
    # "three weeks, and then I took my grandson": six words between
    assert quotes(project, "grandson weeks", Mode.NEAR, near=4) == []
    assert quotes(project, "grandson weeks", Mode.NEAR, near=5) == ["weeks, and then I took my grandson"]


def test_a_pattern_is_matched_and_a_wrong_one_explained(project: Project, interview: int) -> None:
    assert quotes(project, r"\bh\w+r's\b", Mode.PATTERN) == ["hour's"]
    assert quotes(project, r"^we", Mode.PATTERN) == []
    for wrong, words in (
        ("(a", "not closed"),
        ("a)", "not opened"),
        ("*", "repeats"),
        ("[a", "not closed"),
        ("\\", "backslash"),
    ):
        with pytest.raises(errors.InputError) as caught:
            quotes(project, wrong, Mode.PATTERN)
        assert words in caught.value.message


def test_a_catastrophic_pattern_is_stopped(project: Project) -> None:
    add(project, document("a" * 5000 + "b"))
    begun = time.monotonic()
    with pytest.raises(errors.InputError, match="too long"):
        quotes(project, r"(a|aa)+$", Mode.PATTERN)
    assert time.monotonic() - begun < 30


LETTERS = "aAbBßẞİıiéE\u0301ﬁ 'ΣςσÅ 한국어カ\u200d🌱_9\n-"


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(LETTERS, min_size=1, max_size=60), st.integers(0, 59), st.integers(1, 8))
def test_positions_are_exact_whatever_letters_do_when_case_is_folded(text: str, at: int, length: int) -> None:
    sought = text[at : at + length]
    with (
        tempfile.TemporaryDirectory() as folder,
        Project.create(Path(folder) / "p.qtc", coder="A") as project,
    ):
        add(project, document(text or "x"))
        for mode in (Mode.PHRASE, Mode.TOGETHER, Mode.WORDS):
            for hit in hits(project, Search(sought, mode)):
                assert text[hit.start : hit.end] == hit.quote
        words = lexemes.spans(sought)
        found = [(h.start, h.end) for h in hits(project, Search(sought, Mode.PHRASE))]
    # The oracle: the words of the text one by one, compared with those sought.
    here = lexemes.spans(text)
    expected: list[tuple[int, int]] = []
    past = 0
    for first in range(len(here)):
        some = here[first : first + len(words)]
        same = len(some) == len(words) > 0 and all(
            lexemes.fold(text[a:b]) == lexemes.fold(sought[c:d]) for (a, b), (c, d) in zip(some, words, strict=True)
        )
        if same and some[0][0] >= past:
            expected.append((some[0][0], some[-1][1]))
            past = some[-1][1]
    assert found == expected


@given(st.text(LETTERS + "अर्थक\u0301\u00ad", max_size=60))
def test_every_letter_and_digit_lies_in_one_word(text: str) -> None:
    places = lexemes.spans(text)
    covered = {n for a, b in places for n in range(a, b)}
    assert all(n in covered for n, c in enumerate(text) if c.isalnum())
    assert all(a < b for a, b in places)
    assert all(x[1] <= y[0] for x, y in itertools.pairwise(places))
    assert all(re.fullmatch(r"[^\s]+", lexemes.fold(text[a:b])) for a, b in places)


@given(
    st.lists(st.sampled_from("abcx"), min_size=1, max_size=25),
    st.sampled_from(["a b", "a b c", "b c", "a"]),
    st.integers(0, 6),
)
def test_near_agrees_with_fts5(words: list[str], sought: str, between: int) -> None:
    bare = sqlite3.connect(":memory:")
    bare.execute("CREATE VIRTUAL TABLE t USING fts5(text)")
    bare.execute("INSERT INTO t VALUES (?)", (" ".join(words),))
    query = f"NEAR({sought}, {between})"
    expected = bare.execute("SELECT count(*) FROM t WHERE t MATCH ?", (query,)).fetchone()[0]
    bare.close()
    parts = [[(n, n + 1) for n, w in enumerate(words) if w == one] for one in sought.split()]
    found = windows(parts, between) if all(parts) else []
    assert bool(found) == bool(expected)
    for start, end in found:
        assert {words[n] for n in range(start, end)} >= set(sought.split())


def test_a_search_is_narrowed_by_who_speaks_where_and_whether_it_is_coded(
    project: Project, interview: int, mutuality: int, code_words: Callable[[int, str, int], int]
) -> None:
    code_words(interview, "hour's an hour", mutuality)
    add(project, document("An hour of rain.", "Field note"))
    assert len(quotes(project, "hour")) == 4
    assert len(quotes(project, "hour", kinds=("field-note",))) == 1
    assert len(quotes(project, "hour", document_ids=(interview,))) == 3
    assert len(quotes(project, "hour", speakers=("P5",))) == 3
    assert quotes(project, "hour", speakers=("P2",)) == []
    assert quotes(project, "I", attribute=("role", "service user")) == ["I"]
    assert len(quotes(project, "say", roles=("moderator",))) == 1
    assert len(quotes(project, "hour", coded=Coded.CODED)) == 2
    assert len(quotes(project, "hour", coded=Coded.UNCODED)) == 2
    assert len(quotes(project, "hour", code_ids=(mutuality,))) == 2
    assert quotes(project, "hour", code_ids=(mutuality + 1000,)) == []


def test_memos_and_codes_are_searched_until_the_search_is_narrowed(
    project: Project, interview: int, mutuality: int
) -> None:
    uuid = project.read(queries.codes.one, code_id=mutuality).uuid
    project.do(operations.memos.write, subject_kind="code", subject_uuid=uuid, text="Relying is reciprocal.")
    found = hits(project, Search("rely"))
    assert [(h.kind, h.quote, h.document) for h in found] == [
        ("memo", "Relying", "Mutuality"),
        ("code", "rely", "principle/mutuality"),
    ]
    assert hits(project, Search("rely", speakers=("P1",))) == []


def test_labels_are_left_out_unless_wanted(project: Project, interview: int) -> None:
    assert quotes(project, "moderator") == []
    assert quotes(project, "moderator", labels=True) == ["Moderator"]


def test_the_index_follows_every_change(project: Project, interview: int) -> None:
    assert len(quotes(project, "landing")) == 1
    project.undo()
    assert quotes(project, "landing") == []
    project.redo()
    start, end = place(project, interview, "landing")
    project.do(operations.texts.replace, document_id=interview, edits=[Edit(start, end, "staircase")])
    assert quotes(project, "landing") == []
    assert quotes(project, "staircase") == ["staircase"]


def test_a_read_only_project_is_searched_without_an_index(project: Project, interview: int) -> None:
    project.close()
    before = project.path.read_bytes()
    with Project.open(project.path, read_only=True) as reader:
        assert quotes(reader, "landing") == ["landing"]
        assert quotes(reader, "landing") == ["landing"]
    assert project.path.read_bytes() == before


def test_a_kill_while_indexing_leaves_nothing_broken(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    from qualcoder_tc.storage import text_index

    monkeypatch.setattr(text_index, "_RUN", 3)
    add(project, document("one two three four five six seven eight nine ten", "Long"))
    add(project, document("ten eleven", "Short"))

    class Killed(BaseException):
        pass

    steps = 0

    def progress(_done: int, _total: int, _text: str = "") -> None:
        nonlocal steps
        steps += 1
        if steps == 4:
            raise Killed

    with pytest.raises(Killed):
        tasks.prepare_search(project, progress)
    assert quotes(project, "ten") == ["ten", "ten"]
    assert quotes(project, "three four five six seven", Mode.PHRASE) == ["three four five six seven"]
    assert project.read(queries.check.problems) == []


def test_forgetting_takes_the_index_along(project: Project, interview: int) -> None:
    assert quotes(project, "landing") == ["landing"]
    project.forget(lambda words: words)
    connection = sqlite3.connect(project.path)
    names = {r[0] for r in connection.execute("SELECT name FROM sqlite_master")}
    connection.close()
    assert not {n for n in names if n.startswith("text_search_forms")}
    assert quotes(project, "landing") == ["landing"]


def test_an_index_of_another_version_is_made_anew(project: Project, interview: int) -> None:
    assert quotes(project, "landing") == ["landing"]
    connection = sqlite3.connect(project.path)
    connection.execute("UPDATE text_search_state SET value = 'older'")
    connection.execute("DELETE FROM text_search_sources")
    connection.commit()
    connection.close()
    assert quotes(project, "landing") == ["landing"]


@pytest.mark.parametrize(
    ("extent", "quote"),
    [
        (tasks.Extent.HIT, "hour"),
        (tasks.Extent.SENTENCE, "And an hour's an hour, isn't it."),
        (
            tasks.Extent.TURN,
            "And an hour's an hour, isn't it. My hour is worth the same as the chair of the committee.",
        ),
    ],
)
def test_hits_are_coded_as_one_step(
    project: Project, interview: int, mutuality: int, extent: tasks.Extent, quote: str
) -> None:
    found = hits(project, Search("hour"))
    count = tasks.code_hits(project, found, mutuality, extent)
    rows = project.read(queries.segments.of_document, document_id=interview)
    text = project.read(queries.documents.text, document_id=interview).text
    assert len(rows) == count == {"hit": 3, "sentence": 2, "turn": 1}[extent.value]
    assert text[rows[0].start : rows[0].end] == quote
    assert project.read(queries.check.problems) == []
    assert tasks.code_hits(project, found, mutuality, extent) == 0
    project.undo()
    assert project.read(queries.segments.of_document, document_id=interview) == []
    project.redo()
    assert len(project.read(queries.segments.of_document, document_id=interview)) == count


def test_the_first_hits_come_before_the_last_document_is_read(project: Project) -> None:
    for number in range(30):
        add(project, transcript(f"Group {number}", (("P1", f"We meet on day {number}"),)))
    seen: list[int] = []
    tasks.search(project, Search("meet"), found=lambda group: seen.append(len(group.hits)))
    assert seen == [1] * 30


def test_more_hits_than_are_wanted_are_cut_and_said(project: Project, interview: int) -> None:
    [group] = tasks.search(project, Search("hour", limit=2))
    assert len(group.hits) == 2 and group.cut


def test_an_index_that_nobody_wrote_is_not_usable() -> None:
    connection = sqlite3.connect(":memory:")
    assert not TextIndex(connection, Path).usable()
    connection.close()


def test_composed_and_decomposed_accents_are_one(project: Project) -> None:
    add(project, document(unicodedata.normalize("NFD", "Le café est très bon")))
    assert quotes(project, "cafe") == [unicodedata.normalize("NFD", "café")]
    assert quotes(project, "très", Mode.PHRASE) == [unicodedata.normalize("NFD", "très")]
