# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The words of the command line."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from qualcoder_tc import __version__
from qualcoder_tc.formats.turns import RULE_WORDS
from qualcoder_tc.model.searching import Mode
from qualcoder_tc.model.transcript import DocumentKind

Verbs = Any  # what add_subparsers returns has no public name


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of all verbs."""
    parser = argparse.ArgumentParser(
        prog="qualcoder-tc",
        description="Code interviews and focus groups, merge a team's codings, see how far they agree, write up.",
        epilog="Without a verb, opens the window: qualcoder-tc [PROJECT]",
    )
    parser.add_argument("--version", action="version", version=f"qualcoder-tc {__version__}")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    _demo(verbs)
    _making(verbs)
    _coding(verbs)
    _team(verbs)
    _reading(verbs)
    return parser


def _verb(verbs: Verbs, name: str, help: str) -> argparse.ArgumentParser:
    parser = verbs.add_parser(name, help=help, description=help)
    parser.add_argument("--json", action="store_true", help="answer with one JSON value")
    return parser


def _project(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("project", metavar="PROJECT", help="a .qtc file")


def _demo(verbs: Verbs) -> None:
    demo = _verb(verbs, "demo", "build the sample study and open it, or run it all without a window")
    demo.add_argument("--out", type=Path, metavar="DIR", help="where to put it (default: ./demo)")
    demo.add_argument("--headless", action="store_true", help="do not open a window")
    demo.add_argument(
        "--screenshots", type=Path, metavar="DIR", help="where to put pictures of every screen, at two sizes"
    )


def _making(verbs: Verbs) -> None:
    new = _verb(verbs, "new", "make a project")
    _project(new)
    new.add_argument("--codebook", action="append", default=[], metavar="NAME|FILE", help="bring in a codebook")
    new.add_argument("--coder", default=None, metavar="NAME", help="who codes")
    new.add_argument("--encrypt", action="store_true", help="keep the file encrypted with a password")
    imports = _verb(verbs, "import", "bring transcripts and surveys into a project")
    _project(imports)
    imports.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="files, or folders of files")
    imports.add_argument("--kind", choices=[k.value for k in DocumentKind], help="what they are")
    imports.add_argument("--text-column", action="append", default=[], metavar="COL", help="survey: open answers")
    imports.add_argument("--case-column", metavar="COL", help="survey: who answered")
    each = imports.add_mutually_exclusive_group()
    each.add_argument("--one-each", action="store_true", help="survey: a document for each respondent")
    each.add_argument("--each-question", action="store_true", help="survey: a document for each question")
    imports.add_argument("--sheet", metavar="NAME", help="workbook: which sheet")
    imports.add_argument(
        "--speakers",
        metavar="RULE",
        choices=[k for k in RULE_WORDS if k not in ("", "own")],
        help="how speakers are marked",
    )
    imports.add_argument("--pattern", metavar="REGEX", help="how a speaker's line begins, with (?P<name>...)")
    imports.add_argument("--encoding", metavar="NAME", help="of text files, where it is recognised wrongly")
    imports.add_argument("--language", metavar="CODE", help="ISO 639-1, e.g. en")
    imports.add_argument(
        "--comments",
        choices=("known", "new", "off"),
        default="known",
        help="comments in Word: codings where they name a code (known), with new codes too (new), or left out (off)",
    )
    imports.add_argument("--highlights", action="store_true", help="make codings of highlighted passages")
    hide = _verb(verbs, "anonymise", "list what may identify somebody, or put pseudonyms in the place of names")
    _project(hide)
    hide.add_argument(
        "--key", type=Path, metavar="KEY.csv", help="who is who; without --apply a draft is written there"
    )
    hide.add_argument("--apply", action="store_true", help="replace the names of the key that have a pseudonym")
    hide.add_argument(
        "--remove-originals",
        action="store_true",
        help="with --apply: also remove the original files and what undo keeps of earlier changes, for good",
    )
    leaks = _verb(verbs, "leaks", "look for replaced names in finished exports")
    leaks.add_argument("exports", nargs="+", type=Path, metavar="EXPORT")
    leaks.add_argument("--key", type=Path, metavar="KEY.csv", required=True)
    cases = _verb(verbs, "cases", "list the cases with their attributes, or bring in or write a table of them")
    _project(cases)
    way = cases.add_mutually_exclusive_group()
    way.add_argument("--import", dest="table", type=Path, metavar="FILE", help="a .csv, .tsv or .xlsx table")
    way.add_argument("--export", dest="out", type=Path, metavar="FILE", help="write .csv or .xlsx")
    cases.add_argument("--case-column", metavar="COL", help="with --import: the column that names the cases")
    book = verbs.add_parser("codebook", help="list, show, apply or export codebooks")
    actions = book.add_subparsers(dest="action", required=True, metavar="ACTION")
    _verb(actions, "list", "list the shipped codebooks")
    show = _verb(actions, "show", "show a codebook")
    show.add_argument("codebook", metavar="NAME|FILE")
    apply = _verb(actions, "apply", "bring a codebook into a project")
    _project(apply)
    apply.add_argument("codebook", metavar="NAME|FILE")
    export = _verb(actions, "export", "write a project's codes as a codebook file")
    _project(export)
    export.add_argument("out", type=Path, metavar="FILE")


def _coding(verbs: Verbs) -> None:
    code = _verb(verbs, "code", "apply a code to a passage")
    _project(code)
    code.add_argument("--document", required=True, metavar="D", help="title or id")
    code.add_argument("--start", required=True, type=int, metavar="N", help="first character, from 0")
    code.add_argument("--end", required=True, type=int, metavar="N", help="character after the last")
    code.add_argument("--code", required=True, metavar="PATH", help="e.g. principle/mutuality")
    code.add_argument("--coder", metavar="NAME", help="who codes")
    suggest = _verb(verbs, "suggest", "suggest codes, with evidence")
    _project(suggest)
    suggest.add_argument("--unit", choices=["turn", "sentence"], default="turn")
    suggest.add_argument("--limit", type=_positive, default=3, metavar="N", help="at most so many a passage")
    suggest.add_argument("--document", metavar="D", help="only in this document")
    suggest.add_argument("--code", metavar="PATH", help="only this code")
    suggest.add_argument("--evaluate", action="store_true", help="measure how far to trust it on this project")
    suggest.add_argument("--coder", metavar="NAME", help="for whom, and so from whose codings to learn")
    suggest.add_argument(
        "--learn-from", choices=["own", "all"], help="from the coder's own codings, or everybody's"
    )
    suggest.add_argument(
        "--strictness", type=_share, default=0.5, metavar="S", help="from 0, many, to 1, few and sure (default 0.5)"
    )
    suggest.add_argument(
        "--second-look",
        metavar="CODE|DOCUMENT",
        help="what may be missed, doubtful or too wide; `codebook` for codes that may be one",
    )
    suggest.add_argument("--switch", choices=["on", "off"], help="only allow or forbid suggestions in this project")
    search = _verb(verbs, "search", "find words in the documents")
    _project(search)
    search.add_argument("text", metavar="TEXT")
    search.add_argument(
        "--mode",
        choices=[mode.value for mode in Mode],
        default=Mode.TOGETHER.value,
        help="words: all in one turn, in any form; together (default): one after the other; phrase: exactly so;"
        " near: close to one another; pattern: a regular expression",
    )
    search.add_argument(
        "--near", type=int, default=5, metavar="N", help="with --mode near: at most so many words between"
    )
    search.add_argument("--everywhere", action="store_true", help="search memos and codes as well")
    query = _verb(verbs, "query", "find coded passages by an expression of codes")
    _project(query)
    query.add_argument("expression", metavar="EXPRESSION", help='e.g. "principle/mutuality and type/group"')


def _team(verbs: Verbs) -> None:
    merge = _verb(verbs, "merge", "bring in the codings of colleagues' copies")
    _project(merge)
    merge.add_argument("others", nargs="+", type=Path, metavar="OTHER")
    merge.add_argument("--dry-run", action="store_true", help="only tell what it would bring")
    agreement = _verb(verbs, "agreement", "measure how far two coders agree")
    _project(agreement)
    agreement.add_argument("--unit", choices=["turn", "sentence", "character"], default="turn")
    agreement.add_argument(
        "--coders", nargs="+", metavar="NAME", help="two coders (default: the two with most codings)"
    )
    agreement.add_argument(
        "--overlap", choices=["any", "majority"], default="any", help="when a unit counts as coded"
    )
    agreement.add_argument(
        "--documents", nargs="+", metavar="D", help="only these documents (default: all that both read)"
    )
    agreement.add_argument(
        "--group",
        metavar="ATTRIBUTE=VALUE",
        help="only documents of cases with this value, or of a kind (kind=interview)",
    )


def _reading(verbs: Verbs) -> None:
    report = _verb(verbs, "report", "write the Word report")
    _project(report)
    report.add_argument("out", type=Path, metavar="OUT.docx")
    report.add_argument("--anonymise", action="store_true", help="replace names by pseudonyms")
    export = _verb(verbs, "export", "write the coded segments or the codebook, by the file's suffix")
    _project(export)
    export.add_argument("out", type=Path, metavar="OUT", help=".docx .xlsx .csv .jsonl .html .yaml")
    _project(_verb(verbs, "info", "tell what a project holds"))
    _project(_verb(verbs, "check", "look whether a project is sound"))
    history = _verb(verbs, "history", "tell what was changed, by whom and when")
    _project(history)
    history.add_argument("--limit", type=_positive, default=20, metavar="N")
    _project(_verb(verbs, "undo", "take back the last change"))


def _share(text: str) -> float:
    number = float(text)
    if not 0 <= number <= 1:
        raise argparse.ArgumentTypeError("must be from 0 to 1")
    return number


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number
