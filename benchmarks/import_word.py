# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""How long a hundred interviews in Word take to import, beside bare extraction and insertion of the same text.

The floor: zipfile, ElementTree and sqlite3 with its defaults, a row a document with its text and the bytes of its file, a
row a paragraph, and a commit a document, which like ours has reached the disk before the next begins. That both have the
same text and as many rows for it is checked. Beyond the floor, ours finds speakers, language and kind, fills the indexes and
writes the history. Each side runs in a process of its own, by turns. Printed are the ratio of the medians, by the clock and
by processor time, which the disk and other programs disturb less, and the largest memory of ours.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path
from xml.etree import ElementTree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def make(folder: Path, documents: int, words: int) -> None:
    """Write interviews: turns of one to four sentences by two speakers, as Word saves them (a run a sentence)."""
    import docx

    sentences = [
        "Well, I went along on the Thursday and they gave me a tea towel.",
        "It isn't the hours so much, it's who you do them with.",
        "She said what do you reckon, and nobody had asked me that in years.",
        "I'd say so, yes.",
        "There were nine of us on the landing and we all went to the council together about the bins.",
    ]
    for number in range(documents):
        document = docx.Document()
        said = turn = 0
        while said < words:
            paragraph = document.add_paragraph()
            paragraph.add_run("Interviewer: " if turn % 2 == 0 else f"P{number:02d}: ").bold = True
            for k in range(1 + (turn * 7 + number) % 4):
                text = sentences[(turn + k * 3 + number) % len(sentences)] + " "
                paragraph.add_run(text)
                said += len(text.split())
            turn += 1
        document.save(str(folder / f"interview {number:03d}.docx"))


def peak() -> float:
    """Return the most memory that this process had, in MB."""
    status = Path("/proc/self/status")
    if status.exists():  # what resource tells includes the process that started this one
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 1024)


def check(bare_file: Path, our_file: Path) -> None:
    """Stop where the two sides did not write the same text, or not a row for each of its paragraphs."""
    sides: list[list[tuple[str, str, int]]] = []
    for file, query in (
        (
            bare_file,
            "SELECT name, text, (SELECT count(*) FROM paragraph p WHERE p.document = d.id) FROM document d ORDER BY name",
        ),
        (
            our_file,
            "SELECT source_name, text, (SELECT count(*) FROM turn t WHERE t.document_id = d.id) FROM document d"
            " JOIN document_text ON document_id = d.id ORDER BY source_name",
        ),
    ):
        database = sqlite3.connect(file)
        sides.append(database.execute(query).fetchall())
        database.close()
    assert sides[0] == sides[1], "the two sides wrote different text"


def bare(folder: Path, target: Path) -> tuple[float, float]:
    """Extract and insert with nothing but the standard library; return the seconds taken, and those of the processor."""
    begun, idle = time.perf_counter(), time.process_time()
    database = sqlite3.connect(target)
    database.execute("CREATE TABLE document (id INTEGER PRIMARY KEY, name TEXT, text TEXT, data BLOB)")
    database.execute(
        "CREATE TABLE paragraph (id INTEGER PRIMARY KEY, document INTEGER, start INTEGER, stop INTEGER)"
    )
    for key, path in enumerate(sorted(folder.glob("*.docx")), start=1):
        data = path.read_bytes()
        with zipfile.ZipFile(path) as archive:
            root = ElementTree.fromstring(archive.read("word/document.xml"))
        lines = ["".join(t.text or "" for t in p.iter(W + "t")) for p in root.iter(W + "p")]
        at, spans = 0, []
        for line in lines:
            spans.append((key, at, at + len(line)))
            at += len(line) + 1
        database.execute("INSERT INTO document VALUES (?, ?, ?, ?)", (key, path.name, "\n".join(lines), data))
        database.executemany("INSERT INTO paragraph (document, start, stop) VALUES (?, ?, ?)", spans)
        database.commit()
    database.close()
    return time.perf_counter() - begun, time.process_time() - idle


def ours(folder: Path, target: Path) -> tuple[float, float]:
    """Import into a project that is open, as it is in the window; return the seconds taken, and the processor's."""
    # The other side has its modules before the clock starts, too.
    import lxml.etree  # noqa: F401

    import qualcoder_tc.formats.importers  # noqa: F401
    from qualcoder_tc import Project, tasks

    with Project.create(target, title="Benchmark", coder="Amina") as project:
        begun, idle = time.perf_counter(), time.process_time()
        outcome = tasks.import_files(project, [folder])
        took, worked = time.perf_counter() - begun, time.process_time() - idle
    assert not outcome.skipped, outcome.skipped[:3]
    return took, worked


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=100)
    parser.add_argument("--words", type=int, default=8000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--side", choices=("bare", "ours"))
    parser.add_argument("--folder", type=Path)
    given = parser.parse_args()
    if given.side:
        target = given.folder.parent / f"{given.side}.qtc"
        target.unlink(missing_ok=True)
        took, worked = (bare if given.side == "bare" else ours)(given.folder, target)
        print(json.dumps({"seconds": took, "work": worked, "mb": peak()}))
        return
    root = Path(tempfile.mkdtemp(prefix="qtc-import-"))
    try:
        folder = root / "interviews"
        folder.mkdir()
        make(folder, given.documents, given.words)
        seconds: dict[str, list[float]] = {"bare": [], "ours": []}
        work: dict[str, list[float]] = {"bare": [], "ours": []}
        largest = 0.0
        for _ in range(given.rounds):
            for side, taken in seconds.items():
                command = [sys.executable, __file__, "--side", side, "--folder", str(folder)]
                found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
                taken.append(found["seconds"])
                work[side].append(found["work"])
                largest = max(largest, found["mb"] if side == "ours" else 0.0)
        check(root / "bare.qtc", root / "ours.qtc")
        floor, mine = statistics.median(seconds["bare"]), statistics.median(seconds["ours"])
        print(f"{given.documents} interviews of {given.words:,} words")
        print(f"by the clock    ours {mine:.2f} s   bare {floor:.2f} s   ratio {mine / floor:.2f}")
        floor, mine = statistics.median(work["bare"]), statistics.median(work["ours"])
        print(f"processor time  ours {mine:.2f} s   bare {floor:.2f} s   ratio {mine / floor:.2f}")
        print(f"largest memory of ours {largest:.0f} MB")
    finally:
        shutil.rmtree(root, ignore_errors=True)


if __name__ == "__main__":
    main()
