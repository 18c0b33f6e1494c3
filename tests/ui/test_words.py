# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What is shown can be translated."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from qualcoder_tc import ui

SHOWING = {
    *("label", "button", "QLabel", "QCheckBox", "QRadioButton", "setText", "setToolTip", "setPlaceholderText"),
    *("setAccessibleName", "setAccessibleDescription", "setWindowTitle", "addAction", "addMenu", "tell", "_tell"),
}
NAMES = {"qualcoder_tc", " - qualcoder_tc", "\tCtrl+"}
# The crash dialog has to work where nothing else does, translations included.
PLAIN = {"crash.py"}


def bare(node: ast.expr) -> Iterator[str]:
    """Yield words written into an expression that is shown, outside tr()."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        if re.search(r"[A-Za-z]{2}", node.value) and node.value not in NAMES:
            yield node.value
    elif isinstance(node, ast.JoinedStr):
        for part in node.values:
            if isinstance(part, ast.Constant):
                yield from bare(part)
    elif isinstance(node, ast.BinOp):
        yield from bare(node.left)
        yield from bare(node.right)
    elif isinstance(node, ast.IfExp):
        yield from bare(node.body)
        yield from bare(node.orelse)


def shown_bare(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Call) and node.args and file.name not in PLAIN:
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in SHOWING:
                yield from (f"{file.name}:{node.lineno}: {words}" for words in bare(node.args[0]))


def test_words_in_widgets_go_through_tr() -> None:
    files = sorted(Path(next(iter(ui.__path__))).rglob("*.py"))
    assert [found for file in files for found in shown_bare(file)] == []


def test_words_outside_tr_are_found(tmp_path: Path) -> None:
    file = tmp_path / "panel.py"
    file.write_text('one.setText(f"{n} turns" if n else "none")\nlabel(self.tr("fine"))\nlabel("1 · 2")\n')
    assert list(shown_bare(file)) == ["panel.py:1:  turns", "panel.py:1: none"]
