# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Names give way to pseudonyms everywhere, codings follow, undo is exact, and what is forgotten is gone."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcoder_tc import Project, operations, queries, tasks
from qualcoder_tc.analysis.identifying import Identifier
from qualcoder_tc.errors import InputError, ProjectError, RuleBroken
from qualcoder_tc.model.names import Pseudonym, whole_words
from tests.conftest import add, place, transcript

LINES = (
    ("Moderator", "Mary, you first. MARY?"),
    ("Mary Okafor", "Well, Ron's sister and I, Mary Okafor, went to Waterlees Road. Rosemary didn't."),
    ("Ron", "Mary's right. Ring 01945 582 123. 🌱 Mary."),
)
KEY = (
    Pseudonym("Mary Okafor", "Ann"),
    Pseudonym("Mary", "[Ann]"),
    Pseudonym("Ron", "Ted"),
    Pseudonym("Waterlees Road", "Street 1", "place"),
    Pseudonym("01945 582 123", "Phone 1", "phone"),
    Pseudonym("Nobody Here", ""),
)


def study(project: Project) -> None:
    add(project, transcript("Talk with Mary", LINES))
    code = project.do(operations.codes.create, name="Help by Ron")
    project.do(operations.cases.create, name="Mary Okafor")
    for words in ("Ron's sister and I, Mary Okafor", "Mary's right", "Ring 01945"):
        start, end = place(project, 1, words)
        project.do(
            operations.segments.apply, document_id=1, start=start, end=end, code_id=code, memo=f"Mary: {words}"
        )


def text_of(project: Project) -> str:
    return project.read(queries.documents.text, document_id=1).text


def everything(project: Project) -> str:
    rows = [
        project.read(q) for q in (queries.segments.all, queries.memos.all, queries.codes.all, queries.cases.all)
    ]
    return (
        text_of(project)
        + repr(rows)
        + repr(project.read(queries.documents.all))
        + repr(project.read(queries.cases.speakers))
    )


def test_names_are_replaced_everywhere_and_codings_follow(project: Project) -> None:
    study(project)
    before = everything(project)
    counts = project.do(operations.pseudonyms.apply, pseudonyms=KEY)
    assert counts.documents == 1 and counts.places == 10
    text = text_of(project)
    assert "[Ann]'s right. Ring [Phone 1]. 🌱 [Ann]." in text
    assert "Rosemary didn't" in text
    quotes = [s.quote for s in project.read(queries.segments.all)]
    assert quotes == ["[Ted]'s sister and I, [Ann]", "[Ann]'s right", "Ring [Phone 1]"]
    assert not whole_words(["Mary", "Ron", "Okafor", "Waterlees"], any_case=True).search(everything(project))
    assert {s.name for s in project.read(queries.cases.speakers)} == {"Moderator", "[Ann]", "[Ted]"}
    assert "Mary" not in str(project.read(queries.history.recent, limit=1))
    assert project.read(queries.check.problems) == []
    assert project.do(operations.pseudonyms.apply, pseudonyms=KEY).places == 0
    project.undo()
    assert everything(project) == before
    assert project.read(queries.check.problems) == []


def test_names_are_replaced_in_the_evidence_of_suggestions_too(project: Project) -> None:
    study(project)
    (code,) = project.read(queries.codes.all)
    other = project.do(operations.codes.create, name="Family")
    evidence = [
        {"kind": "definition", "text": "Help by Ron", "score": 0.5, "reference": "", "coding": "", "against": False},
        {
            "kind": "coded otherwise", "text": "Mary's right", "score": 0.4, "reference": "Talk with Mary, Ron, turn 3",
            "coding": "mary-uuid", "against": True, "codes": [code.uuid],
        },
    ]  # fmt: skip
    start, end = place(project, 1, "Ron's sister")
    proposal = {"document_id": 1, "code_id": other, "start": start, "end": end, "quote": "Ron's sister"}
    facts = {"score": 0.7, "model": "mini", "evidence": evidence}
    project.do(operations.suggestions.propose, proposals=[proposal | facts], document_ids=[1])
    project.do(operations.pseudonyms.apply, pseudonyms=KEY)
    (row,) = project.read(queries.suggestions.pending)
    assert [e.text for e in (*row.because, *row.against)] == ["Help by [Ted]", "[Ann]'s right"]
    assert row.against[0].reference == "Talk with [Ann], [Ted], turn 3"
    assert not whole_words(["Mary", "Ron"], any_case=True).search(repr(row.against[0].codes))
    assert row.against[0].codes and row.against[0].coding == "mary-uuid"


