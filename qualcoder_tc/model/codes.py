# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Codes: names, paths, colours."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from enum import StrEnum


class CodeKind(StrEnum):
    """A facet is one axis of the codebook, a branch groups, a code is applied to text."""

    FACET = "facet"
    BRANCH = "branch"
    CODE = "code"


class Origin(StrEnum):
    """How a coding came to be."""

    MANUAL = "manual"
    IN_VIVO = "in-vivo"
    SUGGESTION = "suggestion"
    IMPORTED = "imported"


class Fate(StrEnum):
    """What became of a suggestion; passed over is one whose passage was coded otherwise while it was open.

    The last two are answers in a second look: a doubted segment that is right, and a turn with nothing to code in it.
    """

    PENDING = "pending"
    ACCEPTED = "accepted"
    EDITED = "edited"
    REJECTED = "rejected"
    PASSED = "passed"
    CONFIRMED = "confirmed"
    NOTHING = "nothing"


PALETTE = (
    "#c2701c", "#2a6db5", "#b8307f", "#2f8557", "#7a4fb0", "#a83232", "#0f7b77", "#8a6d00", "#4458c7", "#b5476b",
    "#5b7f12", "#0d7ea8", "#94519e", "#c0532e", "#3d7a3d", "#6b6fae", "#a8741a", "#1f8a8a", "#8c5a3c", "#5f6b7a",
)  # fmt: skip
"""Twenty hues that stay readable as stripe, wash and dot on a light and on a dark page."""

COLOUR_NAMES = (
    "Orange", "Blue", "Pink", "Green", "Violet", "Red", "Teal", "Mustard", "Indigo", "Rose",
    "Olive", "Sky", "Plum", "Rust", "Fern", "Lavender", "Ochre", "Turquoise", "Brown", "Slate",
)  # fmt: skip
"""What the hues of the palette are called, in its order."""

_NOT_WORD = re.compile(r"[^\w]+|_+")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_REFERENCE = re.compile(r"`([^`]*)`")


def slug(name: str) -> str:
    """Return the form of a name used in paths: casefolded, runs of other characters as one hyphen."""
    folded = unicodedata.normalize("NFC", name).casefold()
    return _NOT_WORD.sub("-", folded).strip("-")


def path_slug(path: str) -> str:
    """Return a path with each of its parts as a slug: `Principle / Mutuality` is `principle/mutuality`."""
    return "/".join(s for s in (slug(part) for part in path.split("/")) if s)


def with_names(text: str, names: Mapping[str, str]) -> str:
    """Return a rule as people read it: a path in backticks becomes the name of that code.

    `names` maps paths to names; a path that is not among them (the code is gone) stays, without backticks.
    """
    return _REFERENCE.sub(lambda found: names.get(found[1], found[1]), text).replace("`", "")


def is_colour(text: str) -> bool:
    """Tell whether the text is a colour as we store them, #rrggbb."""
    return _COLOUR.fullmatch(text) is not None


def colour_name(colour: str) -> str:
    """Return the name of a hue of the palette; of the nearest one, with `like`, for any other colour."""
    wanted = colour.lower()
    if wanted in PALETTE:
        return COLOUR_NAMES[PALETTE.index(wanted)]
    near = min(range(len(PALETTE)), key=lambda n: _distance(PALETTE[n], wanted))
    return f"like {COLOUR_NAMES[near]}"


def _distance(one: str, other: str) -> int:
    return sum((int(one[n : n + 2], 16) - int(other[n : n + 2], 16)) ** 2 for n in (1, 3, 5))


def next_colour(used: list[str]) -> str:
    """Return the palette hue used least so far."""
    return min(PALETTE, key=lambda hue: (used.count(hue), PALETTE.index(hue)))
