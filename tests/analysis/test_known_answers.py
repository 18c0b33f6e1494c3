# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Agreement coefficients give the values published for textbook data."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from qualcoder_tc.analysis import ratings
from qualcoder_tc.analysis.coefficients import coefficients
from qualcoder_tc.analysis.ratings import Tally, tally
from qualcoder_tc.analysis.unitizing import alpha_u_by_category

TWO_CODERS = [
    ((20, 5, 10, 15), 0.7000, 0.4000, 0.3939, 0.4059, 0.4000, 0.4000),
    ((45, 15, 25, 15), 0.6000, 0.1304, 0.1209, 0.2661, 0.2000, 0.1253),
    ((25, 35, 5, 35), 0.6000, 0.2593, 0.1919, 0.2079, 0.2000, 0.1960),
    ((118, 5, 2, 0), 0.9440, -0.0234, -0.0288, 0.9408, 0.8880, -0.0247),
    ((50, 75, 75, 800), 0.8500, 0.3143, 0.3143, 0.8080, 0.7000, 0.3146),
    ((6, 8, 0, 10), 0.6667, 0.3846, 0.3143, 0.3514, 0.3333, 0.3286),
    ((1, 1, 3, 5), 0.6000, 0.0909, 0.0476, 0.3103, 0.2000, 0.0952),
]


@pytest.mark.parametrize(("counts", "percent", "kappa", "scott", "ac1", "brennan", "alpha"), TWO_CODERS)
def test_two_coders_and_one_code_give_the_published_values(
    counts: tuple[int, int, int, int],
    percent: float,
    kappa: float,
    scott: float,
    ac1: float,
    brennan: float,
    alpha: float,
) -> None:
    found = coefficients(*counts)
    assert (found.percent, found.kappa, found.scott) == pytest.approx((percent, kappa, scott), abs=5e-5)
    assert (found.ac1, found.brennan_prediger, found.alpha) == pytest.approx((ac1, brennan, alpha), abs=5e-5)


@pytest.mark.parametrize(
    ("level", "alpha"), [("nominal", 0.6914), ("ordinal", 0.8067), ("interval", 0.8108), ("ratio", 0.8089)]
)
def test_alpha_of_three_coders_with_gaps_gives_the_published_value_at_each_level(
    level: ratings.Level, alpha: float
) -> None:
    coders = (
        "* * * * * 3 4 1 2 1 1 3 3 * 3",
        "1 * 2 1 3 3 4 3 * * * * * * *",
        "* * 2 1 3 4 4 * 2 1 1 3 3 * 4",
    )
    rows = [[None if v == "*" else int(v) for v in line.split()] for line in coders]
    units = [list(unit) for unit in zip(*rows, strict=True)]
    assert ratings.krippendorff_alpha(tally(units), level) == pytest.approx(alpha, abs=5e-5)


def test_alpha_u_gives_the_values_of_krippendorff_2004() -> None:
    first = {"c": [(225, 70), (370, 30)], "k": [(180, 60), (300, 50)]}
    second = {"c": [(220, 80), (355, 20), (400, 20)], "k": [(180, 60), (300, 50)]}
    units = {
        name: [[(start, start + length) for start, length in coder[name]] for coder in (first, second)]
        for name in ("c", "k")
    }
    overall, by_category = alpha_u_by_category(units, 150, 450)
    assert by_category["c"] == pytest.approx(0.7286, abs=5e-5)
    assert by_category["k"] == pytest.approx(1.0)
    # The book divides disagreements that it had rounded to four digits, 1 - .0144 / .1022 = .8591; unrounded .8587.
    assert overall == pytest.approx(0.8591, abs=5e-4)
    assert overall == pytest.approx(0.85867, abs=5e-6)


@pytest.mark.parametrize(
    ("counts", "kappa", "scott"), [((6, 8, 0, 10), 0.385, 0.314), ((10, 8, 0, 6), 0.385, 0.314)]
)
def test_digitised_units_give_the_values_of_krippendorff_1995(
    counts: tuple[int, int, int, int], kappa: float, scott: float
) -> None:
    found = coefficients(*counts)
    assert (found.kappa, found.scott) == pytest.approx((kappa, scott), abs=1e-3)


def _studies(folder: Path) -> list[dict[str, Any]]:
    return json.loads((folder / "agreement" / "textbook_known_answers.json").read_text(encoding="utf-8"))


NAMES = (
    "cohen1960_p45",
    "cohen1960_p37",
    "fleiss1971",
    "hayes_krippendorff2007",
    "krippendorff1980_dichotomy",
    "krippendorff1980_multi",
)


def _measure(name: str, units: list[list[int | None]]) -> float | None:
    counted = tally(units)
    if name.startswith("krippendorff_alpha_"):
        return ratings.krippendorff_alpha(counted, name.removeprefix("krippendorff_alpha_"))  # type: ignore[arg-type]
    if name == "cohen_kappa":
        return ratings.cohen_kappa([u[0] for u in units], [u[1] for u in units])
    measures = {
        "observed": ratings.percent,
        "scott_pi": ratings.fleiss_kappa,
        "fleiss_kappa": ratings.fleiss_kappa,
        "bennett_s": ratings.brennan_prediger,
        "gwet_ac1": ratings.gwet_ac1,
    }
    return measures[name](counted)


