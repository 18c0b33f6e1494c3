# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Failures of the database as errors that a user can mend."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Generator
from pathlib import Path

from sqlalchemy.exc import DatabaseError

from qualcoder_tc.storage import sqlite


@contextlib.contextmanager
def named(path: Path) -> Generator[None]:
    """Raise what goes wrong with the file in the words of `sqlite.words_of_failure`; bugs of ours as they are."""
    try:
        yield
    except (DatabaseError, sqlite3.Error) as error:
        failure = sqlite.words_of_failure(error, path)
        if failure is None:
            raise
        raise failure from error
