# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Which encoder a project uses, and what is done where there is none."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from qualcoder_tc.model.suggesting import Choices

if TYPE_CHECKING:
    from qualcoder_tc.suggest.models import Model
    from qualcoder_tc.suggest.vectors import Encoder

T = TypeVar("T")


def model_of(choices: Choices) -> tuple[Model | None, str]:
    """Return the model of the user's own choosing, None for the shipped one, and what the user should know about it."""
    from qualcoder_tc.suggest.faults import ModelMissing
    from qualcoder_tc.suggest.models import chosen

    if not choices.model:
        return None, ""
    folder = Path(choices.model)
    try:
        return chosen(folder, choices.model_sha256), ""
    except ModelMissing:
        return None, (
            f"The language model that was chosen for this project, {folder.name}, is not on this computer: the one that "
            "comes with the program is used."
        )


def weigh_model(folder: Path) -> str:
    """Return the hash of the weights in a folder of the user's choosing; see suggest.models.weigh for what is refused."""
    from qualcoder_tc.suggest.models import weigh

    return weigh(folder)


@contextmanager
def encoder_for(choices: Choices, given: Encoder | None) -> Generator[tuple[Encoder, str]]:
    """Give the encoder to use, ended afterwards where it was started here, and what the user should know about it."""
    from qualcoder_tc.suggest.encoder import EncoderProcess

    if given is not None:
        yield given, ""
        return
    model, note = model_of(choices)
    own = EncoderProcess(model)
    try:
        yield own, note
    finally:
        own.close()


def with_words_at_least(work: Callable[[Encoder], T], encoder: Encoder) -> tuple[T, str]:
    """Do what needs an encoder; where it fails, do it from shared words alone and return why."""
    from qualcoder_tc.suggest.faults import EncoderStopped, ModelDamaged, ModelMissing
    from qualcoder_tc.suggest.vectors import NoEncoder

    try:
        return work(encoder), ""
    except (ModelMissing, ModelDamaged, EncoderStopped) as fault:
        return work(NoEncoder()), f"{fault.title}: {fault.message}"


def splitter(encoder: object) -> Callable[[list[str], str], list[list[tuple[int, int]]]]:
    """Return what finds sentences: the encoder's process where there is one, which spares this one loading spaCy."""
    from qualcoder_tc.suggest.encoder import EncoderProcess
    from qualcoder_tc.suggest.faults import EncoderStopped, ModelMissing
    from qualcoder_tc.suggest.units import sentences

    def split(texts: list[str], language: str) -> list[list[tuple[int, int]]]:
        if isinstance(encoder, EncoderProcess):
            try:
                return encoder.split(texts, language)
            except (EncoderStopped, ModelMissing):
                pass  # told when vectors are asked for
        return [sentences(text, language) for text in texts]

    return split
