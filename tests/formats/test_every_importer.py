# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Whatever file a transcript comes in: its turns are found, and codings stay on their words after edit and undo."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcoder_tc import Project, operations, queries, tasks
from qualcoder_tc.formats.importers import read_document
from qualcoder_tc.model.transcript import ImportOptions
from tests.formats.makers import MAKERS

LINES = [
    ("Interviewer", "How did you first hear about it?"),
    ("P07", "From my neighbour, (she) went on Thursdays; 'go on', she said."),
    ("Interviewer", "And what did you think?"),
    ("P07", "An hour's an hour, isn't it? Café & tea <3 50%"),
]
WIDE = [
    *LINES,
    ("Interviewer", "And now?"),
    ("P07", "We garden 🌱 “together”, naïve as it is\u00a0… \u05e9\u05dc\u05d5\u05dd"),
]


@pytest.mark.parametrize("suffix", MAKERS)
def test_turns_and_words_are_exactly_those_of_the_file(suffix: str) -> None:
    lines = LINES if suffix == ".pdf" else WIDE
    document = read_document(f"talk{suffix}", MAKERS[suffix](lines), ImportOptions())
    found = [(t.speaker, document.text[t.start : t.end]) for t in document.turns]
    assert found == lines
    assert document.roles == {"Interviewer": "interviewer"}


said = st.text(st.sampled_from("ab e\u0301é🌱.?!'’,"), min_size=1, max_size=30).map(
    lambda s: "w" + " ".join(s.split())
)


@pytest.mark.parametrize("suffix", MAKERS)
@given(st.lists(said, min_size=3, max_size=8), st.data())
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_slice_equals_quote_after_import_edit_and_undo(
    tmp_path_factory: pytest.TempPathFactory, suffix: str, words: list[str], data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("every")
    lines = [("Interviewer" if n % 2 == 0 else "P07", text) for n, text in enumerate(words)]
    path = folder / f"talk{suffix}"
    path.write_bytes(MAKERS[suffix](lines))
    with Project.create(folder / "study.qtc", title="Study", coder="Amina") as project:
        assert tasks.import_files(project, [path]).skipped == []
        code = project.do(operations.codes.create, name="Help")
        old = project.read(queries.documents.text, document_id=1).text
        for _ in range(5):
            start = data.draw(st.integers(0, len(old) - 2))
            end = data.draw(st.integers(start + 1, len(old)))
            if old[start:end].strip():
                project.do(operations.segments.apply, document_id=1, start=start, end=end, code_id=code)
        held = [(s.start, s.end, s.quote) for s in project.read(queries.segments.all)]
        assert all(old[a:b] == quote for a, b, quote in held)
        at = data.draw(st.integers(0, len(old)))
        new = (
            old[:at]
            + data.draw(st.sampled_from(["", "x", "🌱 y\n", "P07: z\n"]))
            + old[at + data.draw(st.integers(0, 40)) :]
        )
        if not new.strip():
            return
        project.do(operations.texts.edit, document_id=1, text=new)
        assert all(new[s.start : s.end] == s.quote for s in project.read(queries.segments.all))
        assert project.read(queries.check.problems) == []
        if new != old:
            project.undo()
        assert project.read(queries.documents.text, document_id=1).text == old
        assert [(s.start, s.end, s.quote) for s in project.read(queries.segments.all)] == held
        assert project.read(queries.check.problems) == []
