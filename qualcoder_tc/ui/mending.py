# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What is put right when a project is opened in the window."""

from __future__ import annotations

from qualcoder_tc import operations, queries
from qualcoder_tc.ui.session import Session


def straighten(session: Session) -> list[str]:
    """Move codes that lie below themselves, as earlier versions could leave them, to the top; return their names."""
    if not session.read(queries.codes.circles):
        return []
    return session.do(operations.codes.straighten) or []