def test_one_name_cannot_have_two_pseudonyms(project: Project) -> None:
    study(project)
    with pytest.raises(RuleBroken, match="two pseudonyms"):
        project.do(operations.pseudonyms.apply, pseudonyms=[Pseudonym("Ron", "A"), Pseudonym("ron", "B")])


def test_the_key_is_written_first_grows_and_never_changes(project: Project, tmp_path: Path) -> None:
    study(project)
    key = tmp_path / "key.csv"
    tasks.pseudonyms.apply(project, KEY[:3], key)
    assert {p.real: p.replacement for p in tasks.pseudonyms.read_key(key)} == {
        "Mary Okafor": "[Ann]",
        "Mary": "[Ann]",
        "Ron": "[Ted]",
    }
    add(project, transcript("Second talk", (("Ron", "It's Ron again, with Bev."),)))
    tasks.pseudonyms.apply(project, [Pseudonym("Bev", "Sue")], key)
    assert "[Ted] again, with [Sue]" in project.read(queries.documents.text, document_id=2).text
    with pytest.raises(InputError, match="The key says"):
        tasks.pseudonyms.apply(project, [Pseudonym("Ron", "Other")], key)
    with pytest.raises(InputError, match=r"cannot be the project|is a \.csv"):
        tasks.pseudonyms.write_key(project, project.path, KEY)


def test_what_is_forgotten_is_not_in_the_bytes_of_the_file(project: Project, tmp_path: Path) -> None:
    study(project)
    assert project.read(queries.documents.original, document_id=1)[1]
    tasks.pseudonyms.apply(project, KEY, tmp_path / "key.csv")
    held = {leak.where for leak in tasks.find_leaks(project.path, KEY).leaks}
    assert {"what undo keeps", "the original of document 1"} <= held
    tasks.pseudonyms.apply(project, KEY, tmp_path / "key.csv", remove_originals=True)
    assert project.undo_text() is None and project.undo() is None
    assert project.read(queries.check.problems) == []
    path = project.path
    project.close()
    for part in path.parent.glob(path.name + "*"):
        data = part.read_bytes().decode("utf-8", "ignore")
        for name in ("Okafor", "Waterlees", "01945 582", "Mary", "Ron"):
            assert not whole_words([name], any_case=True).search(data), (part.name, name)
    assert tasks.find_leaks(path, KEY).clean
    with Project.open(path) as again:
        assert again.read(queries.check.problems) == []
        start, end = place(again, 1, "sister")
        again.do(operations.segments.apply, document_id=1, start=start, end=end, code_id=1)
        assert again.undo() is not None and again.undo() is None


def test_leaks_are_found_in_word_across_runs_and_in_tables(project: Project, tmp_path: Path) -> None:
    import docx
    from openpyxl import Workbook

    document = docx.Document()
    paragraph = document.add_paragraph("So ")
    for run in ("Ma", "ry Oka", "for"):
        paragraph.add_run(run)
    document.add_paragraph("[Ann] and Rosemary")
    document.save(str(tmp_path / "report.docx"))
    leaks = tasks.find_leaks(tmp_path / "report.docx", KEY).leaks
    assert {(leak.name, leak.where) for leak in leaks} == {("Mary Okafor", "word/document.xml")}
    book = Workbook()
    book.active.append(["quote", "ron was there"])
    book.save(tmp_path / "segments.xlsx")
    assert [leak.name for leak in tasks.find_leaks(tmp_path / "segments.xlsx", KEY).leaks] == ["ron"]
    (tmp_path / "a.csv").write_text("[Ann];Ronald;Rosemary\n", encoding="utf-8")
    assert tasks.find_leaks(tmp_path / "a.csv", KEY).clean


