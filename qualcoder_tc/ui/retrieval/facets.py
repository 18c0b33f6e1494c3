# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What segments can be narrowed by, the values there are to choose from, and what is asked for in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from PySide6.QtCore import QDate, QLocale, QObject

from qualcoder_tc import queries
from qualcoder_tc.model.codes import Origin
from qualcoder_tc.model.retrieval import Retrieval, from_plain
from qualcoder_tc.model.transcript import DocumentKind
from qualcoder_tc.ui.session import Session


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


class Facets(QObject):
    """The facets of a project."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        any_of = self.tr(" or ")
        self._fixed = [
            Facet("codes", self.tr("Code"), self.tr("coded {0}"), any_of),
            Facet(
                "also",
                self.tr("Also coded with"),
                self.tr("where the same text is also coded {0}"),
                self.tr(" and "),
            ),
            Facet("without", self.tr("Not coded with"), self.tr("where the text is not coded {0}"), any_of),
            Facet("documents", self.tr("Document"), self.tr("in {0}"), any_of),
            Facet("kinds", self.tr("Kind of document"), self.tr("in {0}"), any_of),
            Facet("cases", self.tr("Case"), self.tr("said by {0}"), any_of),
            Facet("speakers", self.tr("Speaker"), self.tr("with {0} speaking"), any_of),
            Facet("roles", self.tr("Role"), self.tr("from {0}"), any_of),
            Facet("coders", self.tr("Coder"), self.tr("coded by {0}"), any_of),
            Facet("themes", self.tr("Theme"), self.tr("of the theme {0}"), any_of),
            Facet("origins", self.tr("Origin"), self.tr("coded {0}"), any_of),
            Facet("memo", self.tr("Memo"), self.tr("{0}"), any_of, single=True),
            Facet("days", self.tr("Coded on"), self.tr("coded {0}"), any_of, single=True),
        ]

    def all(self) -> list[Facet]:
        """Return the facets, those of the attributes last."""
        rows = self._session.read(queries.cases.attributes)
        return [
            *self._fixed,
            *(
                Facet(
                    f"attribute:{a.id}",
                    a.name,
                    a.name.replace("{", "{{").replace("}", "}}") + ": {0}",
                    self.tr(" or "),
                )
                for a in rows
            ),
        ]

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
            return [Choice(o.value, label) for o, label in self._origins().items()]
        if name == "memo":
            return [Choice(True, self.tr("with a memo")), Choice(False, self.tr("without a memo"))]
        if name == "cases":
            cases = session.read(queries.axes.cases)
            return [*(Choice(key, case) for key, case in cases.items()), Choice(0, self.tr("nobody known"))]
        if name in ("speakers", "roles"):
            rows = session.read(queries.axes.speakers).values()
            given = {s.name if name == "speakers" else s.role or "" for s in rows} - {""}
            none = self.tr("no speaker") if name == "speakers" else self.tr("nobody with a role")
            return [*(Choice(v, v) for v in sorted(given, key=str.casefold)), Choice("", none)]
        if name.startswith("attribute:"):
            values = session.read(queries.cases.values).get(facet.label, [])
            return [*(Choice(v, v) for v in values), Choice("", self.tr("no value"))]
        return []

    def label(self, facet: Facet, value: Any) -> str:
        """Return a value in words."""
        if facet.name == "days":
            return self._days(*value)
        found = next((c.label for c in self.choices(facet) if c.value == value), None)
        return found if found is not None else self.tr("something that is gone")

    def chosen(self, facet: Facet, wanted: Retrieval) -> str:
        """Return the chosen values of a facet in words."""
        return facet.joined.join(self.label(facet, v) for v in facet.values(wanted))

    def words(self, wanted: Retrieval) -> str:
        """Say what is asked for: `coded Mutuality or Reciprocity, in Focus group 2`."""
        parts = [f.words.format(self.chosen(f, wanted)) for f in self.all() if f.values(wanted)]
        if not wanted.below and (wanted.codes or wanted.also or wanted.without):
            parts.append(self.tr("without the codes below"))
        if wanted.words.strip():
            parts.append(self.tr("with the words “{0}”").format(wanted.words.strip()))
        return ", ".join(parts)

    def still_there(self, plain: object) -> Retrieval:
        """Return what `Retrieval.plain` gave without the values that the project no longer has, or none that make sense."""
        try:
            wanted = from_plain(plain) if isinstance(plain, dict) else Retrieval()
            known = {f.name for f in self.all()}
            attributes = tuple((k, v) for k, v in wanted.attributes if f"attribute:{k}" in known)
            wanted = replace(wanted, attributes=attributes, words=str(wanted.words), below=bool(wanted.below))
            for facet in self.all():
                if facet.name == "days":
                    continue
                there = {c.value for c in self.choices(facet)} if facet.values(wanted) else set()
                kept = [v for v in facet.values(wanted) if v in there]
                if len(kept) < len(facet.values(wanted)):
                    wanted = facet.with_values(wanted, kept)
            for day in (wanted.since, wanted.until):
                if day:
                    date.fromisoformat(day)
        except (TypeError, ValueError):
            return Retrieval()
        return wanted

    def _origins(self) -> dict[Origin, str]:
        return {
            Origin.MANUAL: self.tr("by hand"),
            Origin.IN_VIVO: self.tr("in vivo"),
            Origin.SUGGESTION: self.tr("from a suggestion"),
            Origin.IMPORTED: self.tr("elsewhere and imported"),
        }

    def _days(self, since: str, until: str) -> str:
        def shown(day: str) -> str:
            return QLocale().toString(QDate.fromString(day, "yyyy-MM-dd"), "d MMM yyyy")

        if since and until:
            return shown(since) if since == until else self.tr("{0} to {1}").format(shown(since), shown(until))
        return self.tr("since {0}").format(shown(since)) if since else self.tr("until {0}").format(shown(until))
