# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Tables of text (.csv, .tsv, .xlsx): surveys with open answers, and transcripts kept in a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from qualcoder_tc.formats import (
    captions,
    code_tables,
    column_words,
    finishing,
    guess,
    pieces,
    roles,
    speaker_columns,
    survey_columns,
    text_tables,
)
from qualcoder_tc.formats import columns as columns_of
from qualcoder_tc.formats import rows as rows_of
from qualcoder_tc.formats.names import tidy
from qualcoder_tc.formats.pieces import Spoken
from qualcoder_tc.formats.times import seconds
from qualcoder_tc.model.transcript import DocumentKind, ImportedCase, ImportedDocument, ImportOptions, Turn

SUFFIXES = (".csv", ".tsv", ".tab", ".xlsx", ".xlsm")
_SAID = frozenset("comment comments message response contribution speech line dialogue remark statement".split())
"""What heads a column of words only where the same few people recur beside it."""
_LONGEST_TITLE = 80  # characters of a question


def read(name: str, data: bytes, options: ImportOptions) -> ImportedDocument:
    """Return a table as a document.

    A survey becomes one document: for each open question a heading with the column's name, then one turn for each
    answer, spoken by its respondent; the other columns become attributes of the respondent's case. A table with a
    column of speakers and one of words is a transcript.
    """
    table = rows_of.read(data, options.encoding, options.sheet)
    if (spoken := _spoken(table, options)) is not None:
        return _transcript(name, table, _turns(table, *spoken), options)
    if people := _people(table, options):
        return _transcript(name, table, _cells(table, people), options)
    if _is_codebook(table, options):
        return _codebook(name, table, options)
    if (in_pieces := _in_pieces(table, options)) is not None:
        return _text(name, table, in_pieces, options)
    return _survey(name, table, options)


def read_each(name: str, data: bytes, options: ImportOptions) -> list[ImportedDocument]:
    """Return a survey as one document for each respondent or question; what each respondent answered has headings."""
    table = rows_of.read(data, options.encoding, options.sheet)
    others = (_spoken(table, options), _in_pieces(table, options))
    if any(one is not None for one in others) or _people(table, options) or _is_codebook(table, options):
        return [read(name, data, options)]
    plan = survey_columns.Plan.of(table, options)
    if options.each_question and not options.one_each:
        return _questions(name, table, plan, options)
    found: list[ImportedDocument] = []
    answers: dict[str, _Builder] = {}
    for respondent, row in zip(plan.who, table.rows, strict=True):
        builder = answers.setdefault(respondent, _Builder())
        for column in plan.open:
            if answer := row[column].strip():
                builder.turn(None, table.head[column])
                builder.turn(respondent, answer)
    cases = {case.name: case for case in survey_columns.cases(table.head, table.rows, plan.who, plan.others)}
    for respondent, builder in answers.items():
        text, spoken = builder.done()
        if text.strip():
            found.append(
                _document(
                    f"{guess.title_of(name)}, {respondent}", text, spoken, table, options, (cases[respondent],)
                )
            )
    return found


def _questions(
    name: str, table: rows_of.Rows, plan: survey_columns.Plan, options: ImportOptions
) -> list[ImportedDocument]:
    found: list[ImportedDocument] = []
    cases = survey_columns.cases(table.head, table.rows, plan.who, plan.others)
    for column in plan.open:
        builder = _Builder()
        builder.turn(None, table.head[column])
        for respondent, row in zip(plan.who, table.rows, strict=True):
            if answer := row[column].strip():
                builder.turn(respondent, answer)
        text, spoken = builder.done()
        speakers = {turn.speaker for turn in spoken}
        # Whoever answered nothing is still a case of the study: the first document brings all.
        own = tuple(case for case in cases if case.name in speakers) if found else cases
        title = f"{guess.title_of(name)}, {' '.join(table.head[column].split())[:_LONGEST_TITLE]}"
        found.append(_document(title, text, spoken, table, options, own))
    return [replace(document, warnings=(*document.warnings, *plan.warnings)) for document in found]


