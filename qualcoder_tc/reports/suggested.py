# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What the report says of suggestions: how many codings came from them, and how often coders agreed with them."""

from __future__ import annotations

from collections import Counter

from qualcoder_tc.model.report import ReportData, SuggestionGround
from qualcoder_tc.model.suggesting import LearnFrom, SuggestionTally
from qualcoder_tc.reports.blocks import Block, Heading, Paragraph, Table

_NONE = "none"  # the name under which suggestions without a language model are kept


def sentence(data: ReportData) -> str:
    """Return the sentence of the methods: whether codes were suggested, and how many codings came of it."""
    if not data.suggestions.tallies:
        return "No coding in this report came from a suggestion of the program."
    share = sum(s.origin.value == "suggestion" for s in data.segments)
    models = "; ".join(dict.fromkeys(_model(g) for g in data.suggestions.grounds)) or "not recorded"
    return (
        f"The program suggested codes on the researchers' own computer (model: {models}). Nothing was applied by itself: "
        f"{share} of {len(data.segments)} codings ({share / max(1, len(data.segments)):.0%}) came from a suggestion that a "
        "coder accepted or changed (see Suggested codes)."
    )


def blocks(data: ReportData) -> list[Block]:
    """Return the section about suggestions; nothing where none was used."""
    use = data.suggestions
    if not use.tallies:
        return []
    learned = (
        "from the codings of the coder they were made for, and from nobody else's"
        if use.learn_from is LearnFrom.OWN
        else "from the codings of all coders"
    )
    how = (
        f"A passage was compared with the definitions in the codebook and with earlier codings; they were learned {learned}"
        + (
            f", and offered after {use.least} segments coded without them unless asked for earlier. "
            if use.least
            else ". "
        )
        + "A code was shown only from a certain score on, with the segments and words that spoke for it, and the coder "
        "accepted it, changed its code or its extent, or declined it. Each suggestion was made before the coder decided, and "
        "none was learned from its own answer, so the shares below are of predictions, not of recall. "
        "A coder who sees a suggestion may be drawn to it: accepting it is not the same as coding so unasked."
    )
    return [
        Heading("Suggested codes"),
        Paragraph(how),
        *[Paragraph(_ground(ground)) for ground in use.grounds],
        _table(data, use.tallies),
    ]


def _ground(ground: SuggestionGround) -> str:
    low, high = ground.low, ground.high
    if low is None or high is None:
        score = ""
    elif high - low < 0.005:
        score = f"a score of {low:.2f}"
    else:
        score = f"scores of {low:.2f} to {high:.2f}, which followed what had been coded so far"
    times = "One suggestion" if ground.shown == 1 else f"{ground.shown:,} suggestions"
    by = "from shared words, without a language model" if ground.model == _NONE else f"by {_model(ground)}"
    made = f"{times} answered or passed over {'was' if ground.shown == 1 else 'were'} made {by}"
    if not score:
        return (
            f"{made}, shown whatever the score: in a second look at what was coded, or where no score was recorded."
        )
    return f"{made}, shown from {score} on."


def _model(ground: SuggestionGround) -> str:
    if ground.model == _NONE:
        return "none, shared words only"
    return ground.model + (f", weights {ground.sha256}" if ground.sha256 else "")


def _table(data: ReportData, tallies: tuple[SuggestionTally, ...]) -> Table:
    codes = {c.id: c for c in data.codes}
    twice = Counter(c.name for c in data.codes)
    rows: list[tuple[str, ...]] = []
    for t in tallies:
        code = codes[t.code_id]
        rows.append((code.name if twice[code.name] == 1 else code.path, *_figures(t)))
    if len(rows) > 1:
        whole = SuggestionTally(
            0,
            accepted=sum(t.accepted for t in tallies),
            edited=sum(t.edited for t in tallies),
            rejected=sum(t.rejected for t in tallies),
            passed=sum(t.passed for t in tallies),
            codings=sum(t.codings for t in tallies),
        )
        rows.append(("All", *_figures(whole)))
    head = ("Code", "Shown", "Accepted", "Changed", "Declined", "Passed over", "Accepted, %", "Codings")
    note = (
        "By the code that was suggested. Changed: another code or another extent was taken. Passed over: the coder coded the "
        "passage otherwise while the suggestion was open. Accepted, %: of those accepted, changed or declined. Codings: codings "
        "with this code that came from a suggestion and still stand. Suggestions still open are left out."
    )
    widths = (0.26, 0.09, 0.11, 0.11, 0.11, 0.11, 0.11, 0.1)
    return Table("What became of suggestions", head, tuple(rows), (1, 2, 3, 4, 5, 6, 7), widths, note)


def _figures(t: SuggestionTally) -> tuple[str, ...]:
    rate = "" if t.rate is None else f"{t.rate:.0%}"
    return (*(f"{n:,}" for n in (t.shown, t.accepted, t.edited, t.rejected, t.passed)), rate, f"{t.codings:,}")
