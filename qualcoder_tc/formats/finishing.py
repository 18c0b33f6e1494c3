# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What the person importing decided, put over what an importer found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qualcoder_tc.model.transcript import ImportedCase, ImportedDocument, ImportOptions, Turn

_NOTHING_ASKED = ImportOptions()


def renamed(found: Sequence[Turn], options: ImportOptions) -> tuple[Turn, ...]:
    """Return the turns with speakers called as the options ask; an empty name is nobody."""
    names = dict(options.renames)
    if not names:
        return tuple(found)
    return tuple(
        replace(turn, speaker=names.get(turn.speaker, turn.speaker) or None) if turn.speaker else turn
        for turn in found
    )


def finished(document: ImportedDocument, options: ImportOptions) -> ImportedDocument:
    """Return a document with what the options fix: kind, language, roles, cases."""
    if options == _NOTHING_ASKED:
        return document
    speakers = set(document.speakers)
    asked = {name: role for name, role in options.roles if name in speakers}
    who = {name: role for name, role in (document.roles | asked).items() if role}
    cases = {case.name: case for case in document.cases}
    for speaker, case in options.cases:
        if speaker in speakers and case:
            held = cases.get(case, ImportedCase(case))
            cases[case] = replace(held, speakers=tuple(dict.fromkeys([*held.speakers, speaker])))
    return replace(
        document,
        kind=options.kind or document.kind,
        language=options.language or document.language,
        roles=who,
        cases=tuple(cases.values()),
    )
