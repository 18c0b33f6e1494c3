# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Errors that a user can mend: each says what, why and what to do."""

from __future__ import annotations


class AppError(Exception):
    """Something the user can mend: a short title, and a message that says what to do."""

    def __init__(self, title: str, message: str) -> None:
        super().__init__(f"{title}: {message}")
        self.title = title
        self.message = message


class InputError(AppError):
    """A file or value that was given cannot be used."""


class ProjectError(AppError):
    """The project file cannot be used as it is."""


class ProjectLocked(ProjectError):
    """Another process holds the project open for writing."""


class ProjectTooNew(ProjectError):
    """The project was written by a newer version of the program."""


class NotAProject(ProjectError):
    """The file is something else than a project."""


class ProjectDamaged(ProjectError):
    """The project file is truncated or corrupt."""


class ProjectClosed(ProjectError):
    """The project was closed before something could be read from it or written to it."""

    def __init__(self) -> None:
        super().__init__("The project was closed", "open it again; it is as it was when it was closed")


class NotFound(AppError):
    """A document, code, coder or other item named by the user does not exist."""


class RuleBroken(AppError):
    """A change that the coding model does not allow, such as an empty span."""


class Cancelled(AppError):
    """The user cancelled a long job."""

    def __init__(self) -> None:
        super().__init__("Cancelled", "nothing further was changed")
