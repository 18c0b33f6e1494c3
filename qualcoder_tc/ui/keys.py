# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Which keys do what: those the program begins with, and those somebody chose instead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from PySide6.QtCore import QT_TRANSLATE_NOOP
from PySide6.QtGui import QKeySequence

from qualcoder_tc.settings import Settings

_SETTING = "keys"

# What moves the caret, leaves a field or copies; a command on one of these would take it away from the hand.
FIXED: tuple[tuple[str, str], ...] = (
    ("Left, Right, Up, Down", str(QT_TRANSLATE_NOOP("KeysModel", "move the caret"))),
    ("Shift+arrows", str(QT_TRANSLATE_NOOP("KeysModel", "extend the selection"))),
    ("Ctrl+Left, Ctrl+Right", str(QT_TRANSLATE_NOOP("KeysModel", "by word"))),
    ("Alt+Left, Alt+Right", str(QT_TRANSLATE_NOOP("KeysModel", "by sentence"))),
    ("Ctrl+Up, Ctrl+Down", str(QT_TRANSLATE_NOOP("KeysModel", "by turn"))),
    ("PgUp, PgDown, Home, End", str(QT_TRANSLATE_NOOP("KeysModel", "by page, to the ends of a line"))),
    ("Ctrl+Home, Ctrl+End", str(QT_TRANSLATE_NOOP("KeysModel", "to the beginning, to the end"))),
    ("Ctrl+A", str(QT_TRANSLATE_NOOP("KeysModel", "select the turn, then everything"))),
    ("Ctrl+C", str(QT_TRANSLATE_NOOP("KeysModel", "copy with reference"))),
    ("Esc", str(QT_TRANSLATE_NOOP("KeysModel", "let go of what is chosen"))),
    ("Alt+arrows in the code tree", str(QT_TRANSLATE_NOOP("KeysModel", "move the chosen codes"))),
    ("Ctrl+1 … 9 in the code tree", str(QT_TRANSLATE_NOOP("KeysModel", "put the code on that key"))),
)
_HELD = {
    QKeySequence(keys).toString()
    for keys in (
        *("Left", "Right", "Up", "Down", "Home", "End", "PgUp", "PgDown", "Tab", "Shift+Tab", "Esc"),
        *("Ctrl+Left", "Ctrl+Right", "Ctrl+Up", "Ctrl+Down", "Ctrl+Home", "Ctrl+End", "Alt+Left", "Alt+Right"),
        *("Ctrl+A", "Ctrl+C", "Ctrl+V", "Ctrl+X", "Shift+Left", "Shift+Right", "Shift+Up", "Shift+Down"),
    )
}


class Command(NamedTuple):
    """Something that keys can do: its name, the menu it stands in, its words, the keys it begins with."""

    name: str
    group: str
    words: str
    keys: tuple[str, ...]
    in_text: bool
    """Whether its keys work in the transcript only, where nothing is typed."""


class Keys:
    """The keys of all commands, as this user has them; kept in the settings."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        kept: Any = settings.get(_SETTING, {})
        self._own: dict[str, tuple[str, ...]] = {}
        if isinstance(kept, Mapping):
            for name, keys in kept.items():
                if isinstance(name, str) and isinstance(keys, list) and all(isinstance(k, str) for k in keys):
                    self._own[name] = tuple(keys)

    def of(self, command: Command) -> tuple[str, ...]:
        """Return the keys of a command, the first of which menus show."""
        return self._own.get(command.name, command.keys)

    def changed(self, command: Command) -> bool:
        """Tell whether a command has other keys than it began with."""
        return command.name in self._own

    def give(self, command: Command, keys: str, commands: Iterable[Command]) -> list[Command]:
        """Give a command one key sequence, or none (""); return the commands that had it and have lost it."""
        lost: list[Command] = []
        if keys:
            for other in commands:
                have = self.of(other)
                if other.name != command.name and keys in have:
                    self._set(other, tuple(k for k in have if k != keys))
                    lost.append(other)
        self._set(command, (keys,) if keys else ())
        self._save()
        return lost

    def reset(self, command: Command | None = None) -> None:
        """Give a command, or all of them, the keys the program began with."""
        if command is None:
            self._own.clear()
        else:
            self._own.pop(command.name, None)
        self._save()

    def _set(self, command: Command, keys: tuple[str, ...]) -> None:
        if keys == command.keys:
            self._own.pop(command.name, None)
        else:
            self._own[command.name] = keys

    def _save(self) -> None:
        self._settings.set(_SETTING, {name: list(keys) for name, keys in self._own.items()})


def held(keys: str) -> bool:
    """Tell whether keys move the caret or edit text, so that no command can have them."""
    return QKeySequence(keys).toString() in _HELD


def plain(keys: str) -> bool:
    """Tell whether keys are a mere letter, digit or sign, which would be typed wherever one writes."""
    return len(QKeySequence(keys).toString().removeprefix("Shift+")) == 1


def shown(keys: Iterable[str]) -> str:
    """Return keys as this system writes them."""
    return ", ".join(QKeySequence(k).toString(QKeySequence.SequenceFormat.NativeText) for k in keys)
