# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Rules name other codes as people know them."""

from __future__ import annotations

from qualcoder_tc.model.codes import with_names


def test_paths_in_rules_become_names() -> None:
    rule = "A fair exchange; see `principle/reciprocity` or `gone/code`. A stray ` stays out."
    read = with_names(rule, {"principle/reciprocity": "Reciprocity"})
    assert read == "A fair exchange; see Reciprocity or gone/code. A stray  stays out."
