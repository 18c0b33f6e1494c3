# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Fixtures that any test may use."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest

from qualcoder_tc import Project, operations
from qualcoder_tc.model.transcript import DocumentKind, ImportedCase, ImportedDocument, Turn

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# A busy machine is no failure: examples are bounded in number, not in time.
hypothesis.settings.register_profile("patient", deadline=None)
hypothesis.settings.load_profile("patient")

LINES = (
    ("Moderator", "Can you say a bit more about what happens once somebody has earned their credits?"),
    ("P2", "Well, I did the lunch club for three weeks, and then I took my grandson swimming on them."),
    ("P5", "And an hour's an hour, isn't it. My hour is worth the same as the chair of the committee."),
    ("P4", "We look out for one another now. 🌱 Before, I'd not have known half the people on my own landing."),
    ("P1", "She did! In her good shoes."),
    ("P3", "I think the staff changed as much as we did. Now she says, what do you reckon, and then she waits."),
)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Return the folder of real material beside the checkout; skip where it is absent."""
    folder = Path(__file__).resolve().parents[1].parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the shared real material is not beside this checkout")
    return folder


@pytest.fixture(autouse=True)
def _own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep tests away from the settings of whoever runs them."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


def transcript(title: str = "Focus group 2", lines: tuple[tuple[str, str], ...] = LINES) -> ImportedDocument:
    """Return a small focus group with labels in the text, as importers make it."""
    text, turns = "", []
    for speaker, said in lines:
        label = len(text)
        text += f"{speaker}: "
        turns.append(Turn(len(text), len(text) + len(said), speaker, label))
        text += said + "\n"
    return ImportedDocument(
        title=title,
        kind=DocumentKind.FOCUS_GROUP,
        text=text,
        turns=tuple(turns),
        roles={"Moderator": "moderator"},
        cases=(ImportedCase("Marlene", {"role": "service user", "age": "61"}, ("P4",)),),
    )


def add(project: Project, document: ImportedDocument) -> int:
    """Add a document to a project and return its id."""
    return project.do(
        operations.documents.add,
        document=document,
        source_name=f"{document.title}.txt",
        data=document.text.encode(),
    )


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Return an empty project of the coder Amina Malik, open for writing."""
    with Project.create(tmp_path / "study.qtc", title="Study", coder="Amina Malik") as opened:
        yield opened


@pytest.fixture
def interview(project: Project) -> int:
    """Return the id of a small focus group in the project."""
    return add(project, transcript())


@pytest.fixture
def mutuality(project: Project) -> int:
    """Return the id of the code principle/mutuality."""
    facet = project.do(operations.codes.create, name="Principle", kind="facet")
    return project.do(
        operations.codes.create, name="Mutuality", parent_id=facet, definition="People rely on each other."
    )


_DERIVED = ("change", "changed_row", "sqlite_sequence", "alembic_version")


def state(project: Project) -> dict[str, list[str]]:
    """Return every row of every table but the history, to compare states exactly."""
    found: dict[str, list[str]] = {}
    connection = sqlite3.connect(project.path)
    names = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'text_search%'"
    for (name,) in connection.execute(names).fetchall():
        if name not in _DERIVED:
            found[name] = sorted(repr(row) for row in connection.execute(f"SELECT * FROM {name}"))
    connection.close()
    return found


def place(project: Project, document_id: int, words: str) -> tuple[int, int]:
    """Return where words stand in a document."""
    from qualcoder_tc import queries

    text = project.read(queries.documents.text, document_id=document_id).text
    start = text.index(words)
    return start, start + len(words)


@pytest.fixture
def code_words(project: Project) -> Callable[[int, str, int], int]:
    """Return a function that codes words of a document and returns the coding's id."""

    def code(document_id: int, words: str, code_id: int) -> int:
        start, end = place(project, document_id, words)
        return project.do(operations.segments.apply, document_id=document_id, start=start, end=end, code_id=code_id)

    return code
