# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Qualitative coding of transcripts, team merging, agreement and reports, without Qt in the core."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from qualcoder_tc.project import Project as Project

__version__ = "0.1.0"
__all__ = ["Project", "__version__"]


def __getattr__(name: str) -> Any:
    # Lazy, so that `from qualcoder_tc.suggest import Suggester` loads no database code.
    if name == "Project":
        from qualcoder_tc.project import Project

        return Project
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
