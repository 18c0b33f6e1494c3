# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Ranking codes for passages, with evidence."""

from __future__ import annotations

from qualcoder_tc.suggest.profiles import CodeProfile, Evidence, Passage, Suggestion
from qualcoder_tc.suggest.suggester import Suggester

__all__ = ["CodeProfile", "Evidence", "Passage", "Suggester", "Suggestion"]
