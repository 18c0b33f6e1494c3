# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Finding words in the documents, and going to a turn."""

from __future__ import annotations

from qualcoder_tc.ui.window import Window


class Finding(Window):
    """The search field and the keys around it; a part of the window."""

    _sought = ""

    def go_to_turn(self) -> None:
        """Let a turn's number be typed above the transcript."""
        if self.session and self.session.document and self.workspace:
            self.workspace.show_page(0)
            self.workspace.coding.bar.open_turns()

    def find_in_text(self) -> None:
        """Let words be typed above the transcript."""
        if self.session and self.session.document and self.workspace:
            self.workspace.show_page(0)
            self.workspace.coding.bar.open_find()

    def search_documents(self) -> None:
        """Put the cursor into the field that searches all documents."""
        if self.workspace:
            self.workspace.search.setFocus()
            self.workspace.search.selectAll()

    def find_next(self) -> None:
        """Go to the next place of the words sought last."""
        if self.workspace and self.workspace.coding.bar.isVisible():
            self.workspace.coding.bar.next()
        elif self.workspace and self._sought:
            self._find(self._sought)

    def find_previous(self) -> None:
        """Go to the place before in this transcript."""
        if self.workspace and self.workspace.coding.bar.isVisible():
            self.workspace.coding.bar.previous()

    def _on_search_text_edited(self, text: str) -> None:
        if text.startswith("/") and self.workspace:
            self.workspace.search.clear()
            self.workspace.coding.open_palette(text[1:])

    def _on_search_return_pressed(self) -> None:
        assert self.workspace is not None
        self._sought = self.workspace.search.text().strip()
        if self._sought:
            self._find(self._sought)

    def _find(self, text: str) -> None:
        """Find words in the open document, else in the next document that has them."""
        from qualcoder_tc import queries

        assert self.workspace is not None and self.session is not None
        view = self.workspace.coding.view
        hits = self.session.read(queries.search.text, text=text)
        here = [h for h in hits if self.session.document and h.document_id == self.session.document.id]
        start = view.selection()[1]
        if not hits:
            self._tell(self.tr("“{0}” is in no document.").format(text))
            return
        later = [h for h in here if h.start >= start]
        if not later:
            others = [h for h in hits if h not in here]
            order = [d.id for d in self.session.documents]
            current = order.index(self.session.document.id) if self.session.document else -1
            others.sort(key=lambda h: ((order.index(h.document_id) - current - 1) % len(order), h.start))
            target = others[0] if others else here[0]
        else:
            target = later[0]
        self.workspace.show_page(0)
        if self.session.document is None or self.session.document.id != target.document_id:
            self.session.open_document(target.document_id)
        view.go_to(target.start)
        view.set_selection(target.start, target.end)
        documents = len({h.document_id for h in hits})
        self._tell(self.tr("{0} places in {1} documents. F3 goes on.").format(len(hits), documents))
