# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The demo: the main job on the sample study, from import to report."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from qualcoder_tc import queries, tasks
from qualcoder_tc.cli.answer import Answer, number, to_stderr
from qualcoder_tc.errors import AppError, InputError
from qualcoder_tc.project import Project
from qualcoder_tc.tasks import sample

_NAME = "Time Credits in Wisbech.qtc"


def prepare(arguments: Sequence[str]) -> tuple[int, Path | None]:
    """Build the sample project for a window; return the exit status and the project, None if that failed."""
    from qualcoder_tc.cli.parser import make_parser

    try:
        chosen = make_parser().parse_args(arguments)
        folder = _folder(chosen.out)
        return 0, tasks.make_sample_project(_free(folder / _NAME), to_stderr)
    except SystemExit as stop:
        return int(stop.code or 0), None
    except AppError as error:
        print(f"qualcoder-tc: {error.title}: {error.message}", file=sys.stderr)
        return 1, None


def run(given: Namespace) -> Answer:
    """Do the whole pipeline without a window and tell where everything is."""
    folder = _folder(given.out)
    _say("Building the sample study: import, codebook, two coders, merge")
    study = sample.build(_free(folder / _NAME), folder / "Joe's copy.qtc", to_stderr)
    value: dict[str, Any] = {"project": str(study.lead), "copy": str(study.copy)}
    with Project.open(study.lead) as project:
        _say("Suggesting codes for the turns of one focus group")
        documents = project.read(queries.documents.all)
        uncoded = min(documents, key=lambda d: d.coded_turns / max(1, d.turns))
        suggestions = tasks.suggest(project, to_stderr, document_id=uncoded.id)
        value["suggestions"] = {"document": uncoded.title, "count": len(suggestions)}
        _say("Merging the colleague's copy again, which must change nothing")
        again = tasks.merge(project, [study.copy])
        value["second_merge_changes_nothing"] = again.nothing_new()
        _say("Measuring agreement")
        agreement = tasks.measure_agreement(project).to_json()
        value["agreement"] = {k: agreement[k] for k in ("unit", "coders", "documents", "pooled_kappa")}
        _say("Writing the report and the exports")
        value["report"] = str(folder / "Report.docx")
        tasks.write_report(project, folder / "Report.docx", to_stderr)
        value["exports"] = []
        for suffix in (".xlsx", ".csv", ".jsonl", ".docx"):
            path = folder / f"Coded segments{suffix}"
            tasks.export(project, path)
            value["exports"].append(str(path))
        value["check"] = [f"{p.where}: {p.what}" for p in project.read(queries.check.problems)]
        info = project.read(queries.project.info)
    value["codings"] = info.codings
    value["screenshots"] = _screenshots(given, study.lead, folder)
    return Answer(value, _words(value), ok=not value["check"])


def _screenshots(given: Namespace, project: Path, folder: Path) -> list[str]:
    if given.take_screenshots is None:
        return []
    _say("Taking pictures of the window")
    pictures = given.screenshots or folder / "screenshots"
    pictures.mkdir(parents=True, exist_ok=True)
    try:
        return [str(p) for p in given.take_screenshots(project, pictures, given.screenshots is not None)]
    except ImportError as error:
        # A server without a desktop may lack libraries that Qt needs even to paint in memory.
        _say(
            f"No pictures: {error}. On Debian or Ubuntu install libegl1 libgl1 libxkbcommon0 libfontconfig1 libdbus-1-3"
        )
        return []


def _words(value: dict[str, Any]) -> str:
    lines = [
        f"Project      {value['project']} ({value['codings']} codings)",
        f"Report       {value['report']}",
        *(f"Export       {path}" for path in value["exports"]),
        *(f"Screenshot   {path}" for path in value["screenshots"]),
        f"Suggestions  {value['suggestions']['count']} for {value['suggestions']['document']}",
        f"Agreement    {' and '.join(value['agreement']['coders'])}: pooled kappa "
        + number(value["agreement"]["pooled_kappa"]),
        f"Check        {'; '.join(value['check']) or 'ok'}",
    ]
    return "\n".join(lines)


def _folder(out: Path | None) -> Path:
    folder = (out or Path("demo")).resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{folder} cannot be made", f"{error.strerror}; name another folder with --out") from error
    return folder


def _free(path: Path) -> Path:
    """Return the path, with a number where something is there already: nothing is overwritten."""
    candidate, count = path, 2
    while candidate.exists():
        candidate, count = path.with_name(f"{path.stem} {count}{path.suffix}"), count + 1
    return candidate


def _say(text: str) -> None:
    print(text, file=sys.stderr)
