# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Printed lines joined to paragraphs: columns, words parted by hyphens, what begins anew."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from qualcoder_tc.formats.evidence import cut_in
from qualcoder_tc.formats.labels import RULES, Rule
from qualcoder_tc.formats.names import heads, plausible, telling, tidy

HYPHEN = "\ufffe"
"""Stands at the end of a line for the hyphen of a word that goes on in the next."""

_ENDS = re.compile(r"[.?!…:;)\]”\"'’]\s*$")
_BULLET = re.compile(r"\s*(?:[-•–*▪◦■□➢➔✓☑❖●]|\d{1,3}[.)]|[a-z][.)])\s")
_QUESTION = re.compile(r"\s*Q\d{1,4}(?:\s|$)")
_NUMBERED = 3  # questions with numbers, from which such a number begins one: Q12 Lord Hill
_STARTS = tuple(
    rule for rule in RULES if rule.key in ("name-colon", "bracket", "name-stamp", "name-time", "time-only")
)
_COLON = next(rule for rule in _STARTS if rule.key == "name-colon")
_DASH = next(rule for rule in RULES if rule.key == "name-dash")
# Initials, codes and names in capitals with only a space behind them: TP You took over. MT There were four.
_RUN_IN = re.compile(
    r"\s*(?P<name>(?:[^\W\d_a-zß-ÿ]{2,15}(?: [^\W\d_a-zß-ÿ]{2,15})?\d{0,2}|[A-Z]\d{1,2}))\s{1,3}"
    r"(?=[^\W\d_a-zß-ÿ][\w'’]*[a-zß-ÿ ,.?!…]|I\b|[\"“„«'‘(\[¿¡…])"
)
_OFTEN = 3  # times that such a name stands where lines begin
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_PARTED = re.compile(rf"([^\W\d_]+(?:-[^\W\d_]+)*)[-{HYPHEN}]$")
_BESIDE = 100.0  # points that a column begins to the right of another at least
_FEW_LINES = 8  # that a column has at least
_SAME_COLUMN = 24.0  # points by which the left edges of one column may differ


@dataclass(frozen=True, slots=True)
class Row:
    """One printed line: its text, the edges of its letters in points from the lower left, and its page.

    `cells` says where each cell behind a tab begins.
    """

    text: str
    left: float
    right: float
    top: float
    bottom: float
    page: int
    cells: tuple[float, ...] = ()


