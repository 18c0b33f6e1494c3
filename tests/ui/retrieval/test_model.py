# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The list of segments reads what it shows, folds its groups, and changes only where the answer did."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st
from pytestqt.modeltest import ModelTester

from qualcoder_tc.model.codes import Origin
from qualcoder_tc.model.records import SegmentRow
from qualcoder_tc.model.retrieval import Found, Group
from qualcoder_tc.model.transcript import DocumentKind
from qualcoder_tc.ui.retrieval.model import HEAD, ROW, SegmentsModel


def segment(key: int) -> SegmentRow:
    return SegmentRow(
        id=key, document_id=1, document="Focus group 2", kind=DocumentKind.FOCUS_GROUP, turn=3, speaker="P4",
        role="service user", case=None, start=0, end=5, quote=f"words {key}", code_id=1, code="Mutuality",
        code_path="principle/mutuality", colour="#2f8557", coder="Amina Malik", initials="AM", origin=Origin.MANUAL,
        created="2026-01-01T00:00:00Z",
    )  # fmt: skip


class Reader:
    """Reads as the database would, and remembers what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[int] = []
        self.gone: set[int] = set()

    def __call__(self, ids: Sequence[int]) -> list[SegmentRow]:
        self.asked += ids
        return [segment(key) for key in ids if key not in self.gone]


def found(*ids: int) -> Found:
    return Found(array("q", ids), 1)


def grouped(*sizes: int) -> Found:
    groups, first = [], 0
    for n, size in enumerate(sizes):
        groups.append(Group(str(n), f"Group {n}" if n else "", first, size))
        first += size
    return Found(array("q", range(1, first + 1)), 1, tuple(groups))


def words(model: SegmentsModel) -> list[str]:
    return [model.index(n, 0).data() for n in range(model.rowCount())]


def test_the_model_keeps_the_rules_while_it_changes(qtmodeltester: ModelTester) -> None:
    model = SegmentsModel(Reader(), with_code=True)
    qtmodeltester.check(model)
    for answer, anew in (
        (grouped(3, 2, 4), True),
        (grouped(2, 3, 1), False),
        (found(*range(1, 40)), True),
        (found(*range(5, 20), *range(22, 60)), False),
        (found(), False),
        (grouped(1, 1), True),
    ):
        model.show(answer, "No case", anew=anew)
        model.fold(["1"], True)
        qtmodeltester.check(model)
        model.fold(["1"], False)
    assert words(model) == ["No case  1", "words 1", "Group 1  1", "words 2"]


def test_only_what_is_shown_is_read() -> None:
    reader = Reader()
    model = SegmentsModel(reader)
    model.show(found(*range(1, 100_001)))
    assert model.rowCount() == 100_000 and reader.asked == []
    assert model.index(70_000, 0).data() == "words 70001"
    assert 1 <= len(reader.asked) < 100
    before = len(reader.asked)
    assert model.index(70_020, 1).data() == "FG2, P4, turn 3 · service user"
    assert len(reader.asked) == before


def test_a_fold_hides_the_segments_of_its_group_and_opens_again() -> None:
    model = SegmentsModel(Reader())
    model.show(grouped(2, 2))
    model.fold(["0"], True)
    assert words(model) == ["  2", "Group 1  2", "words 3", "words 4"]
    assert model.index(0, 0).data(HEAD).folded and model.index(0, 0).data(ROW) is None
    model.show(grouped(3, 1), anew=False)
    assert words(model) == ["  3", "Group 1  1", "words 4"]
    model.fold(["0"], False)
    assert model.rowCount() == 6


def test_rows_that_are_gone_are_empty_and_changed_ones_are_read_again() -> None:
    reader = Reader()
    model = SegmentsModel(reader)
    model.show(found(1, 2, 3))
    reader.gone = {2}
    assert words(model) == ["words 1", None, "words 3"]
    reader.gone = set()
    model.forget([2, 9])
    assert words(model) == ["words 1", "words 2", "words 3"]


@given(st.lists(st.integers(1, 9), unique=True), st.lists(st.integers(1, 9), unique=True))
def test_any_answer_follows_any_other_by_removing_and_inserting_once(old: list[int], new: list[int]) -> None:
    model = SegmentsModel(Reader())
    model.show(found(*old))
    told: list[tuple[str, int, int]] = []
    model.rowsRemoved.connect(lambda _p, first, last: told.append(("out", first, last)))
    model.rowsInserted.connect(lambda _p, first, last: told.append(("in", first, last)))
    model.show(found(*new), anew=False)
    assert words(model) == [f"words {key}" for key in new]
    assert len(told) <= 2
    shown = list(old)
    for what, first, last in told:
        if what == "out":
            del shown[first : last + 1]
        else:
            shown[first:first] = new[first : last + 1]
    assert shown == new
