# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Taking over a table of cases, and tying speakers to the cases they are named after."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qualcoder_tc.model.attributes import fits, fitted
from qualcoder_tc.model.case_table import CaseCounts, ImportedCases, plain_name
from qualcoder_tc.model.transcript import ASKING_ROLES
from qualcoder_tc.storage import history
from qualcoder_tc.storage.schema import Attribute, Case, CaseAttribute, Document, Speaker

_NAMED = 5  # values that a warning names


def take(session: Session, *, table: ImportedCases) -> CaseCounts:
    """Bring a table of cases in as one step.

    Cases are found by name whatever the case of its letters; values of the table replace those there, empty cells
    change nothing, values that do not fit the type of an attribute that is there already are left out with a
    warning. Then speakers without a case that are named like one are tied to it.
    """
    known = {name.casefold(): key for key, name in session.execute(select(Case.id, Case.name))}
    new = [name for name, _ in table.rows if name.casefold() not in known]
    known |= {
        name.casefold(): key
        for name, key in zip(new, history.bulk_insert(session, Case, [{"name": n} for n in new]), strict=True)
    }
    attributes, made = _attributes(session, table)
    changed, warnings = _values(session, table, known, attributes)
    tied, look = _tie(session)
    fresh = {known[name.casefold()] for name in new}
    others = len(changed - fresh)
    history.say(session, f"Imported a table of {len(table.rows)} cases")
    return CaseCounts(
        new=len(new),
        changed=others,
        same=len(table.rows) - len(new) - others,
        attributes=made,
        tied=tied,
        warnings=(*table.warnings, *warnings, *look),
    )


def _attributes(session: Session, table: ImportedCases) -> tuple[dict[str, Attribute], int]:
    """Return the attribute of each column, and how many were made."""
    by_name = {a.name.casefold(): a for a in session.scalars(select(Attribute))}
    last = session.scalar(select(func.max(Attribute.position)))
    position, made = (0 if last is None else last + 1), 0
    for column in table.columns:
        if column.name.casefold() not in by_name:
            attribute = Attribute(name=column.name, type=column.type, position=position + made)
            session.add(attribute)
            by_name[column.name.casefold()] = attribute
            made += 1
    session.flush()
    return {c.name: by_name[c.name.casefold()] for c in table.columns}, made


def _values(
    session: Session, table: ImportedCases, cases: dict[str, int], attributes: dict[str, Attribute]
) -> tuple[set[int], list[str]]:
    """Write the values; return the cases that changed, and warnings."""
    held = {(v.case_id, v.attribute_id): v for v in session.scalars(select(CaseAttribute))}
    keys = {name: (a.id, a.type) for name, a in attributes.items()}
    rows: list[dict[str, object]] = []
    changed: set[int] = set()
    wrong: dict[str, list[str]] = {}
    for name, values in table.rows:
        case = cases[name.casefold()]
        for column, value in values.items():
            attribute, kind = keys[column]
            if not fits(value, kind):
                wrong.setdefault(column, []).append(f"{value!r} of {name}")
                continue
            text, there = fitted(value, kind), held.get((case, attribute))
            if there is None:
                rows.append({"case_id": case, "attribute_id": attribute, "value": text})
            elif there.value != text:
                there.value = text
            else:
                continue
            changed.add(case)
    session.flush()
    history.bulk_insert(session, CaseAttribute, rows)
    return changed, [
        f"{column} is of the type {keys[column][1]}; left out: {', '.join(found[:_NAMED])}"
        + (f" and {len(found) - _NAMED} more" if len(found) > _NAMED else "")
        for column, found in wrong.items()
    ]


def _tie(session: Session) -> tuple[int, list[str]]:
    """Tie speakers to the cases they are named after; return how many, and what somebody has to look at."""
    cases: dict[str, dict[int, str]] = {}
    for key, name in session.execute(select(Case.id, Case.name)):
        cases.setdefault(plain_name(name), {})[key] = name
    tied: dict[str, list[str]] = {}
    rows = session.execute(
        select(Speaker, Document.title)
        .join(Document, Speaker.document_id == Document.id)
        .where(Speaker.case_id.is_(None))
        .order_by(Document.position, Document.id, Speaker.id)
    )
    for speaker, title in rows.all():
        found = cases.get(plain_name(speaker.name), {})
        # Two cases that differ in punctuation only: nobody can tell who speaks. Who asks is seldom a case.
        if len(found) == 1 and (speaker.role or "").casefold() not in ASKING_ROLES:
            ((speaker.case_id, name),) = found.items()
            tied.setdefault(name, []).append(title)
    several = [f"{name} ({', '.join(titles[:_NAMED])})" for name, titles in tied.items() if len(set(titles)) > 1]
    more = f" and {len(several) - _NAMED} more" if len(several) > _NAMED else ""
    warnings = [
        f"{'; '.join(several[:_NAMED])}{more}: who has one name in several documents was taken for one person; choose "
        "another case at the right where that is not so"
    ]
    return sum(map(len, tied.values())), warnings if several else []