@pytest.mark.parametrize("name", NAMES)
def test_textbook_studies_give_the_published_and_recomputed_values(name: str, shared_data: Path) -> None:
    study = next(s for s in _studies(shared_data) if s["name"] == name)
    for coefficient, answer in study["published"].items():
        assert _measure(coefficient, study["ratings"]) == pytest.approx(answer["value"], abs=answer["tolerance"])
    for coefficient, answer in study["recomputed"].items():
        assert _measure(coefficient, study["ratings"]) == pytest.approx(answer, abs=1e-5)


def _irrcac(folder: Path, name: str) -> tuple[list[list[str]], dict[str, Any]]:
    home = folder / "agreement" / "irrcac"
    with (home / name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    return rows[1:], json.loads((home / "expected.json").read_text(encoding="utf-8"))[name]


def _check(counted: Tally, expected: dict[str, Any]) -> None:
    measures = {
        "percent_agreement": ratings.percent,
        "fleiss_kappa": ratings.fleiss_kappa,
        "scott_pi": ratings.fleiss_kappa,
        "gwet_ac1": ratings.gwet_ac1,
        "brennan_prediger": ratings.brennan_prediger,
        "krippendorff_alpha": ratings.krippendorff_alpha,
    }
    checked = [name for name in measures if name in expected]
    assert checked
    for name in checked:
        assert measures[name](counted) == pytest.approx(expected[name], abs=1e-5), name


def test_a_contingency_table_gives_the_values_of_irrcac(shared_data: Path) -> None:
    rows, expected = _irrcac(shared_data, "cont3x3abstractors.csv")
    pairs: list[list[int | str | float | None]] = []
    for i, row in enumerate(rows):
        for j, cell in enumerate(row[1:]):
            pairs += [[i, j]] * int(cell)
    _check(tally(pairs), expected)
    kappa = ratings.cohen_kappa([p[0] for p in pairs], [p[1] for p in pairs])
    assert kappa == pytest.approx(expected["cohen_kappa"], abs=1e-5)


@pytest.mark.parametrize("name", ["distrib.6raters.csv", "cac.dist4cat.csv"])
def test_raters_per_category_give_the_values_of_irrcac(name: str, shared_data: Path) -> None:
    rows, expected = _irrcac(shared_data, name)
    counts = np.array([[int(cell) for cell in row[1:]] for row in rows])
    _check(Tally(tuple(range(counts.shape[1])), counts), expected)


def test_raw_ratings_with_gaps_give_the_values_of_irrcac(shared_data: Path) -> None:
    rows, expected = _irrcac(shared_data, "cac.raw4raters.csv")
    _check(tally([[int(cell) if cell.strip() else None for cell in row[1:]] for row in rows]), expected)


def test_dialogue_acts_give_the_values_of_artstein_and_poesio(shared_data: Path) -> None:
    lines = (shared_data / "agreement" / "nltk" / "artstein_poesio_example.txt").read_text(encoding="utf-8")
    coders: dict[str, dict[str, str]] = {"a": {}, "b": {}}
    for line in lines.splitlines():
        coder, item, label = line.split()
        coders[coder][item] = label
    first, second = ([coder[item] for item in sorted(coders["a"])] for coder in coders.values())
    counted = tally([list(pair) for pair in zip(first, second, strict=True)])
    assert ratings.percent(counted) == pytest.approx(0.88)
    assert ratings.brennan_prediger(counted) == pytest.approx(0.82)
    assert ratings.fleiss_kappa(counted) == pytest.approx(0.79953, abs=5e-6)
    assert ratings.cohen_kappa(first, second) == pytest.approx(0.8013, abs=5e-5)


@pytest.mark.filterwarnings("ignore:Data Validation extension is not supported")
def test_a_real_double_coding_gives_the_values_computed_by_its_authors(shared_data: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    home = shared_data / "agreement" / "rqi_relf"
    expected = json.loads((home / "expected.json").read_text(encoding="utf-8"))
    book = openpyxl.load_workbook(home / "interview-data.xlsx", data_only=True)
    sheets: list[dict[Any, dict[str, str]]] = []
    for name in ("Data", "Overlap"):
        head, *rows = book[name].iter_rows(values_only=True)
        sheets.append({row[0]: dict(zip(head, map(str, row), strict=True)) for row in rows if row[0] is not None})
    author, second = sheets
    statements = list(second)[1:]  # the expected values are of 117 cells: 9 statements of the 10, without the first
    agreed, kappas = 0, []
    for column in json.loads((home / "columns.json").read_text(encoding="utf-8"))[1:]:
        name = column["name"]
        pairs = [[author[i][name], second[i][name]] for i in statements]
        agreed += sum(x == y for x, y in pairs)
        kappas.append(ratings.cohen_kappa([x for x, _ in pairs], [y for _, y in pairs]))
        assert kappas[-1] == pytest.approx(expected["cohen_kappa_per_column"][name], abs=1e-6)
        s = ratings.brennan_prediger(tally(pairs), len(column["codes"]) + 1)  # or no code
        assert s == pytest.approx(expected["bennett_s_per_column"][name], abs=1e-6)
    assert [agreed, len(statements) * 13] == expected["percent_agreement"][:2]
    assert np.mean([k for k in kappas if k is not None]) == pytest.approx(expected["mean_cohen_kappa"], abs=1e-6)
