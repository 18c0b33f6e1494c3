# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Finding words in the documents, and going to a turn."""

from __future__ import annotations

from qualcoder_tc.ui.window import Window


class Finding(Window):
    """The search field and the keys around it; a part of the window."""

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
        """Go to the next place of what was searched for, in this transcript while its bar is open."""
        if self.workspace and self.workspace.coding.bar.isVisible():
            self.workspace.coding.bar.next()
        elif self.workspace:
            self.workspace.searching.step(1)

    def find_previous(self) -> None:
        """Go to the place before."""
        if self.workspace and self.workspace.coding.bar.isVisible():
            self.workspace.coding.bar.previous()
        elif self.workspace:
            self.workspace.searching.step(-1)

    def _on_search_text_edited(self, text: str) -> None:
        if self.workspace is None:
            return
        if text.startswith("/"):
            self.workspace.search.clear()
            self.workspace.coding.open_palette(text[1:])
        else:
            self.workspace.searching.typed(text)

    def _on_search_return_pressed(self) -> None:
        if self.workspace is not None:
            self.workspace.searching.entered()
