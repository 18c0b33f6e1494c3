# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""A colleague's copy from before a correction still merges: their codings find their words again."""

from __future__ import annotations

import shutil
from pathlib import Path

from qualcoder_tc import Project, operations, queries, tasks
from tests.conftest import add, place, transcript


def test_codings_of_an_older_copy_find_their_words(tmp_path: Path) -> None:
    mine, theirs = tmp_path / "mine.qtc", tmp_path / "theirs.qtc"
    with Project.create(mine, title="Study", coder="Amina Malik") as project:
        add(project, transcript())
        code = project.do(operations.codes.create, name="Mutuality")
    shutil.copy(mine, theirs)
    with Project.open(theirs) as project:
        project.use_coder("Joe Brennan")
        for words in ("In her good shoes", "look out for one another", "An hour's an hour".lower()[3:]):
            start, end = place(project, 1, words)
            project.do(operations.segments.apply, document_id=1, start=start, end=end, code_id=code)
    with Project.open(mine) as project:
        text = project.read(queries.documents.text, document_id=1).text
        corrected = (
            text.replace("lunch club", "luncheon club").replace("🌱 ", "").replace("good shoes", "best shoes")
        )
        project.do(operations.texts.edit, document_id=1, text=corrected)
        counts = tasks.merge(project, [theirs])
        quotes = [s.quote for s in project.read(queries.segments.all)]
        assert "look out for one another" in quotes
        assert "In her good shoes" not in quotes  # its words are no longer there, which is told
        assert counts.conflicts
        assert project.read(queries.check.problems) == []
        again = tasks.merge(project, [theirs])
        assert again.codings["new"] == 0
        assert project.read(queries.documents.text, document_id=1).text == corrected