def columns(data: bytes, options: ImportOptions) -> tuple[str, ...]:
    """Return the names of a table's columns."""
    return tuple(c for c in rows_of.read(data, options.encoding, options.sheet).head if c.strip())


def is_table(text: str) -> bool:
    """Tell whether a text is a table with tabs and columns of speakers and words, as spreadsheets save it as text."""
    head = [column_words.plain(cell.strip().strip('"')) for cell in text[:2000].split("\n", 1)[0].split("\t")]
    return len(head) >= 2 and bool(column_words.WHO & set(head)) and bool(column_words.SAID & set(head))


def _spoken(table: rows_of.Rows, options: ImportOptions) -> tuple[int, int, int | None] | None:
    """Return the columns of speakers, words and times of a transcript kept in a table, None if it is a survey."""
    by_name = _by_name(table)
    speaker = next((n for key, n in by_name.items() if key in column_words.WHO), None)
    words = speaker_columns.wordiest(
        table, [n for key, n in by_name.items() if key in column_words.SAID and n != speaker]
    )
    if words is None and speaker is not None and speaker_columns.recur([tidy(row[speaker]) for row in table.rows]):
        words = speaker_columns.wordiest(
            table, [n for key, n in by_name.items() if key in _SAID and speaker_columns.has_words(table, n)]
        )
        if words is None:
            words = speaker_columns.wordiest(
                table, [n for n in by_name.values() if n != speaker and speaker_columns.has_words(table, n)]
            )
    if speaker is None and words is not None:
        speaker = next(
            (
                n
                for key, n in by_name.items()
                if (survey_columns.CASE.fullmatch(table.head[n]) and _talk(table, n))
                or (key in column_words.PERHAPS_WHO and n != words and speaker_columns.take_turns(table, n))
            ),
            None,
        )
    if not _may_be_talk(options):
        return None
    if speaker is None or words is None:
        if (found := speaker_columns.by_content(table)) is None:
            return None
        speaker, words = found
    return speaker, words, next((n for key, n in by_name.items() if key in column_words.TIMES), None)


def _people(table: rows_of.Rows, options: ImportOptions) -> tuple[str | None, ...]:
    """Return who speaks in each column, where columns are named after speakers."""
    return columns_of.of_rows(table.head, table.rows) if _may_be_talk(options) else ()


def _by_name(table: rows_of.Rows) -> dict[str, int]:
    return {column_words.plain(column): n for n, column in enumerate(table.head)}


def _may_be_talk(options: ImportOptions) -> bool:
    return options.kind in (None, DocumentKind.INTERVIEW, DocumentKind.FOCUS_GROUP) and not options.text_columns


def _talk(table: rows_of.Rows, column: int) -> bool:
    """Tell whether those whom a column of respondents names take turns, and somebody among them asks."""
    named = [tidy(row[column]) for row in table.rows]
    return speaker_columns.recur(named) and any(map(roles.role_of, set(named)))


def _turns(table: rows_of.Rows, speaker: int, words: int, time: int | None) -> Iterator[Spoken]:
    """Yield the rows as turns, to which rows without a speaker add a line.

    The pieces that a recogniser cut by time are joined, as captions are.
    """
    begins = pieces.begins(table.rows, time, pieces.end_of(_by_name(table)))
    found: list[Spoken] = []
    who: str | None = None
    rows = [*_first(table, speaker), *table.rows]
    for n, row in enumerate(rows, start=len(table.rows) - len(rows)):
        who = tidy(row[speaker]) or who  # an empty cell goes on with who spoke before
        at = begins[n] if begins and n >= 0 else seconds(row[time].strip(" []()")) if time is not None else None
        if not (said := row[words].strip()):
            continue
        if found and who and not begins and not tidy(row[speaker]):
            found[-1] = (who, f"{found[-1][1]}\n{said}", found[-1][2])
        else:
            found.append((who, said, at))
    return pieces.joined(found) if begins else iter(found)


def _first(table: rows_of.Rows, speaker: int) -> list[list[str]]:
    """Return the first row where it names no columns, but somebody who speaks below."""
    return [table.head] if tidy(table.head[speaker]) in {tidy(row[speaker]) for row in table.rows} else []