def test_leaks_in_attributes_comments_and_escapes_are_found(project: Project, tmp_path: Path) -> None:
    import docx

    document = docx.Document()
    run = document.add_paragraph().add_run("[Ann]")
    document.add_comment(run, text="fine", author="Mary Okafor", initials="MO")
    document.core_properties.author = "Ron"
    document.save(str(tmp_path / "a.docx"))
    found = {(leak.name, leak.where) for leak in tasks.find_leaks(tmp_path / "a.docx", KEY).leaks}
    assert found == {("Mary Okafor", "word/comments.xml"), ("Ron", "docProps/core.xml")}
    (tmp_path / "a.jsonl").write_text(r'{"quote": "\u0045va and R\u006fn"}', encoding="utf-8")
    assert [leak.name for leak in tasks.find_leaks(tmp_path / "a.jsonl", KEY).leaks] == ["Ron"]
    (tmp_path / "a.html").write_text("<p>Mary <b>Okaf</b>or &#82;on</p>", encoding="utf-8")
    assert {leak.name for leak in tasks.find_leaks(tmp_path / "a.html", KEY).leaks} >= {"Mary Okafor", "Ron"}


def test_nobody_new_is_proposed_a_pseudonym_that_is_taken(project: Project, tmp_path: Path) -> None:
    key = tmp_path / "key.csv"
    add(project, transcript("One", (("INT", "And?"), ("P1", "I told Danute. Danute came."))))
    found = tasks.pseudonyms.find(project)
    assert [i.replacement for i in found if i.text == "Danute"] == ["[Person 1]"]
    tasks.pseudonyms.apply(project, tasks.pseudonyms.pseudonyms_of(found), key)
    add(project, transcript("Two", (("INT", "And?"), ("P1", "I told Gintaras. Danute came."))))
    for used in (key, None):  # the key says what is taken, and so do the texts
        names = {i.text: i.replacement for i in tasks.pseudonyms.find(project, key=used)}
        assert names["Gintaras"].startswith("[Person ") and names["Gintaras"] != "[Person 1]"
    assert {i.text: i.replacement for i in tasks.pseudonyms.find(project, key=key)}["Danute"] == "[Person 1]"


def test_two_forms_of_one_name_become_one_speaker_and_codes_stay_apart(project: Project) -> None:
    add(project, transcript("Talk", (("Mary", "Yes."), ("INT", "And?"), ("Mary Okafor", "No."))))
    project.do(operations.codes.create, name="Mary")
    project.do(operations.codes.create, name="Mary Okafor")
    project.do(operations.cases.create, name="Mary Okafor")
    project.do(operations.pseudonyms.apply, pseudonyms=KEY)
    speakers = [(s.name, s.turns) for s in project.read(queries.cases.speakers)]
    assert sorted(speakers) == [("INT", 1), ("[Ann]", 2)]
    assert sorted(c.name for c in project.read(queries.codes.all)) == ["[Ann]", "[Ann] (2)"]
    assert project.read(queries.check.problems) == []
    project.undo()
    assert len(project.read(queries.cases.speakers)) == 3
    assert project.read(queries.check.problems) == []


def test_words_in_small_letters_are_left_and_counted(project: Project) -> None:
    add(project, transcript("Talk", (("P1", "we said ron would. Ron did."),)))
    assert project.do(operations.pseudonyms.apply, pseudonyms=KEY).small == 1


