# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What segments can be narrowed by, the values there are to choose from, and what is asked for in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from qualcoder_tc import queries
from qualcoder_tc.model.codes import Origin
from qualcoder_tc.model.retrieval import Retrieval
from qualcoder_tc.model.transcript import DocumentKind
from qualcoder_tc.ui.session import Session


def _tr(text: str) -> str:
    return QCoreApplication.translate("Retrieval", text)


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that can be chosen; `colour` is that of a code, `depth` its place in the tree."""

    value: Any
    label: str
    colour: str = ""
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Facet:
    """One thing to narrow by. `words` is how it is said, with the values put in."""

    name: str
    """A field of Retrieval, or attribute:<id>."""
    label: str
    words: str
    joined: str = ""
    single: bool = False

    def values(self, wanted: Retrieval) -> tuple[Any, ...]:
        """Return what is chosen."""
        if self.name.startswith("attribute:"):
            return dict(wanted.attributes).get(int(self.name[10:]), ())
        if self.name == "days":
            return ((wanted.since, wanted.until),) if wanted.since or wanted.until else ()
        value = getattr(wanted, self.name)
        return value if isinstance(value, tuple) else () if value is None else (value,)

    def with_values(self, wanted: Retrieval, values: Sequence[Any]) -> Retrieval:
        """Return the same with other values chosen; none clears."""
        if self.name.startswith("attribute:"):
            given = dict(wanted.attributes) | {int(self.name[10:]): tuple(values)}
            return replace(wanted, attributes=tuple((k, v) for k, v in sorted(given.items()) if v))
        if self.name == "days":
            since, until = values[0] if values else ("", "")
            return replace(wanted, since=since, until=until)
        if self.name == "memo":
            return replace(wanted, memo=values[0] if values else None)
        return replace(wanted, **{self.name: tuple(values)})


class Facets:
    """The facets of a project."""

    def __init__(self, session: Session) -> None:
        self._session = session
        any_of = _tr(" or ")
        self._fixed = [
            Facet("codes", _tr("Code"), _tr("coded {0}"), any_of),
            Facet("also", _tr("Also coded with"), _tr("where the same text is also coded {0}"), _tr(" and ")),
            Facet("without", _tr("Not coded with"), _tr("where the text is not coded {0}"), any_of),
            Facet("documents", _tr("Document"), _tr("in {0}"), any_of),
            Facet("kinds", _tr("Kind of document"), _tr("in {0}"), any_of),
            Facet("cases", _tr("Case"), _tr("said by {0}"), any_of),
            Facet("speakers", _tr("Speaker"), _tr("with {0} speaking"), any_of),
            Facet("roles", _tr("Role"), _tr("from {0}"), any_of),
            Facet("coders", _tr("Coder"), _tr("coded by {0}"), any_of),
            Facet("themes", _tr("Theme"), _tr("of the theme {0}"), any_of),
            Facet("origins", _tr("Origin"), _tr("coded {0}"), any_of),
            Facet("memo", _tr("Memo"), _tr("{0}"), any_of, single=True),
            Facet("days", _tr("Coded on"), _tr("coded {0}"), any_of, single=True),
        ]

    def all(self) -> list[Facet]:
        """Return the facets, those of the attributes last."""
        rows = self._session.read(queries.cases.attributes)
        return [*self._fixed, *(Facet(f"attribute:{a.id}", a.name, a.name + ": {0}", _tr(" or ")) for a in rows)]

    def choices(self, facet: Facet) -> list[Choice]:
        """Return the values that a facet has to choose from."""
        session, name = self._session, facet.name
        if name in ("codes", "also", "without"):
            return [Choice(c.id, c.name, c.colour if c.codable else "", c.depth) for c in session.codes]
        if name == "documents":
            return [Choice(d.id, d.title) for d in session.documents]
        if name == "kinds":
            there = {d.kind for d in session.documents}
            return [Choice(k.value, k.group) for k in DocumentKind if k in there]
        if name == "coders":
            return [Choice(c.id, c.name) for c in session.read(queries.coders.all)]
        if name == "themes":
            return [Choice(t.id, t.name) for t in session.read(queries.themes.all)]
        if name == "origins":
            return [Choice(o.value, label) for o, label in _origins().items()]
        if name == "memo":
            return [Choice(True, _tr("with a memo")), Choice(False, _tr("without a memo"))]
        if name == "cases":
            cases = session.read(queries.axes.cases)
            return [*(Choice(key, case) for key, case in cases.items()), Choice(0, _tr("nobody known"))]
        if name in ("speakers", "roles"):
            rows = session.read(queries.axes.speakers).values()
            given = {s.name if name == "speakers" else s.role or "" for s in rows} - {""}
            none = _tr("no speaker") if name == "speakers" else _tr("nobody with a role")
            return [*(Choice(v, v) for v in sorted(given, key=str.casefold)), Choice("", none)]
        if name.startswith("attribute:"):
            values = session.read(queries.cases.values).get(facet.label, [])
            return [*(Choice(v, v) for v in values), Choice("", _tr("no value"))]
        return []

    def label(self, facet: Facet, value: Any) -> str:
        """Return a value in words."""
        if facet.name == "days":
            return _days(*value)
        found = next((c.label for c in self.choices(facet) if c.value == value), None)
        return found if found is not None else _tr("something that is gone")

    def chosen(self, facet: Facet, wanted: Retrieval) -> str:
        """Return the chosen values of a facet in words."""
        return facet.joined.join(self.label(facet, v) for v in facet.values(wanted))

    def words(self, wanted: Retrieval) -> str:
        """Say what is asked for: `coded Mutuality or Reciprocity, in Focus group 2`."""
        parts = [f.words.format(self.chosen(f, wanted)) for f in self.all() if f.values(wanted)]
        if not wanted.below and (wanted.codes or wanted.also or wanted.without):
            parts.append(_tr("without the codes below"))
        if wanted.words.strip():
            parts.append(_tr("with the words “{0}”").format(wanted.words.strip()))
        return ", ".join(parts)


def _origins() -> dict[Origin, str]:
    return {
        Origin.MANUAL: _tr("by hand"),
        Origin.IN_VIVO: _tr("in vivo"),
        Origin.SUGGESTION: _tr("from a suggestion"),
        Origin.IMPORTED: _tr("elsewhere and imported"),
    }


def _days(since: str, until: str) -> str:
    def shown(day: str) -> str:
        return QLocale().toString(QDate.fromString(day, "yyyy-MM-dd"), "d MMM yyyy")

    if since and until:
        return shown(since) if since == until else _tr("{0} to {1}").format(shown(since), shown(until))
    return _tr("since {0}").format(shown(since)) if since else _tr("until {0}").format(shown(until))
