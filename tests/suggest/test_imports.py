# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Nothing heavy is imported before it is needed."""

from __future__ import annotations

import subprocess
import sys

LIGHT = """
import sys
from qualcoder_tc.suggest import CodeProfile, Passage, Suggester
from qualcoder_tc.suggest.encoder import EncoderProcess
from qualcoder_tc.suggest.evaluate import evaluate
from qualcoder_tc.suggest.units import sentences
s = Suggester([CodeProfile(id="a", name="A")])
s.learn([("a text", "a")])
EncoderProcess()
heavy = {"numpy", "scipy", "sklearn", "torch", "spacy", "sentence_transformers", "transformers"}
sys.exit(repr(sorted(heavy & set(sys.modules))) if heavy & set(sys.modules) else 0)
"""


def test_importing_and_learning_loads_no_heavy_package() -> None:
    done = subprocess.run([sys.executable, "-c", LIGHT], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_ranking_never_loads_torch_spacy_or_sklearn_in_the_program_itself() -> None:
    code = (
        LIGHT.replace("EncoderProcess()\n", "")
        .replace('{"numpy", "scipy", "sklearn",', '{"sklearn",')
        .replace(
            "heavy = ",
            "from qualcoder_tc.suggest.vectors import NoEncoder\n"
            "Suggester([CodeProfile(id='a', name='A')], NoEncoder()).rank(['some text'])\nheavy = ",
        )
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
