# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What the choice between many and few and sure aims at."""

from __future__ import annotations

import pytest

from qualcoder_tc.model.suggesting import should_be_right


@pytest.mark.parametrize(("strictness", "aim"), [(0, 0.5), (0.25, 0.61), (0.5, 0.72), (0.75, 0.81), (1, 0.9)])
def test_the_surer_one_wants_suggestions_the_more_of_them_should_be_right(strictness: float, aim: float) -> None:
    assert should_be_right(strictness) == pytest.approx(aim)
