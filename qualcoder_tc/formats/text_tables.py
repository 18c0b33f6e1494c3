# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Tables that hold a text in pieces: one column of words, and beside it only numbers, file names, counts or times."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from qualcoder_tc.formats import column_words, pieces, speaker_columns
from qualcoder_tc.formats.pieces import Spoken
from qualcoder_tc.formats.rows import Rows
from qualcoder_tc.formats.times import TIME, seconds

_LOOK = 500  # rows that are looked at
_FEW = 3  # rows from which it can be told how numbers go on
_MOST = 12  # columns, more than which are no text in pieces
_PIECES = re.compile(
    r"(?i)(?:sentences?|paragraphs?|segments?|passages?|chunks?|lines?|phrases?|bod(?:y|ies)|excerpts?|raw|clean(?:ed)?|"
    r"s[aä]tze?|abs[aä]tze?|segmente?|abschnitte?|textstellen?|zeilen?|phrases?|paragraphes?|extraits?|segments?|passages?|"
    r"oraci[oó]n(?:es)?|frases?|párrafos?|parrafos?|segmentos?|fragmentos?|parágrafos?|frasi|paragrafi?o?|segment[oi]|"
    r"zin(?:nen)?|zinsdelen|alinea'?s?|fragment(?:en)?|s[æe]tning(?:er)?|afsnit|meningar?|stycken?|avsnitt|lause(?:et)?|"
    r"kappale(?:et)?|zdani[ae]|akapity?|fragmenty?|vět[ay]|odstav(?:ec|ce)|mondat(?:ok)?|bekezdés|cümle|paragraf|"
    r"предложени[ея]|абзацы?|фрагменты?|речення|句子?|段落|文|段|문장|단락)"
)
"""What heads a column of the pieces of a text, beside the words for what was said."""
_FILES = frozenset(
    """file filename file_name source source_file document doc document_name doc_name path transcript_file interview_file
    video video_id audio audio_file datei dateiname dokument dokumentname quelle fichier nom_du_fichier source archivo
    nombre_de_archivo documento
    fuente arquivo nome_do_arquivo ficheiro fonte nome_file bestand bestandsnaam bron filnavn filnamn
    fil kilde källa tiedosto plik nazwa_pliku
    źródło soubor fájl dosya файл имя_файла документ 文件 文件名 ファイル 파일""".split()
)
_COUNTS = re.compile(
    r"(?i).*(?:word|char|token|sentence|line|letter)s?[ _]?(?:count|number|total|len|length)?|"
    r"(?:n|num|number|no|count|len)[ _](?:of[ _])?"
    r"(?:word|char|token|sentence|letter|character)s?|count|length|len|size|duration|offset|seek|position|pos|index|idx|page|pages|"
    r"chunk(?:[ _]?id)?|unnamed: ?\d+|confidence|prob|probability|(?:avg_)?logprob|no_speech_prob|compression_ratio|temperature|"
    r"w[oö]rter|wortzahl|wortanzahl|anzahl.*|zeichen|l[aä]nge|dauer|seite|nombre.*|nb.*|mots|longueur|durée|page|"
    r"palabras|número de palabras|caracteres|duración|página|parole|numero.*|caratteri|durata|pagina|palavras|duração|"
    r"woorden|aantal.*|tekens|duur|ord|antal.*|antall.*|tegn|längd|sanoja|sanat|słowa|liczba.*|слова|количество.*|字数|文字数"
)
_PEOPLE = re.compile(
    r"(?i)(?:respondent|participant|case|person|member|user|response|comment|review|customer|patient|student)s?"
    r"(?:[ _]?(?:id|no|nr))?|pseudonym|uid|code"
)
_FILE = re.compile(r"[^\n]{1,200}\.[A-Za-z]\w{1,4}")
_NUMBER = re.compile(r"-?\d{1,12}(?:[.,]\d{1,12})?")


@dataclass(frozen=True, slots=True)
class Pieces:
    """Where a table has the pieces of its text, the files they are from, and when they begin and end."""

    words: int
    file: int | None
    begin: int | None
    end: int | None
    headless: bool
    """Whether the first row is a piece, too, and names no columns."""

    def rows(self, table: Rows) -> list[list[str]]:
        """Return the rows that hold pieces."""
        return [table.head, *table.rows] if self.headless else table.rows

    def paragraphs(self, table: Rows) -> Iterator[Spoken]:
        """Yield the pieces as paragraphs that nobody says; where they are from several files, their names above them."""
        rows = self.rows(table)
        several = self.file is not None and len({row[self.file] for row in rows}) > 1
        before = ""
        for row in rows:
            if several and self.file is not None and row[self.file].strip() not in ("", before):
                before = row[self.file].strip()
                yield None, before, None
            if said := row[self.words].strip():
                yield None, said, seconds(row[self.begin].strip(" []()")) if self.begin is not None else None

    def spans(self, table: Rows) -> list[tuple[float, float, str]]:
        """Return when each piece begins and ends, where all tell it, as recognisers write them; else nothing."""
        rows = self.rows(table)
        spans = pieces.spans(rows, self.begin, self.end) if self.file is None else []
        return [(*span, row[self.words].strip()) for span, row in zip(spans, rows, strict=True)] if spans else []


