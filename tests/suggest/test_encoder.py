# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The encoder process: real model, real pipes."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import pytest

from qualcoder_tc.errors import Cancelled
from qualcoder_tc.suggest import CodeProfile, Suggester, frames
from qualcoder_tc.suggest.encoder import EncoderProcess
from qualcoder_tc.suggest.faults import EncoderStopped, ModelDamaged, ModelMissing
from qualcoder_tc.suggest.models import SHIPPED_SHA256, Model, chosen, shipped, weigh


def test_rows_are_unit_vectors_in_the_order_asked_for(process: EncoderProcess) -> None:
    texts = ["We help each other.", "The bus was late.", "We help each other.", "Neighbours support one another."]
    rows = process.encode(texts)
    assert rows.shape == (4, 384)
    assert rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    assert (rows[0] == rows[2]).all()
    assert rows[0] @ rows[3] > rows[0] @ rows[1] + 0.2
    assert process.encode([]).shape[0] == 0


def test_the_whole_of_a_long_text_counts(process: EncoderProcess) -> None:
    start = "We spoke about the weather for a long while. " * 60
    alone, with_end, topic = process.encode(
        [start, start + "Then the council cut the budget. " * 40, "The council cut the budget."]
    )
    assert with_end @ topic > alone @ topic + 0.2


def test_odd_texts_are_encoded(process: EncoderProcess) -> None:
    assert np.isfinite(process.encode(["\ud800", "日本語のテキスト", "\0", "😀", "a\n\nb"])).all()


def test_a_killed_worker_is_started_again(process: EncoderProcess) -> None:
    before = process.encode(["still here"])
    killed = process.process_id
    assert killed
    os.kill(killed, signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
    assert np.allclose(process.encode(["still here"]), before, atol=1e-6)
    assert process.process_id not in (None, killed)


def test_cancelling_leaves_the_worker_ready(process: EncoderProcess) -> None:
    texts = [f"sentence number {i} about nothing much" for i in range(400)]

    def stop_after_a_batch(done: int, total: int, text: str = "") -> None:
        if done:
            raise Cancelled

    process.encode(["warm"])
    worker = process.process_id
    with pytest.raises(Cancelled):
        process.encode(texts, stop_after_a_batch)
    assert process.encode(["ready again"]).shape == (1, 384)
    assert process.process_id == worker


def test_cancelling_while_waiting_discards_the_late_reply(process: EncoderProcess) -> None:
    expected = process.encode(["the next one"])

    def stop(done: int, total: int, text: str = "") -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        process.encode(["word " * 400 + str(i) for i in range(12)], stop)
    assert np.allclose(process.encode(["the next one"]), expected, atol=1e-6)


def test_sentences_are_found_without_loading_spacy_here(process: EncoderProcess) -> None:
    text = "😀 One. Two."
    assert [[text[a:b] for a, b in spans] for spans in process.split([text, ""])] == [["😀 One.", "Two."], []]


def test_the_shipped_model_serves_suggestions_from_definitions(process: EncoderProcess) -> None:
    suggester = Suggester(
        [
            CodeProfile("mutuality", "Mutuality", "People give and receive help; support goes both ways."),
            CodeProfile("cost", "Cost and time", "Running sessions takes money, staff hours and travel."),
        ],
        process,
    )
    helped, paid, mm = suggester.rank(
        [
            "I look after her kids and she fixes my bike, we help each other out",
            "the funding hardly paid the bus",
            "mm",
        ],
        threshold=0.0,
    )
    assert (helped[0].code_id, paid[0].code_id) == ("mutuality", "cost")
    assert suggester.rank(["mm", "yes", "Right, okay."]) == [[], [], []]
    assert mm[0].score < 0.1


def test_a_changed_byte_in_the_weights_is_noticed(tmp_path: Path) -> None:
    folder = tmp_path / "model"
    shutil.copytree(shipped().folder, folder)
    with (folder / "model.safetensors").open("r+b") as weights:
        weights.seek(-1000, os.SEEK_END)
        byte = weights.read(1)[0]
        weights.seek(-1000, os.SEEK_END)
        weights.write(bytes([byte ^ 1]))
    encoder = EncoderProcess(Model(folder, SHIPPED_SHA256))
    with pytest.raises(ModelDamaged, match="not the ones that were shipped"):
        encoder.encode(["hello"])
    encoder.close()


def test_truncated_weights_in_a_folder_of_ones_own_are_noticed(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    shutil.copytree(shipped().folder, folder)
    os.truncate(folder / "model.safetensors", 1_000_000)
    encoder = EncoderProcess(chosen(folder))
    with pytest.raises(ModelDamaged, match="cannot be read"):
        encoder.encode(["hello"])
    encoder.close()


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match="nowhere"):
        chosen(tmp_path / "nowhere")
    with pytest.raises(ModelMissing, match="nowhere"):
        EncoderProcess(Model(tmp_path / "nowhere")).encode(["hello"])
    empty = EncoderProcess(Model(tmp_path))
    with pytest.raises(ModelMissing):
        empty.encode(["hello"])
    empty.close()


def test_a_worker_that_always_dies_is_given_up_with_its_last_words() -> None:
    command = [sys.executable, "-c", "import sys; sys.exit('no memory left')"]
    encoder = EncoderProcess(command=command)
    with pytest.raises(EncoderStopped, match=r"exit code 1: no memory left"):
        encoder.encode(["hello"])


def test_models_are_named_by_their_content(tmp_path: Path) -> None:
    assert shipped().id.startswith("all-MiniLM-L6-v2:53aa51172d142c89")
    (tmp_path / "config.json").write_text("{}")
    before = chosen(tmp_path).id
    (tmp_path / "config.json").write_text("{ }")
    assert chosen(tmp_path).id != before


def worker() -> subprocess.Popen[bytes]:
    model = shipped()
    command = [sys.executable, "-m", "qualcoder_tc.suggest.worker", str(model.folder), model.sha256, "1"]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)


