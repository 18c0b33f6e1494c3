# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Dates are read as people write them, and what could be another day is told."""

from __future__ import annotations

import pytest

from qualcoder_tc.model import dates
from qualcoder_tc.model.attributes import name_key


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("1962-05-03", "1962-05-03"),
        ("1962-05-03T00:00:00", "1962-05-03"),
        ("3.5.1962", "1962-05-03"),
        ("03/05/62", "1962-05-03"),
        ("3. März 1962", "1962-03-03"),
        ("4 mai 1970", "1970-05-04"),
        ("1er juillet 1970", "1970-07-01"),
        ("3 de junio de 1962", "1962-06-03"),
        ("May 3, 1970", "1970-05-03"),
        ("31.2.1970", None),
        ("12/31/1970", None),
        ("3 Quux 1970", None),
        ("1962-05-03T10:31:00", None),
        ("3/5-1962", None),
    ],
)
def test_a_date_of_its_own_has_the_day_first(text: str, wanted: str | None) -> None:
    assert dates.day(text) == wanted


def test_a_column_tells_its_order_by_those_that_can_be_read_in_one_way_only() -> None:
    assert dates.column(["12/31/1970", "03/04/1980"]) == (["1970-12-31", "1980-03-04"], "")
    assert dates.column(["31/12/1970", "03/04/1980"]) == (["1970-12-31", "1980-04-03"], "")
    assert dates.column(["31/12/1970", "12/31/1980"]) is None
    found = dates.column(["03/04/1970"])
    assert found and found[0] == ["1970-04-03"] and "the day first" in found[1]


def test_names_with_numbers_are_sorted_as_people_count() -> None:
    assert sorted(["P10", "p2", "Ann", "P1", "²"], key=name_key) == ["Ann", "P1", "p2", "P10", "²"]
