# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Labels that are of one person: a name in full where somebody first speaks, then initials, a first name or a surname."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

_TITLE = re.compile(
    r"(?i)(?:mr|mrs|ms|miss|dr|prof(?:essor)?|sir|dame|lord|lady|herr|frau|m|mme|señora?|sra?|doña?|pan[i]?)\.?"
)
_BESIDE = re.compile(r"\s*[,(|].*$")  # Sandra Salinas, Entrevistadora
_PIECE = re.compile(r"[^\W\d_a-zß-ÿ][a-zß-ÿ]*")  # of initials: W, Ch
_LETTERS = re.compile(r"(?:[^\W\d_a-zß-ÿ][a-zß-ÿ]?){2,4}")
_PARTICLES = frozenset("de da di do dos del della der den van von zu la le el al ten ter of y e".split())
_RARE = 3  # times that a name in full stands, at most, where a lone letter is what it goes on as
# Whoever speaks is not told, or many do at once.
NOBODY = re.compile(
    r"(?i)(?:speaker|person|voice|sprecher(?:in)?|locut(?:eur|rice)|hablante)? ?\?+|(?:unknown|unidentified|unclear|unnamed|"
    r"unbekannte?r?|inconnue?|desconocid[oa]|sconosciut[oa]|desconhecid[oa]|onbekend|nieznan[ya]|неизвестн(?:ый|ая)|不明|未知)\b.*|"
    r"(?:all|both|several|many|multiple|various|everyone|everybody|some|others?|someone|somebody)"
    r"(?: (?:speakers?|voices?|people|persons?|participants?|at once|together|talking|of them))*|"
    r"group|audience|inaudible|crosstalk|cross-talk|overlapping.*|chorus|alle|beide|mehrere|einige|gruppe|publikum|tous|toutes|"
    r"plusieurs|les deux|groupe|todos|todas|ambos|varios|varias|grupo|tutti|tutte|entrambi|vari|gruppo|vários|ambas|allen|"
    r"meerdere|groep|allesammen|flere|flera|gruppen|kaikki|wszyscy|kilka osób|všichni|mindenki|toți|herkes|все|вместе|усі|"
    r"جميع|الجميع|כולם|众人|所有人|多人|全員|一同|모두"
)


def people(names: Sequence[str]) -> dict[str, str]:
    """Return for each name in the order of turns the one by which the same person goes most."""
    counts = Counter(names)
    parts = {name: _parts(name) for name in counts}
    groups: dict[str, list[str]] = {}
    for name in counts:
        full = [
            other for other in counts if other != name and _is_short(name, other, parts[name], parts[other], counts)
        ]
        if len(full) == 1:
            groups.setdefault(full[0], [full[0]]).append(name)
    found = {name: name for name in counts}
    for group in groups.values():
        most = max(group, key=lambda name: counts[name])
        found |= dict.fromkeys(group, most)
    return found


def _parts(name: str) -> list[str]:
    words = _BESIDE.sub("", name).replace(".", " ").split()
    named = [word for word in words if not _TITLE.fullmatch(word) and word.casefold() not in _PARTICLES]
    return named if len(words) > 1 else words


def _is_short(name: str, full: str, mine: Sequence[str], words: Sequence[str], counts: Mapping[str, int]) -> bool:
    """Tell whether a name is the initials, the first name or the surname of another; a lone letter only of a rare one."""
    if len(mine) == 1 and len(mine[0]) == 1 and len(words) == 1 and len(words[0]) > 1:
        first = [other[0] for other in map(_parts, counts) if len(other) == 1 and len(other[0]) > 1]
        once = sum(one[0].casefold() == mine[0].casefold() for one in first) == 1
        return once and counts[full] < _RARE <= counts[name] and words[0][0].casefold() == mine[0].casefold()
    if len(words) < 2 or any(word.isdecimal() for word in words):
        return False
    if len(mine) == 1 and len(mine[0]) > 2 and mine[0].casefold() in {word.casefold() for word in words}:
        return True
    letters = "".join(mine)
    if not _LETTERS.fullmatch(letters) or len(mine) not in (1, len(letters)):
        return False
    pieces = _PIECE.findall(letters)
    starts = all(word.casefold().startswith(piece.casefold()) for piece, word in zip(pieces, words, strict=False))
    return len(pieces) == len(words) and starts
