# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What is shown can be translated."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from qualcoder_tc import ui
from qualcoder_tc.ui.plurals import counted

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


PAINTED = {"data", "headerData", "paint", "sizeHint", "displayText"}
SENTENCE = re.compile(r"[A-Za-z]{2,} | [A-Za-z]{2,}")
MARKUP = re.compile(r"<[a-z/]|[{};#]|=")
TRANSLATING = {"tr", "translate", "QT_TRANSLATE_NOOP"}
UNSEEN = {"setStyleSheet", "setProperty", "compile", "setObjectName", "colour"}


def told_bare(file: Path) -> Iterator[str]:
    """Yield what models, delegates and the functions beside them say outside tr().

    That is words in f-strings anywhere, and words that a model returns or a delegate paints as they are.
    """
    above: dict[ast.AST, ast.AST] = {}
    tree = ast.parse(file.read_text("utf-8"))
    for node in ast.walk(tree):
        above |= dict.fromkeys(ast.iter_child_nodes(node), node)
    for node in ast.walk(tree):
        if (
            not isinstance(node, ast.Constant)
            or not isinstance(node.value, str)
            or file.name in PLAIN | {"style.py"}
        ):
            continue
        words, line = node.value, [node]
        while (up := above.get(line[-1])) is not None and not isinstance(up, ast.FunctionDef | ast.ClassDef):
            line.append(up)
        calls = [n for n in line if isinstance(n, ast.Call)]
        names = {c.func.attr if isinstance(c.func, ast.Attribute) else getattr(c.func, "id", "") for c in calls}
        silent = ast.Raise | ast.Assert | ast.Compare | ast.Subscript
        if names & (TRANSLATING | UNSEEN) or any(isinstance(n, silent) for n in line):
            continue
        mixed = isinstance(above.get(node), ast.JoinedStr)
        function = above.get(line[-1])
        painted = isinstance(function, ast.FunctionDef) and function.name in PAINTED and "drawText" in names
        returned = (
            isinstance(function, ast.FunctionDef)
            and function.name in PAINTED
            and any(isinstance(n, ast.Return) for n in line)
        )
        wordy = SENTENCE.search(words) if mixed else (painted or returned) and re.search(r"[A-Za-z]{2}", words)
        if wordy and words not in NAMES and not MARKUP.search(words):
            yield f"{file.name}:{node.lineno}: {words}"


def test_words_of_models_and_delegates_go_through_tr() -> None:
    files = sorted(Path(next(iter(ui.__path__))).rglob("*.py"))
    assert [found for file in files for found in told_bare(file)] == []


def test_words_that_models_and_delegates_say_outside_tr_are_found(tmp_path: Path) -> None:
    file = tmp_path / "model.py"
    file.write_text(
        "class Model:\n"
        "    def data(self, index, role):\n"
        '        """Return words, and say no more."""\n'
        '        return "Journal" if role else f"{n} of {m} turns"\n'
        "    def headerData(self, n):\n"
        '        return self.tr("Fine")\n'
        "def facts(row):\n"
        '    return translate("Memos", "{0} more").format(row) + f" and {row}"\n'
    )
    assert sorted(told_bare(file)) == [
        "model.py:4:  of ",
        "model.py:4:  turns",
        "model.py:4: Journal",
        "model.py:8:  and ",
    ]


def test_a_count_has_its_noun_in_the_right_number() -> None:
    assert counted(1, "1 turn", "{0} turns") == "1 turn"
    assert counted(0, "1 turn", "{0} turns") == "0 turns"
    assert counted(12_345, "1 turn", "{0} turns") == "12,345 turns"


def test_what_is_counted_has_a_form_for_each_number_in_other_languages() -> None:
    """Plural forms need the number in tr() as well."""
    for file in Path(next(iter(ui.__path__))).rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            called = isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", ""))
            if isinstance(node, ast.Call) and called == "counted":
                many = node.args[2]
                words = ast.unparse(many)
                assert isinstance(many, ast.Name) or words.count(",") >= 2, f"{file.name}:{node.lineno}: {words}"


def test_words_in_widgets_go_through_tr() -> None:
    files = sorted(Path(next(iter(ui.__path__))).rglob("*.py"))
    assert [found for file in files for found in shown_bare(file)] == []


def test_words_outside_tr_are_found(tmp_path: Path) -> None:
    file = tmp_path / "panel.py"
    file.write_text('one.setText(f"{n} turns" if n else "none")\nlabel(self.tr("fine"))\nlabel("1 · 2")\n')
    assert list(shown_bare(file)) == ["panel.py:1:  turns", "panel.py:1: none"]
