# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""How often suggestions were right, in figures, beside what needs no program to guess."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from qualcoder_tc.ui.parts import label, margins

if TYPE_CHECKING:
    from qualcoder_tc.suggest.evaluate import Evaluation


class Measures(QWidget):
    """A line for each measure, a column for suggestions and for each way to guess."""

    def __init__(self) -> None:
        super().__init__()
        self._cells: list[QLabel] = []
        grid = QGridLayout(self)
        margins(grid, 0, 0, 0, 0, 0)
        grid.setHorizontalSpacing(28)
        grid.setVerticalSpacing(6)
        heads = ("", self.tr("Suggestions"), self.tr("Commonest codes"), self.tr("Words alone"))
        for column, words in enumerate(heads):
            side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag(0)
            grid.addWidget(label(words, "meta"), 0, column, side)
        names = (
            self.tr("The first code is right (hit@1)"),
            self.tr("The right code is among the first three (hit@3)"),
            self.tr("How high the right code stands (MRR; 1: always first)"),
            self.tr("The first code, all codes counting alike (macro-F1)"),
        )
        for row, name in enumerate(names, start=1):
            grid.addWidget(label(name), row, 0)
            for column in range(1, 4):
                cell = label("", "strong" if column == 1 else "soft")
                self._cells.append(cell)
                grid.addWidget(cell, row, column, Qt.AlignmentFlag.AlignRight)
        grid.setColumnStretch(4, 1)

    def show_evaluation(self, found: Evaluation) -> None:
        """Show what was measured."""
        columns = [found.suggestions, found.baselines.get("majority"), found.baselines.get("tfidf")]
        rows = [
            [f"{100 * m.hit1:.0f} %" if m else "" for m in columns],
            [f"{100 * m.hit3:.0f} %" if m else "" for m in columns],
            [f"{m.mrr:.2f}" if m else "" for m in columns],
            [f"{m.macro_f1:.2f}" if m else "" for m in columns],
        ]
        for cell, text in zip(self._cells, (text for row in rows for text in row), strict=True):
            cell.setText(text)
