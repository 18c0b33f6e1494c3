# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""How a project was left: borders, document and place, page; kept when it closes and brought back when it opens."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QByteArray

from qualcoder_tc import queries
from qualcoder_tc.settings import Settings
from qualcoder_tc.ui import reading_text
from qualcoder_tc.ui.workspace import PAGES, Workspace


def restore(settings: Settings, workspace: Workspace) -> None:
    """Bring back the layout, and the document and place where one was in this project."""
    coding, session = workspace.coding, workspace.session
    for name, splitter in coding.splitters().items():
        state = settings.get(f"splitter_{name}")
        if isinstance(state, str) and settings.get("borders_moved"):
            splitter.restoreState(QByteArray.fromBase64(state.encode()))
            coding.arranged = False
    reading_text.use(settings, coding.view)
    coding.codes.use_settings(settings)
    place: dict[str, Any] = settings.get("places", {}).get(str(session.project.path), {})
    if isinstance(place.get("group"), str):
        coding.documents.group_by(place["group"])
    coding.moving.places = _places(place.get("positions"))
    hidden = place.get("hidden")
    if isinstance(hidden, list) and hidden:
        coding.view.set_hidden_coders(c.id for c in session.read(queries.coders.all) if c.name in hidden)
    _open_document(workspace, place)
    coding.view.setFocus()
    workspace.segments.restore(place.get("retrieval"))
    page = place.get("page")
    if isinstance(page, int) and 0 < page < len(PAGES):
        workspace.show_page(page)


def _open_document(workspace: Workspace, place: dict[str, Any]) -> None:
    """Open the document where one was, else the first, at the place where one was in it."""
    coding, documents = workspace.coding, workspace.session.documents
    wanted = next((d for d in documents if d.uuid == place.get("document")), documents[0] if documents else None)
    if wanted is None:
        return
    workspace.session.open_document(wanted.id)
    if wanted.uuid in coding.moving.places:
        coding.view.restore_place(*coding.moving.places[wanted.uuid])
    elif isinstance(place.get("position"), int) and wanted.uuid == place.get("document"):
        coding.view.restore_position(place["position"])


def keep(settings: Settings, workspace: Workspace) -> None:
    """Take down how the project is left."""
    coding, session = workspace.coding, workspace.session
    settings.set("borders_moved", not coding.arranged)
    for name, splitter in coding.splitters().items():
        settings.set(f"splitter_{name}", bytes(splitter.saveState().toBase64().data()).decode())
    coding.moving.keep_place()
    names = dict(coding.view.coders())
    if session.document is not None:
        places = dict(list(settings.get("places", {}).items())[-30:])
        places[str(session.project.path)] = {
            "document": session.document.uuid,
            "position": coding.view.visible_position(),
            "group": coding.documents.group.currentData(),
            "positions": dict(list(coding.moving.places.items())[-300:]),
            "hidden": [names[key] for key in coding.view.hidden_coders() if key in names],
            "page": workspace.page,
            "retrieval": workspace.segments.state(),
        }
        settings.set("places", places)


def _places(kept: object) -> dict[str, tuple[int, int]]:
    """Return what the settings know of places in documents; anything odd in them counts as nothing."""
    found: dict[str, tuple[int, int]] = {}
    for uuid, pair in kept.items() if isinstance(kept, dict) else ():
        if isinstance(pair, list) and len(pair) == 2 and all(isinstance(n, int) for n in pair):
            found[str(uuid)] = (pair[0], pair[1])
    return found