def test_the_worker_ends_with_its_owner_even_while_busy() -> None:
    with worker() as busy:
        assert busy.stdin and busy.stdout
        body = json.dumps({"texts": ["hello"] * 50}).encode()
        frames.write(busy.stdin, frames.Frame(frames.ENCODE, 1, body))
        busy.stdin.close()
        assert busy.wait(20) == 0
        assert busy.stdout.read() == b""


@pytest.mark.skipif(not hasattr(os, "getpriority"), reason="this system has no priorities to read")
def test_the_worker_steps_back_behind_the_window(process: EncoderProcess) -> None:
    process.encode(["hello"])
    assert process.process_id
    assert os.getpriority(os.PRIO_PROCESS, process.process_id) > os.getpriority(os.PRIO_PROCESS, 0)


def test_closing_during_a_call_cancels_it() -> None:
    encoder = EncoderProcess(command=[sys.executable, "-c", "import sys; sys.stdin.buffer.read()"])

    def close(done: int, total: int, text: str = "") -> None:
        encoder.close()

    with pytest.raises(Cancelled):
        encoder.encode(["hello"], close)
    assert encoder.process_id is None


_TELLS_ITS_SURROUNDINGS = """
import os, sys
told = {k: os.environ.get(k) for k in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "OMP_NUM_THREADS")}
sys.exit(f"{told} threads {sys.argv[-1]}")
"""


def test_the_worker_has_no_network_and_leaves_one_core_free(monkeypatch: pytest.MonkeyPatch) -> None:
    for cores, threads in ((8, 7), (2, 1), (1, 1)):
        monkeypatch.setattr("qualcoder_tc.suggest.encoder._cores", lambda cores=cores: cores)
        encoder = EncoderProcess(command=[sys.executable, "-c", _TELLS_ITS_SURROUNDINGS])
        with pytest.raises(EncoderStopped) as told:
            encoder.encode(["hello"])
        assert f"'OMP_NUM_THREADS': '{threads}'" in told.value.message
        assert f"threads {threads}" in told.value.message
        assert "'HF_HUB_OFFLINE': '1', 'TRANSFORMERS_OFFLINE': '1'" in told.value.message


def test_the_process_starts_with_the_first_text_and_not_before() -> None:
    encoder = EncoderProcess()
    assert encoder.model_id
    assert encoder.encode([]).shape[0] == 0
    assert encoder.process_id is None


def test_weights_that_were_chosen_by_hand_are_asked_for_by_their_hash(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    shutil.copytree(shipped().folder, folder)
    sha256 = weigh(folder)
    assert sha256 == SHIPPED_SHA256
    with (folder / "model.safetensors").open("r+b") as weights:
        weights.seek(-8, os.SEEK_END)
        weights.write(bytes(8))
    encoder = EncoderProcess(chosen(folder, sha256))
    with pytest.raises(ModelDamaged, match="not the ones that were shipped or chosen"):
        encoder.encode(["hello"])
    encoder.close()


def test_weights_that_could_run_a_program_are_refused(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}")
    (tmp_path / "pytorch_model.bin").write_bytes(b"pickle")
    with pytest.raises(ModelDamaged, match=r"model\.safetensors, are missing"):
        weigh(tmp_path)


def test_where_no_file_can_be_made_the_worker_does_without_its_last_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "full"))
    encoder = EncoderProcess(_some_model(tmp_path), command=[sys.executable, "-c", "raise SystemExit(7)"])
    with pytest.raises(EncoderStopped, match="exit code 7"):
        encoder.encode(["anything"])


def test_a_worker_that_cannot_be_started_is_told_as_one_that_stopped(tmp_path: Path) -> None:
    encoder = EncoderProcess(_some_model(tmp_path), command=[str(tmp_path / "no-such-program")])
    with pytest.raises(EncoderStopped, match="No such file"):
        encoder.encode(["anything"])
    assert encoder.process_id is None


def _some_model(folder: Path) -> Model:
    return Model(folder, "0" * 64)


def test_a_folder_that_cannot_be_looked_into_is_a_missing_model(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ModelMissing):
        chosen(tmp_path / ("long" * 100))
    (tmp_path / "config.json").write_text("{}")
    model = chosen(tmp_path)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(ModelMissing):
        model.id  # noqa: B018 - asking is the test
