# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Tables of text (.csv, .tsv): surveys with open answers, and transcripts kept in a table."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

from qualcoder_tc.errors import InputError
from qualcoder_tc.formats import encodings, guess, turns
from qualcoder_tc.formats.labels import tidy
from qualcoder_tc.formats.times import seconds
from qualcoder_tc.model.transcript import DocumentKind, ImportedCase, ImportedDocument, ImportOptions, Turn

SUFFIXES = (".csv", ".tsv", ".tab")
_SPEAKER = frozenset({"speaker", "name", "who", "sprecher", "locuteur", "voice"})
_WORDS = frozenset({"words", "text", "utterance", "transcript", "said", "content", "turn", "quote"})
_TIME = frozenset({"time", "timestamp", "start", "begin", "time_start", "start_time", "tc"})
_CASE = re.compile(
    r"(?i)(respondent|participant|case|person|member|user|respondent[ _]?id|participant[ _]?id|case[ _]?id|id|uid|"
    r"response[ _]?id|comment[ _]?id|nr|no|number|pseudonym|code)"
)
_MANY = 30  # more other columns than this are a table of figures, not facts about people
_MOST_ROWS = 200_000


def read(name: str, data: bytes, options: ImportOptions) -> ImportedDocument:
    """Return a table as a document.

    A survey becomes one document: for each open question a heading with the column's name, then one turn for each
    answer, spoken by its respondent; the other columns become attributes of the respondent's case. A table with a
    column of speakers and one of words is a transcript.
    """
    text, encoding, warnings = encodings.decode(data)
    head, rows = _rows(text)
    by_name = {column.strip().casefold(): n for n, column in enumerate(head)}
    speaker = next((n for key, n in by_name.items() if key in _SPEAKER), None)
    words = next((n for key, n in by_name.items() if key in _WORDS), None)
    if (
        speaker is not None
        and words is not None
        and options.kind in (None, DocumentKind.INTERVIEW, DocumentKind.FOCUS_GROUP)
    ):
        time = next((n for key, n in by_name.items() if key in _TIME), None)
        return _transcript(name, rows, speaker, words, time, options, encoding, warnings)
    return _survey(name, head, rows, options, encoding, warnings)


def _rows(text: str) -> tuple[list[str], list[list[str]]]:
    sample = text[:20_000]
    first = sample.split("\n", 1)[0]
    delimiter = max(",;\t|", key=first.count)
    csv.field_size_limit(10_000_000)
    try:
        table = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise InputError("This table cannot be read", f"{error}; save it again as CSV (UTF-8)") from error
    table = [row for row in table if any(cell.strip() for cell in row)]
    if len(table) < 2:
        raise InputError(
            "There are no rows in this table", "it needs a line of column names and a row for each answer"
        )
    if len(table) > _MOST_ROWS:
        raise InputError("This table is too long", f"it has {len(table):,} rows; split it")
    width = len(table[0])
    head = [column.strip() or f"Column {n + 1}" for n, column in enumerate(table[0])]
    return head, [(row + [""] * width)[:width] for row in table[1:]]


def _transcript(
    name: str,
    rows: list[list[str]],
    speaker: int,
    words: int,
    time: int | None,
    options: ImportOptions,
    encoding: str,
    warnings: list[str],
) -> ImportedDocument:
    builder = _Builder()
    who: str | None = None
    for row in rows:
        said = row[words].strip()
        who = tidy(row[speaker]) or who  # an empty cell goes on with who spoke before
        if said:
            builder.turn(who, said, seconds(row[time]) if time is not None else None)
    text, found = builder.done()
    roles = turns.roles(found)
    return ImportedDocument(
        title=guess.title_of(name),
        kind=options.kind or guess.kind_of(name, found, roles),
        text=text,
        turns=found,
        language=options.language or guess.language_of(text),
        encoding=encoding,
        media_type="text/csv",
        roles=roles,
        warnings=tuple(warnings),
    )


def _survey(
    name: str,
    head: list[str],
    rows: list[list[str]],
    options: ImportOptions,
    encoding: str,
    warnings: list[str],
) -> ImportedDocument:
    case_column = _case_column(head, rows, options.case_column)
    open_columns = _open_columns(head, rows, options.text_columns, case_column)
    who = _respondents(rows, case_column)
    others = [n for n in range(len(head)) if n not in open_columns and n != case_column]
    if len(others) > _MANY:
        warnings.append(f"{len(others)} further columns were left out; they look like figures rather than facts")
        others = []
    builder = _Builder()
    for column in open_columns:
        builder.turn(None, head[column])
        for respondent, row in zip(who, rows, strict=True):
            if answer := row[column].strip():
                builder.turn(respondent, answer)
    text, found = builder.done()
    return ImportedDocument(
        title=guess.title_of(name),
        kind=options.kind or DocumentKind.SURVEY,
        text=text,
        turns=found,
        language=options.language or guess.language_of(text),
        encoding=encoding,
        media_type="text/csv",
        cases=_cases(head, rows, who, others),
        warnings=tuple(warnings),
    )


def _column(head: list[str], wanted: str) -> int:
    for n, column in enumerate(head):
        if column.strip().casefold() == wanted.strip().casefold():
            return n
    raise InputError(f"There is no column {wanted!r}", "the columns are: " + ", ".join(head[:30]))


def _case_column(head: list[str], rows: list[list[str]], wanted: str | None) -> int | None:
    if wanted is not None:
        return _column(head, wanted)
    for n, column in enumerate(head):
        if _CASE.fullmatch(column.strip()) and all(len(row[n]) <= 60 for row in rows[:500]):
            return n
    return None


def _open_columns(head: list[str], rows: list[list[str]], wanted: Sequence[str], case: int | None) -> list[int]:
    if wanted:
        return [_column(head, w) for w in wanted]
    found: list[int] = []
    for n in range(len(head)):
        values = [row[n].strip() for row in rows[:2000] if row[n].strip()]
        if n == case or not values:
            continue
        words = sum(len(v.split()) for v in values) / len(values)
        if words >= 4 and len(set(values)) > len(values) * 0.4:
            found.append(n)
    if not found:
        raise InputError(
            "No column with open answers was found",
            "name it with --text-column; the columns are: " + ", ".join(head[:30]),
        )
    return found


def _respondents(rows: list[list[str]], case: int | None) -> list[str]:
    width = max(2, len(str(len(rows))))
    named = [" ".join(row[case].split()) if case is not None else "" for row in rows]
    return [name or f"R{n:0{width}}" for n, name in enumerate(named, start=1)]


def _cases(head: list[str], rows: list[list[str]], who: list[str], others: list[int]) -> tuple[ImportedCase, ...]:
    facts: dict[str, dict[str, str]] = {}
    for respondent, row in zip(who, rows, strict=True):
        known = facts.setdefault(respondent, {})
        for n in others:
            if row[n].strip():
                known.setdefault(head[n], row[n].strip())
    return tuple(ImportedCase(name, attributes, (name,)) for name, attributes in facts.items())


class _Builder:
    """Writes turns as lines `Name: text`."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._turns: list[Turn] = []
        self._at = 0

    def turn(self, speaker: str | None, said: str, time: float | None = None) -> None:
        label = f"{speaker}: " if speaker else ""
        start = self._at + len(label)
        self._turns.append(Turn(start, start + len(said), speaker, self._at, time))
        self._parts.append(f"{label}{said}\n")
        self._at = start + len(said) + 1

    def done(self) -> tuple[str, tuple[Turn, ...]]:
        return "".join(self._parts), tuple(self._turns)
