# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Schema versions: new files are created and stamped, older ones backed up and upgraded, newer ones refused."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DatabaseError

from qualcoder_tc.errors import ProjectDamaged, ProjectTooNew
from qualcoder_tc.storage import engines, sqlite
from qualcoder_tc.storage.schema import Base

if TYPE_CHECKING:
    from alembic.config import Config

REVISIONS = ("0001", "0002", "0003")
"""Every schema version ever shipped, oldest first; one file each in migrations/versions."""
HEAD = REVISIONS[-1]


def create(connection: Connection) -> None:
    """Create all tables in a new database and stamp it with the newest revision."""
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory

    sqlite.stamp_new(connection)
    Base.metadata.create_all(connection)
    sqlite.create_search_index(connection)
    sqlite.create_forgetting(connection)
    MigrationContext.configure(connection).stamp(ScriptDirectory.from_config(_config()), HEAD)


def revision(engine: Engine, path: Path) -> str:
    """Return the revision a file is stamped with; ProjectDamaged or ProjectTooNew if it cannot be used."""
    try:
        with engine.connect() as connection:
            found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    except DatabaseError as error:
        failure = sqlite.words_of_failure(error, path)
        raise failure or ProjectDamaged(
            f"{path.name} is damaged", "its schema version is missing; use a copy or backup of it"
        ) from error
    if found not in REVISIONS:
        raise ProjectTooNew(
            f"{path.name} was written by a newer version",
            f"it has schema {found}, this program knows up to {HEAD}; install the newest qualcoder_tc",
        )
    return str(found)


def upgrade(engine: Engine, path: Path, current: str) -> Path | None:
    """Bring an older file up to the newest schema; return the backup made before, None if it was current."""
    if current == HEAD:
        return None
    saved = _backup_path(path, current)
    sqlite.backup(path, saved)
    check = engines.make_engine(saved, read_only=True)
    try:
        with check.connect() as connection:
            problems = sqlite.integrity_problems(connection)
    finally:
        engines.shut(check)
    if problems:
        raise ProjectDamaged(f"{path.name} is damaged", f"{problems[0]}; it was left at schema {current}")
    from alembic import command

    config = _config()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, HEAD)
    return saved


def _backup_path(path: Path, current: str) -> Path:
    number = 0
    while True:
        suffix = f"-{number}" if number else ""
        candidate = path.with_name(f"{path.stem}.before-upgrade-{current}{suffix}.qtc")
        if not candidate.exists():
            return candidate
        number += 1


def _config() -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config