def _cells(table: rows_of.Rows, people: Sequence[str | None]) -> Iterator[Spoken]:
    time = next((n for key, n in _by_name(table).items() if key in column_words.TIMES), None)
    for row in table.rows:
        at = seconds(row[time]) if time is not None else None
        for who, cell in zip(people, row, strict=True):
            if who and (said := cell.strip()):
                yield who, said, at


def _transcript(
    name: str, table: rows_of.Rows, turns: Iterable[Spoken], options: ImportOptions
) -> ImportedDocument:
    builder = _Builder()
    names = dict(options.renames)
    for cells in table.above:
        builder.turn(None, ": ".join(cells))
    for who, said, time in turns:
        builder.turn((names.get(who, who) or None) if who else None, said, time)
    text, spoken = builder.done()
    asking = roles.find_roles(text, spoken)
    document = _document(guess.title_of(name), text, spoken, table, options)
    found_kind = guess.kind_of(name, spoken, asking)
    return finishing.finished(replace(document, kind=found_kind, roles=asking, rule="table"), options)


def _is_codebook(table: rows_of.Rows, options: ImportOptions) -> bool:
    return not _is_survey(options) and code_tables.is_codebook(table)


def _is_survey(options: ImportOptions) -> bool:
    """Tell whether it is asked for that a table be read as a survey."""
    return options.kind is DocumentKind.SURVEY or bool(options.text_columns) or options.case_column is not None


def _in_pieces(table: rows_of.Rows, options: ImportOptions) -> text_tables.Pieces | None:
    return None if _is_survey(options) else text_tables.of_table(table)


def _text(name: str, table: rows_of.Rows, found: text_tables.Pieces, options: ImportOptions) -> ImportedDocument:
    """Return a text in pieces: paragraphs that nobody says, joined as captions are where each has its times."""
    if spans := found.spans(table):
        cues = [captions.Cue(a, b, None, captions.one_line(said)) for a, b, said in spans if said]
        document = captions.from_cues(name, cues, options)
        return replace(
            document, encoding=table.encoding, media_type=table.media_type, warnings=tuple(table.warnings)
        )
    builder = _Builder()
    for cells in table.above:
        builder.turn(None, ": ".join(cells))
    for who, said, time in found.paragraphs(table):
        builder.turn(who, said, time)
    text, spoken = builder.done()
    document = _document(guess.title_of(name), text, spoken, table, options)
    kind = options.kind or guess.kind_of(name, spoken, {})
    return replace(document, kind=kind, rule="")


def _codebook(name: str, table: rows_of.Rows, options: ImportOptions) -> ImportedDocument:
    builder = _Builder()
    for paragraph in code_tables.paragraphs(table):
        builder.turn(None, paragraph)
    text, found = builder.done()
    document = _document(guess.title_of(name), text, found, table, options)
    warnings = (*document.warnings, code_tables.WARNING)
    kind = options.kind or DocumentKind.FIELD_NOTE
    return replace(document, kind=kind, warnings=warnings, rule="")


def _survey(name: str, table: rows_of.Rows, options: ImportOptions) -> ImportedDocument:
    plan = survey_columns.Plan.of(table, options)
    builder = _Builder()
    for column in plan.open:
        builder.turn(None, table.head[column])
        for respondent, row in zip(plan.who, table.rows, strict=True):
            if answer := row[column].strip():
                builder.turn(respondent, answer)
    text, found = builder.done()
    cases = survey_columns.cases(table.head, table.rows, plan.who, plan.others)
    document = _document(guess.title_of(name), text, found, table, options, cases)
    return replace(document, warnings=(*document.warnings, *plan.warnings))


def _document(
    title: str,
    text: str,
    found: tuple[Turn, ...],
    table: rows_of.Rows,
    options: ImportOptions,
    cases: tuple[ImportedCase, ...] = (),
) -> ImportedDocument:
    document = ImportedDocument(
        title=title,
        kind=DocumentKind.SURVEY,
        text=text,
        turns=found,
        language=guess.language_of(text),
        encoding=table.encoding,
        media_type=table.media_type,
        cases=cases,
        warnings=tuple(table.warnings),
        rule="table",
    )
    return finishing.finished(document, options)


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