def of_table(table: Rows) -> Pieces | None:
    """Return where the pieces of a text stand, None where a table is rather what several people answered."""
    if len(table.head) > _MOST:
        return None
    rows = table.rows[:_LOOK]
    wordy = [
        n for n in range(len(table.head)) if speaker_columns.has_words(table, n) and not _is_file(table, n, rows)
    ]
    if len(wordy) != 1:
        return None
    words = wordy[0]
    others = [n for n in range(len(table.head)) if n != words]
    headless = len(others) > 0 and _goes_on(table, words, others, rows)
    head = "" if headless else table.head[words]
    if headless:
        rows = [table.head, *rows]
    named = {n: "" if headless else column_words.plain(table.head[n]) for n in others}
    files = [n for n in others if _is_file(table, n, rows) or (headless and _is_constant(rows, n))]
    counts = [n for n in others if n not in files and _is_beside(rows, words, n, named[n])]
    if len(files) > 1 or len(files) + len(counts) < len(others) or any(map(_PEOPLE.fullmatch, named.values())):
        return None
    if not headless and not _heads_pieces(
        head, sure=bool(files) or any(_counts_words(rows, words, n) for n in counts)
    ):
        return None
    timed = [n for n in counts if _is_time(rows, n, named[n])]
    end = next((n for n in timed if named[n] in column_words.ENDS), None)
    begin = next((n for n in timed if n != end), None)
    return Pieces(words, files[0] if files else None, begin, end, headless)


def _heads_pieces(head: str, *, sure: bool) -> bool:
    """Tell whether a name of a column heads what was said or written, and no question or comment."""
    words = column_words.plain(re.sub(r"[_\W]+", " ", head))
    if re.search(r"[?？؟]", head) or len(words.split()) > 4:
        return False
    known = any(one in column_words.SAID or _PIECES.fullmatch(one) for one in (words, *words.split()))
    return known or (sure and len(words.split()) <= 2)


def _goes_on(table: Rows, words: int, others: Sequence[int], rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether the first row is one as all others: it has words, and numbers, times or a file where they do."""
    head = table.head
    if len(head[words].split()) < 3 and not re.search(r"[.!…]$", head[words]):
        return False
    if any(head[n] != head[n].strip() or not head[n].strip() for n in others):
        return False
    return len(rows) >= _FEW - 1 and all(
        (_NUMBER.fullmatch(head[n]) and _are_numbers(rows, n))
        or (_time_of(head[n]) is not None and _time_of(rows[0][n]) is not None)
        or (head[n] == rows[0][n] and not _NUMBER.fullmatch(head[n]))
        or (_FILE.fullmatch(head[n]) and _FILE.fullmatch(rows[0][n]))
        for n in others
    )


def _is_file(table: Rows, column: int, rows: Sequence[Sequence[str]]) -> bool:
    cells = [row[column].strip() for row in rows if row[column].strip()]
    if not cells or all(map(_NUMBER.fullmatch, cells)):
        return False
    named = column_words.plain(table.head[column]).replace(" ", "_") in _FILES
    return (named and len(set(cells)) < len(cells)) or all(
        _FILE.fullmatch(cell) and len(cell.rsplit(".", 1)[1]) <= 5 and " " not in cell.rsplit(".", 1)[1]
        for cell in cells
    )


def _is_constant(rows: Sequence[Sequence[str]], column: int) -> bool:
    return len({row[column] for row in rows}) == 1 and not _NUMBER.fullmatch(rows[0][column].strip())


def _is_beside(rows: Sequence[Sequence[str]], words: int, column: int, named: str) -> bool:
    """Tell whether a column counts the pieces or their words, says when they begin, or holds nothing."""
    if not any(row[column].strip() for row in rows) or _is_time(rows, column, named):
        return True
    if not _are_numbers(rows, column):
        return False
    return bool(_COUNTS.fullmatch(named)) or _runs(rows, column) or _counts_words(rows, words, column)


def _are_numbers(rows: Sequence[Sequence[str]], column: int) -> bool:
    return all(not row[column].strip() or _NUMBER.fullmatch(row[column].strip()) for row in rows)


def _runs(rows: Sequence[Sequence[str]], column: int) -> bool:
    """Tell whether a column counts: 1, 2, 3; it may begin anew, as with each file."""
    cells = [row[column].strip() for row in rows]
    numbers = [int(cell) for cell in cells if cell.isdecimal()]
    if len(numbers) < max(2, len(cells)) or numbers[0] > 1:
        return False
    return sum(b - a == 1 for a, b in pairwise(numbers)) >= 0.7 * (len(numbers) - 1)


def _counts_words(rows: Sequence[Sequence[str]], words: int, column: int) -> bool:
    """Tell whether a column says how many words or letters the pieces have."""
    told = [(row[words], row[column].strip()) for row in rows if row[column].strip().isdecimal()]
    near = [
        abs(int(count) - len(said.split())) <= 1 + len(said.split()) // 5 or abs(int(count) - len(said)) <= 3
        for said, count in told
    ]
    return len(told) >= _FEW and len({count for _, count in told}) > 1 and sum(near) >= 0.8 * len(near)


def _is_time(rows: Sequence[Sequence[str]], column: int, named: str) -> bool:
    """Tell whether a column says when pieces begin or end within a recording, each later than the one before."""
    cells = [row[column].strip() for row in rows if row[column].strip()]
    times = [_time_of(cell) for cell in cells]
    if named in column_words.TIMES | column_words.ENDS and all(map(_NUMBER.fullmatch, cells)):
        times = [float(cell.replace(",", ".")) for cell in cells]
    known = [time for time in times if time is not None]
    if not known or len(known) < len(cells):
        return False
    return sum(a <= b for a, b in pairwise(known)) >= 0.7 * (len(known) - 1)


def _time_of(cell: str) -> float | None:
    bare = cell.strip(" []()")
    return seconds(bare) if re.fullmatch(TIME, bare) else None