def test_a_file_that_cannot_be_rewritten_says_so(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    study(project)
    reader = sqlite3.connect(project.path)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM document").fetchone()
    with pytest.raises(ProjectError, match="once more"):
        tasks.pseudonyms.apply(project, KEY, tmp_path / "key.csv", remove_originals=True)
    reader.close()
    assert project.undo_text() is None or "Replaced" not in (project.undo_text() or "")
    tasks.pseudonyms.apply(project, KEY, tmp_path / "key.csv", remove_originals=True)
    assert tasks.find_leaks(project.path, KEY).clean


NAMES = st.sampled_from(["Mary", "Ron", "Ann Lee", "Ann", "Éva", "O'Neil", "X1", "Lee"])


@given(
    st.lists(st.tuples(NAMES, st.sampled_from([" ", "'s ", ", ", "\n", "🌱", "y "])), min_size=1, max_size=25),
    st.data(),
)
@settings(max_examples=25)
def test_any_names_in_any_text(
    tmp_path_factory: pytest.TempPathFactory, words: list[tuple[str, str]], data: st.DataObject
) -> None:
    said = "Well " + "".join(a + b for a, b in words) + " end"
    with Project.create(tmp_path_factory.mktemp("names") / "a.qtc", title="S", coder="Amina") as project:
        add(project, transcript("Talk", (("P1", said.replace("\n", " ")), ("P2", "Ron"))))
        code = project.do(operations.codes.create, name="Help")
        text = text_of(project)
        for _ in range(4):
            start = data.draw(st.integers(0, len(text) - 2))
            end = data.draw(st.integers(start + 1, len(text)))
            if text[start:end].strip():
                project.do(operations.segments.apply, document_id=1, start=start, end=end, code_id=code)
        held = [(s.start, s.end, s.quote) for s in project.read(queries.segments.all)]
        key = [
            Pseudonym("Mary", "A"),
            Pseudonym("Ron", "B"),
            Pseudonym("Ann Lee", "C"),
            Pseudonym("Éva", "D"),
            Pseudonym("Lee", "E"),
        ]
        done = project.do(operations.pseudonyms.apply, pseudonyms=key)
        after = text_of(project)
        assert not whole_words([p.real for p in key]).search(after)
        assert all(after[s.start : s.end] == s.quote for s in project.read(queries.segments.all))
        assert project.read(queries.check.problems) == []
        if done.places or done.speakers:
            project.undo()
        assert text_of(project) == text
        assert [(s.start, s.end, s.quote) for s in project.read(queries.segments.all)] == held


def test_names_beside_the_transcripts_are_proposed_and_replaced(project: Project, tmp_path: Path) -> None:
    project.do(
        operations.documents.add,
        document=transcript("Interview Philippa Underwood", (("rose", "yes"), ("P1", "we told danute. A rose."))),
        source_name="Interview_Philippa_Underwood_2.docx",
        data=b"x",
    )
    project.do(operations.cases.create, name="Bronwen Okafor_2")
    project.do(operations.cases.set_attribute, case_id=1, name="Ron's aunt", value="Bronwen says so")
    wanted = '{"speakers": ["rose"], "words": "Danute"}'
    project.do(operations.many.keep_retrieval, name="What Danute says", wanted=wanted)
    by_hand = [
        Identifier("person", name, replacement=f"[Person {n}]")
        for n, name in enumerate(("Danute", "Rose"), start=90)
    ]
    found = tasks.pseudonyms.find(project)
    forms = {form for one in found for form in (one.text, *one.variants)}
    assert {"Philippa Underwood", "Bronwen Okafor", "Bronwen"} <= forms
    key = tasks.pseudonyms.pseudonyms_of([*(one for one in found if one.text != "Rose"), *by_hand])
    counts = tasks.pseudonyms.apply(project, key, tmp_path / "key.csv")
    # A label is a name whatever its capitals; elsewhere a word that is one stays.
    assert text_of(project).startswith("[Person 91]: yes") and "we told [Person 90]. A rose." in text_of(project)
    assert counts.small == 1
    said = "\n".join(str(words) for _, words in project.read(lambda s: list(queries.words.everything(s))))
    kept = next(iter(project.read(queries.project.options)["retrievals"].items()))
    assert kept == ("What [Person 90] says", '{"speakers": ["[Person 91]"], "words": "[Person 90]"}')
    assert "Philippa" in said  # in what undo keeps
    tasks.pseudonyms.apply(project, key, tmp_path / "key.csv", remove_originals=True)
    shown = "\n".join(str(words) for _, words in project.read(lambda s: list(queries.words.everything(s))))
    assert not whole_words(["Philippa", "Underwood", "Bronwen", "Danute"], any_case=True).search(shown)


def test_the_first_word_of_a_title_is_no_first_name_of_a_speaker(project: Project) -> None:
    add(project, transcript("Sheffield Danute", (("INT", "And then?"), ("Danute", "We went. It was fine."))))
    found = {one.text: one.variants for one in tasks.pseudonyms.find(project)}
    assert found["Danute"] == () and "Sheffield Danute" not in found
