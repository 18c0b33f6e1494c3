# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Damage files at random and import them: each must give a sound document or a reason in words, in bounded time.

Usage: fuzz_importers.py FOLDER [--seconds 60] [--seed 1] [--only .docx]. FOLDER holds files of any kind; zipped ones
are also damaged inside, part by part. What goes wrong is written beside, so that it can be tried again.
"""

from __future__ import annotations

import argparse
import io
import random
import resource
import signal
import sys
import time
import traceback
import zipfile
from collections import Counter
from pathlib import Path

from qualcoder_tc.errors import InputError
from qualcoder_tc.formats.importers import IMPORTERS, read_document
from qualcoder_tc.model.transcript import ImportedDocument, ImportOptions

LONGEST = 20  # seconds for one damaged file
MEMORY = 2 * 2**30
TOKENS = (
    b"\x00",
    b"\xff\xfe",
    b"&lol;",
    b"<!ENTITY a SYSTEM 'file:///etc/passwd'>",
    b"]]>",
    b"<w:p>" * 300,
    b"{\\rtf1" * 200,
    b"\\u-10000?",
    b"-->",
    b"00:00:00",
    b"%PDF-1.7",
    b"99999999999",
    b"\r",
    b"\xed\xa0\x80",
    "\u202e🙂".encode(),
    b'"',
    b",,,,",
    b"{\\*\\annotation ",
    b"\\u99999999999?\\bin9 \\f-1\\ansicpg99999 ",
    b"{" * 3000,
    b"<w:commentRangeStart w:id='1'/>",
    b"<w:fldChar w:fldCharType='begin'/>",
    b"<w:txbxContent><w:p/></w:txbxContent>",
    b"<text:s text:c='99999'/>",
    b"<v " * 3000,
    "\u00a0".encode() * 20000,
    b"<div>" * 3000,
    b"/X Do /X Do ",
)


def damaged(data: bytes, rng: random.Random) -> bytes:
    """Return the bytes with one to twenty changes, or with the end missing."""
    found = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 5, 20))):
        if not found:
            break
        at = rng.randrange(len(found))
        match rng.randrange(6):
            case 0:
                found[at] ^= 1 << rng.randrange(8)
            case 1:
                del found[at : at + rng.choice((1, 4, 100, 5000))]
            case 2:
                found[at:at] = rng.choice(TOKENS)
            case 3:
                found[at:at] = found[at : at + rng.choice((10, 1000))] * rng.choice((1, 50))
            case 4:
                found[at] = rng.randrange(256)
            case _:
                del found[at + rng.randrange(1, 2000) :]
    return bytes(found)


def damaged_inside(data: bytes, rng: random.Random) -> bytes:
    """Return a zipped file with one of its parts damaged, missing or doubled."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        names = [i.filename for i in source.infolist() if not i.is_dir()]
        chosen = rng.choice([n for n in names if n.endswith(".xml")] or names)
        for name in names:
            part = source.read(name)
            if name != chosen:
                target.writestr(name, part)
            elif rng.random() < 0.9:
                target.writestr(name if rng.random() < 0.97 else "../../" + name, damaged(part, rng))
    return out.getvalue()


def sound(document: ImportedDocument) -> None:
    """Check what every document must hold."""
    at = 0
    for turn in document.turns:
        assert 0 <= turn.label_start <= turn.start <= turn.end <= len(document.text), turn
        assert turn.label_start >= at, "turns overlap"
        at = turn.end
    for mark in document.marks:
        assert 0 <= mark.start <= mark.end <= len(document.text), mark
        assert mark.start < mark.end or mark.kind == "comment", mark  # only comments may be on words that are gone
    assert "\r" not in document.text
    document.text.encode("utf-8")


def main() -> int:
    """Damage and import until the time is over."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="")
    given = parser.parse_args()
    suffixes = {s for i in IMPORTERS for s in i.suffixes if s.endswith(given.only)}
    files = [p for p in sorted(given.folder.rglob("*")) if p.is_file() and p.suffix.lower() in suffixes]
    if not files:
        print("no files of these kinds in", given.folder)
        return 2
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.signal(signal.SIGALRM, lambda *_: (_ for _ in ()).throw(TimeoutError("it took too long")))
    rng = random.Random(given.seed)
    ends = time.monotonic() + given.seconds
    outcomes: Counter[str] = Counter()
    slowest = (0.0, "")
    failures = 0
    while time.monotonic() < ends:
        path = rng.choice(files)
        data = path.read_bytes()[: 3 * 2**20]
        inside = data.startswith(b"PK") and rng.random() < 0.8
        bad = damaged_inside(data, rng) if inside else damaged(data, rng)
        name = path.name if rng.random() < 0.95 else path.stem + rng.choice(sorted(suffixes))
        begun = time.monotonic()
        signal.alarm(LONGEST)
        try:
            sound(read_document(name, bad, ImportOptions()))
            outcomes[f"{path.suffix} read"] += 1
        except InputError as error:
            assert error.title and error.message
            outcomes[f"{path.suffix} refused"] += 1
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            failures += 1
            kept = Path(f"fuzz-{given.seed}-{failures}{path.suffix}")
            kept.write_bytes(bad)
            print(f"FAILED {path.name} as {name}: {type(error).__name__}: {error}; kept as {kept}")
            print("   ", traceback.extract_tb(error.__traceback__)[-1])
        finally:
            signal.alarm(0)
        slowest = max(slowest, (time.monotonic() - begun, path.name))
    for what, count in sorted(outcomes.items()):
        print(f"{what:16s} {count:6d}")
    print(f"slowest {slowest[0]:.2f} s ({slowest[1]}), {failures} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
