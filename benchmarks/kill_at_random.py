# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Kill the program at random moments while it codes, imports and merges; every finished change must be there.

usage: kill_at_random.py [ROUNDS] [--seed N]

A child process works on a project and writes down each change after it was finished. It is killed (SIGKILL) after a
random time. Then the project is opened: everything written down must be there, `check` must find nothing, undo and redo
must work, and the next round goes on with the same file.
"""

from __future__ import annotations

import argparse
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from qualcoder_tc import Project, operations, queries, tasks
from qualcoder_tc.formats import importers
from qualcoder_tc.model.transcript import ImportOptions


def work(project_path: Path, what: str, seed: int, folder: Path) -> None:
    """Work without end, saying each finished change on standard output."""
    rng = random.Random(seed)
    with Project.open(project_path) as project:
        print("ready", flush=True)
        while True:
            if what == "merge":
                merge_once(project, folder, rng)
            elif what == "import":
                import_once(project, folder, rng)
            else:
                code_once(project, rng)


def code_once(project: Project, rng: random.Random) -> None:
    """Apply, resize or undo."""
    documents = project.read(queries.documents.all)
    codes = [c for c in project.read(queries.codes.all) if c.codable]
    document, code = rng.choice(documents), rng.choice(codes)
    start = rng.randrange(max(1, document.characters - 200))
    if rng.random() < 0.1:
        project.undo()
        print("undo", flush=True)
        return
    key = project.do(
        operations.segments.apply, document_id=document.id, start=start, end=start + 60, code_id=code.id
    )
    (row,) = project.read(queries.segments.codings, ids=[key])
    print("coding", row.uuid, flush=True)


def import_once(project: Project, folder: Path, rng: random.Random) -> None:
    """Import a new document."""
    path = folder / f"interview {rng.random()}.txt"
    lines = [f"{'Interviewer' if n % 2 else 'P1'}: line {n} {rng.random()} " + "word " * 40 for n in range(400)]
    path.write_text("\n".join(lines), encoding="utf-8")
    document, data = importers.read_file(path, ImportOptions())
    key = project.do(operations.documents.add, document=document, source_name=path.name, data=data)
    print("document", project.read(queries.documents.one, document_id=key).uuid, flush=True)


def merge_once(project: Project, folder: Path, rng: random.Random) -> None:
    """Merge a copy in which somebody coded."""
    copy = folder / "copy.qtc"
    with Project.open(copy) as other:
        other.use_coder("Joe")
        for _ in range(20):
            documents = other.read(queries.documents.all)
            codes = [c for c in other.read(queries.codes.all) if c.codable]
            document = rng.choice(documents)
            start = rng.randrange(max(1, document.characters - 200))
            other.do(
                operations.segments.apply,
                document_id=document.id,
                start=start,
                end=start + 40,
                code_id=rng.choice(codes).id,
            )
        uuids = [
            c.uuid
            for d in other.read(queries.documents.all)
            for c in other.read(queries.segments.of_document, document_id=d.id)
        ]
    tasks.merge(project, [copy])
    for uuid in uuids:
        print("coding", uuid, flush=True)


def round_of(project_path: Path, what: str, rng: random.Random, folder: Path) -> tuple[int, list[str]]:
    """Run and kill one child; return how many changes it finished, and what was lost."""
    command = [
        sys.executable,
        __file__,
        "--work",
        what,
        str(project_path),
        str(rng.randrange(1 << 30)),
        str(folder),
    ]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    assert child.stdout.readline().strip() == "ready"
    time.sleep(rng.uniform(0.01, 0.7))
    child.send_signal(signal.SIGKILL)
    said = child.stdout.read().splitlines()
    child.wait()
    # The last line may be cut; an undo takes back what was said before it.
    finished: list[tuple[str, str]] = []
    for line in said:
        kind, _, uuid = line.partition(" ")
        if kind == "undo":
            finished.clear()
        elif len(uuid) == 36:
            finished.append((kind, uuid))
    problems: list[str] = []
    with Project.open(project_path) as project:
        documents = project.read(queries.documents.all)
        there = {("document", d.uuid) for d in documents} | {
            ("coding", c.uuid)
            for d in documents
            for c in project.read(queries.segments.of_document, document_id=d.id)
        }
        problems += [f"lost: {kind} {uuid}" for kind, uuid in finished if (kind, uuid) not in there]
        problems += [f"check: {p.where}: {p.what}" for p in project.read(queries.check.problems)]
        before = project.read(queries.project.info)
        if project.undo_text() is not None:
            project.undo()
            project.redo()
            if project.read(queries.project.info) != before:
                problems.append("undo and redo did not lead back")
    return len(finished), problems


def main() -> int:
    """Run rounds and say what came of them."""
    if sys.argv[1:2] == ["--work"]:
        work(Path(sys.argv[3]), sys.argv[2], int(sys.argv[4]), Path(sys.argv[5]))
        return 0
    parser = argparse.ArgumentParser()
    parser.add_argument("rounds", nargs="?", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    rng = random.Random(given.seed)
    folder = Path(tempfile.mkdtemp(prefix="qualcoder-kill-"))
    path = folder / "study.qtc"
    with Project.create(path, coder="Amina") as project:
        tasks.apply_codebook(project, "co-production")
        import_once(project, folder, rng)
    shutil.copy(path, folder / "copy.qtc")
    finished, failures = 0, []
    for number in range(given.rounds):
        what = ("code", "import", "merge")[number % 3]
        count, problems = round_of(path, what, rng, folder)
        finished += count
        failures += [f"round {number} ({what}): {p}" for p in problems]
    print(f"{given.rounds} kills, {finished} changes finished before them, {len(failures)} problems")
    for failure in failures[:20]:
        print(failure)
    shutil.rmtree(folder, ignore_errors=True)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