def joined(rows: Sequence[Row]) -> str:
    """Join printed lines to paragraphs: a line goes on where the one before is full and nothing new begins."""
    if not rows:
        return ""
    edges = _edges(rows)
    gaps = sorted(a.top - b.top for a, b in pairwise(rows) if a.page == b.page and 2 < a.top - b.top < 60)
    usual = gaps[len(gaps) // 3] if gaps else 14.0
    hyphens = _Hyphens(rows)
    names = _names(rows)
    rare = _rare_names(rows, names)
    hangs = _hanging(rows, names)
    asked = len({match[0] for row in rows if (match := _QUESTION.match(row.text))}) >= _NUMBERED
    run_in = _run_in(rows)
    parts: list[list[str]] = [[rows[0].text.strip()]]
    for (before, row), edge in zip(pairwise(rows), edges, strict=False):
        text = row.text.strip()
        anew = (_name(row.text) in rare and _ENDS.search(before.text)) or (hangs and _name(row.text) and hangs(row))
        anew = anew or (asked and _QUESTION.match(row.text)) or _initials(row.text) in run_in
        if not anew and _goes_on(before, row, edge, usual, names):
            last = parts[-1][-1]
            parts[-1][-1:] = [hyphens.over(last, text)] if last.endswith(("-", HYPHEN, "\u00ad")) else [last, text]
        else:
            parts.append([text])
    return "\n".join(" ".join(part) for part in parts).replace(HYPHEN, "-")


class _Hyphens:
    """Tells hyphens that belong to a word from those that a line's end made, by the words of the document."""

    def __init__(self, rows: Sequence[Row]) -> None:
        texts = [row.text.strip() for row in rows]
        self._words = Counter(word for text in texts for word in _WORD.findall(text.casefold()))
        votes = [self._vote(a, b) for a, b in pairwise(texts) if a.endswith(("-", HYPHEN))]
        self._made = sum(vote < 0 for vote in votes) > sum(vote > 0 for vote in votes)

    def over(self, first: str, second: str) -> str:
        """Return two lines as one, the first of which ends in a hyphen."""
        if first.endswith("\u00ad"):
            return first[:-1] + second
        if not (_PARTED.search(first) and second[:1].isalpha()):
            return (
                f"{first} {second}" if first.endswith(("-", HYPHEN)) and first[-2:-1].isspace() else first + second
            )
        vote = self._vote(first, second)
        drop = second[:1].islower() and (vote < 0 or (vote == 0 and self._made))
        return (first[:-1] if drop else first[:-1] + "-") + second

    def _vote(self, first: str, second: str) -> int:
        """Return how much oftener the parted word is met with its hyphen than without."""
        left, right = _PARTED.search(first.casefold()), _WORD.match(second.casefold())
        if left is None or right is None:
            return 0
        return self._words[f"{left[1]}-{right[0]}"] - self._words[left[1] + right[0]]


def _edges(rows: Sequence[Row]) -> list[float]:
    """Return for each line the right edge that the full lines of its column reach."""
    column = 0
    columns = [0]
    for before, row in pairwise(rows):
        # Text that goes on above is set in the next column.
        column += row.page != before.page or row.bottom > before.top
        columns.append(column)
    columns = _without_feet(rows, columns)
    lefts: dict[int, float] = {}
    for row, number in zip(rows, columns, strict=True):
        lefts[number] = min(row.left, lefts.get(number, row.left))
    groups: list[tuple[float, list[int]]] = []
    of_column: dict[int, int] = {}
    for number, left in lefts.items():
        place = next((n for n, (at, _) in enumerate(groups) if abs(at - left) < _SAME_COLUMN), len(groups))
        if place == len(groups):
            groups.append((left, []))
        of_column[number] = place
    for n, number in enumerate(columns):
        groups[of_column[number]][1].append(n)
    edges = [0.0] * len(rows)
    for left, of_group in groups:
        beside = [at for at, others in groups if at > left + _BESIDE and len(others) >= _FEW_LINES]
        # A title or an introduction spans columns that begin where it does.
        wide = [n for n in of_group if beside and rows[n].right > min(beside) + _SAME_COLUMN]
        for some in (wide, sorted({*of_group} - {*wide})):
            rights = sorted(rows[n].right for n in some)
            for n in some:
                edges[n] = rights[int(len(rights) * 0.95)]
    return edges


def _without_feet(rows: Sequence[Row], columns: Sequence[int]) -> list[int]:
    """Return the numbers of columns, others for lines far to the left of nearly all in theirs: what is below it."""
    lefts: dict[int, list[float]] = {}
    for row, number in zip(rows, columns, strict=True):
        lefts.setdefault(number, []).append(row.left)
    usual = {number: sorted(some)[len(some) // 10] for number, some in lefts.items()}
    return [
        -1 - row.page if row.left < usual[number] - _BESIDE else number
        for row, number in zip(rows, columns, strict=True)
    ]


def _names(rows: Sequence[Row]) -> set[str]:
    """Return who may be named where lines begin; a word before a colon that comes once is rather part of a sentence."""
    counts = Counter(_name(row.text) for row in rows)
    lines = Counter(text for row in rows if len(text := row.text.strip()) <= 40)
    alone = {text for text, count in lines.items() if count > 2 and text[:1].isupper() and not _ENDS.search(text)}
    named = {name for name, count in counts.items() if count > 1 or telling(name)} | alone
    dashed = Counter(_name(row.text, _DASH) for row in rows)
    return named | {name for name, count in dashed.items() if count > 2 and telling(name)}


def _rare_names(rows: Sequence[Row], names: Collection[str]) -> set[str]:
    """Return names that stand once before a colon, where others do often: a line with one begins anew behind a full stop.

    A single word there may as well begin a sentence: Honestly: it was. It is a name where the same person speaks before
    and behind, or where what is said begins in capitals behind all names, which are in capitals if the others are.
    """
    told = [(name, row.text) for row in rows if (name := _name(row.text))]
    counts = Counter(name for name, _ in told)
    known = {name for name in names if counts[name] >= 3}
    if len(known) < 2:
        return set()
    small = {word for row in rows for word in _WORD.findall(row.text) if word.islower()}
    once = {name for name, count in counts.items() if count == 1 and plausible(name, 1)}
    large = [_begins_large(text) for name, text in told if name in known]
    formal = sum(large) >= 0.9 * len(large)
    cases = {name.isupper() for name in known if len(name) > 3}  # INT and P07 tell nothing
    cutting_in = cut_in([name for name, _ in told if name in known or name in once])
    text_of = dict(told)

    def convinces(name: str) -> bool:
        if " " not in name and name in cutting_in and (_begins_large(text_of[name]) or not formal):
            return True
        if not small.isdisjoint(name.casefold().split()):
            return False
        fits = formal and _begins_large(text_of[name]) and len(name) > 2 and (not cases or name.isupper() in cases)
        return " " in name or (fits and sum(f"{name}:" in row.text for row in rows) == 1)

    return set(filter(convinces, once))


def _run_in(rows: Sequence[Row]) -> set[str]:
    """Return who is named with only a space behind, where such names take turns and hardly stand within lines."""
    told = [name for row in rows if (name := _initials(row.text))]
    counts = Counter(told)
    names = {name for name, count in counts.items() if count >= _OFTEN and not heads(name)}
    turns = [name for name in told if name in names]
    if len(names) < 2 or sum(a != b for a, b in pairwise(turns)) < 0.7 * (len(turns) - 1):
        return set()
    within = Counter(name for row in rows for name in names if re.search(rf"\S\s+{re.escape(name)}\b", row.text))
    return {name for name in names if within[name] <= 0.2 * counts[name]}


def _initials(text: str) -> str:
    match = _RUN_IN.match(text[:60])
    return match["name"] if match else ""


def _begins_large(text: str) -> bool:
    """Tell whether what stands behind a name and its colon does not begin in small letters."""
    match = _COLON.pattern.match(text[:200].strip())
    return match is not None and not text.strip()[match.end() : match.end() + 1].islower()


def _hanging(rows: Sequence[Row], names: Collection[str]) -> Callable[[Row], bool] | None:
    """Return what tells lines that stand out to the left as those with names do, None where these do not."""
    known = set(names) - {""}
    named = [row.left for row in rows if _name(row.text) in known]
    others = [row.left for row in rows if _name(row.text) not in known]
    if len(named) < 4 or len(others) < 4:
        return None
    left = sorted(named)[len(named) // 2]
    out = sum(abs(one - left) < 3 for one in named) >= 0.9 * len(named)
    set_in = sum(one > left + 8 for one in others) >= 0.8 * len(others)
    return (lambda row: abs(row.left - left) < 3) if out and set_in else None


def _name(text: str, rule: Rule = _COLON) -> str:
    match = rule.pattern.match(text[:200].strip())
    return tidy(match["name"]) if match else ""


def _goes_on(before: Row, row: Row, edge: float, usual: float, names: set[str]) -> bool:
    new_page = row.page != before.page
    if before.text.rstrip().endswith(HYPHEN) and not new_page:
        return True
    if _begins(row.text, names) or _BULLET.match(row.text):
        return False
    if _alone(before.text, names):
        return False
    if not new_page and before.top - row.top > usual * 1.45:
        return False
    if new_page and _ENDS.search(before.text):
        return False
    # The first word of the next line would not have fitted, or nearly so.
    first = row.text.split(maxsplit=1)[0] if row.text.split() else ""
    width = (row.right - row.left) / max(1, len(row.text))
    return before.right + width * (len(first) + 1) >= edge - 6


def _begins(text: str, names: set[str]) -> bool:
    if "\t" in text[:60].rstrip() or text.strip() in names or ((name := _name(text, _DASH)) and name in names):
        return True
    return any(
        rule.pattern.match(text[:200].strip()) and (rule is not _COLON or _name(text) in names) for rule in _STARTS
    )


def _alone(text: str, names: set[str]) -> bool:
    """Tell whether a line is a label that what was said follows on the next."""
    return any(
        (match := rule.pattern.match(text.strip()))
        and match.end() >= len(text.strip())
        and len(text) < 60
        and (rule is not _COLON or _name(text) in names)
        for rule in _STARTS
    )
