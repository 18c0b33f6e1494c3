# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What can be done, as actions: one table for menus and keys."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from qualcoder_tc.ui.keys import Command, plain, shown

if TYPE_CHECKING:
    from qualcoder_tc.ui.main_window import MainWindow
    from qualcoder_tc.ui.pages.coding import CodingPage


class Entry(NamedTuple):
    """A menu entry: name of the action, words, keys, what it does, whether keys work in the transcript only."""

    name: str
    words: str
    keys: tuple[str, ...]
    run: Callable[[], object]
    in_text: bool = False


def menus(window: MainWindow) -> dict[str, list[Entry | None]]:
    """Return the menus with their entries; None is a line."""
    tr = window.tr
    return {
        tr("&File"): _file_menu(window),
        tr("&Edit"): _edit_menu(window),
        tr("&Code"): _code_menu(window),
        tr("&Go"): _go_menu(window),
        tr("&Theme"): _theme_menu(window),
        tr("&View"): _view_menu(window),
        tr("&Help"): _help_menu(window),
    }


def _in_coding(window: MainWindow, call: Callable[[CodingPage], object]) -> Callable[[], object]:
    return lambda: window.workspace and call(window.workspace.coding)


def _file_menu(window: MainWindow) -> list[Entry | None]:
    tr = window.tr
    return [
        Entry("new", tr("New project…"), ("Ctrl+N",), window.opening.new),
        Entry("open", tr("Open…"), ("Ctrl+O",), window.opening.choose),
        Entry("import", tr("Import documents…"), ("Ctrl+I",), window.choose_imports),
        Entry("import_folder", tr("Import a folder…"), (), window.choose_import_folder),
        None,
        Entry("merge", tr("Merge a colleague's copy…"), (), window.choose_merge),
        Entry("report", tr("Report and exports"), ("Ctrl+P",), lambda: window.show_page(5)),
        None,
        Entry("close_project", tr("Close project"), ("Ctrl+W",), window.close_project),
        Entry("quit", tr("Quit"), ("Ctrl+Q",), window.close),
    ]


def _edit_menu(window: MainWindow) -> list[Entry | None]:
    tr = window.tr
    return [
        Entry("undo", tr("Undo"), ("Ctrl+Z",), window.undo),
        Entry("redo", tr("Redo"), ("Ctrl+Shift+Z", "Ctrl+Y"), window.redo),
        Entry("history", tr("History"), ("Ctrl+H",), window.show_history),
        None,
        Entry("find", tr("Find in the text…"), ("Ctrl+F",), window.find_in_text),
        Entry("find_next", tr("Find next"), ("F3",), window.find_next),
        Entry("find_previous", tr("Find previous"), ("Shift+F3",), window.find_previous),
        Entry("search_documents", tr("Search all documents…"), ("Ctrl+Shift+F",), window.search_documents),
        None,
        Entry("anonymise", tr("Anonymise…"), (), window.anonymise),
        Entry("leaks", tr("Look for replaced names in an export…"), (), window.look_for_leaks),
        Entry("correct", tr("Correct the text…"), ("Ctrl+E",), window.correct_text),
    ]


def _code_menu(window: MainWindow) -> list[Entry | None]:
    tr = window.tr
    coding = partial(_in_coding, window)
    return [
        Entry("palette", tr("Find and apply a code…"), ("Ctrl+K",), coding(lambda p: p.open_palette())),
        Entry(
            "last_code",
            tr("Apply the last code again"),
            ("R", "."),
            coding(lambda p: p.applying.apply_last()),
            True,
        ),
        Entry("in_vivo", tr("Code in vivo"), ("I",), coding(lambda p: p.applying.apply_in_vivo()), True),
        Entry("remove", tr("Remove the coding"), ("Delete",), coding(lambda p: p.applying.remove_chosen()), True),
        Entry("memo", tr("Write a memo"), ("M",), coding(lambda p: p.write_memo()), True),
        None,
        *_suggesting(window),
        None,
        Entry("new_code", tr("New code"), ("Ctrl+Shift+N",), window.new_code),
        Entry(
            "example",
            tr("Use the coding as its code's example"),
            ("E",),
            coding(lambda p: p.applying.use_as_example()),
            True,
        ),
        Entry(
            "replace",
            tr("Replace the facet's other code"),
            ("X",),
            coding(lambda p: p.exclusive.replace()),
            True,
        ),
    ]


def _suggesting(window: MainWindow) -> list[Entry | None]:
    tr = window.tr
    coding = partial(_in_coding, window)
    return [
        Entry("suggest", tr("Suggest codes for this document"), (), window.suggest),
        Entry("suggest_turn", tr("Suggest codes for this turn"), (), lambda: window.suggest_more("turn")),
        Entry("suggest_project", tr("Suggest codes for all documents"), (), lambda: window.suggest_more("all")),
        Entry("suggest_how", tr("How to suggest…"), (), lambda: window.suggest_more("settings")),
        Entry(
            "second_look",
            tr("Second look…"),
            ("Ctrl+L",),
            lambda: window.workspace and window.workspace.looking.show_second(),
        ),
        Entry(
            "trust",
            tr("How far to trust suggestions…"),
            (),
            lambda: window.workspace and window.workspace.looking.show_trust(),
        ),
        Entry(
            "accept",
            tr("Accept the suggestion"),
            ("Return", "Enter"),
            coding(lambda p: p.answering.answer(True)),
            True,
        ),
        Entry(
            "reject",
            tr("Decline the suggestion"),
            ("Backspace",),
            coding(lambda p: p.answering.answer(False)),
            True,
        ),
        Entry("why", tr("Why it is suggested, and why not"), ("W",), coding(lambda p: p.show_reasons()), True),
        Entry("reasons", tr("Go to the reasons"), ("Shift+W",), coding(lambda p: p.show_reasons(enter=True)), True),
    ]


def _go_menu(window: MainWindow) -> list[Entry | None]:
    tr = window.tr
    coding = partial(_in_coding, window)
    return [
        Entry("next_coding", tr("Next coding"), ("N",), coding(lambda p: p.moving.next_coding(1)), True),
        Entry(
            "previous_coding",
            tr("Previous coding"),
            ("Shift+N",),
            coding(lambda p: p.moving.next_coding(-1)),
            True,
        ),
        Entry("next_uncoded", tr("Next uncoded turn"), ("U",), coding(lambda p: p.moving.next_uncoded()), True),
        Entry("next_suggestion", tr("Next suggestion"), ("G",), coding(lambda p: p.moving.next_suggestion()), True),
        Entry("go_turn", tr("Go to turn…"), ("Ctrl+G",), window.go_to_turn),
        None,
        Entry(
            "way_back",
            tr("Back to the list, or to the suggestion"),
            ("Ctrl+B",),
            lambda: window.workspace and window.workspace.way_back.go(),
        ),
    ]


def _theme_menu(window: MainWindow) -> list[Entry | None]:
    tr = window.tr
    return [
        Entry(
            "add_to_theme",
            tr("Add the chosen coding to a theme…"),
            ("T",),
            lambda: window.workspace and window.workspace.theming.add_chosen(),
            True,
        ),
        Entry("themes", tr("Show the themes"), (), lambda: window.show_page(3)),
        None,
        Entry("memos", tr("Show the memos"), (), lambda: window.show_page(6)),
    ]


def _view_menu(window: MainWindow) -> list[Entry | None]:
    tr = window.tr
    return [
        Entry("larger", tr("Larger text"), ("Ctrl++", "Ctrl+="), lambda: window.resize_text(1)),
        Entry("smaller", tr("Smaller text"), ("Ctrl+-",), lambda: window.resize_text(-1)),
        Entry("looser", tr("Lines further apart"), ("Ctrl+Alt+=",), lambda: window.space_text(1)),
        Entry("tighter", tr("Lines closer"), ("Ctrl+Alt+-",), lambda: window.space_text(-1)),
        None,
        *(
            Entry(f"size_{n}", tr("Everything at {0} %").format(n), (), lambda n=n: window.set_interface_size(n))
            for n in (100, 125, 150, 175, 200)
        ),
        None,
        Entry("light", tr("Light"), (), lambda: window.set_mode("light")),
        Entry("dark", tr("Dark"), (), lambda: window.set_mode("dark")),
        Entry("system", tr("As the system"), (), lambda: window.set_mode("system")),
    ]


def _help_menu(window: MainWindow) -> list[Entry | None]:
    tr = window.tr
    return [
        Entry("keys", tr("Keys…"), ("F1",), window.show_keys),
        Entry("sample", tr("Try the sample study"), (), window.opening.make_sample),
        Entry("tour", tr("A short tour"), (), window.opening.start_tour),
        Entry("about", tr("About"), (), window.show_about),
    ]


def commands(window: MainWindow) -> list[Command]:
    """Return everything that keys can do, in the order of the menus."""
    found = [
        Command(e.name, title.replace("&", ""), e.words.rstrip("…"), e.keys, e.in_text)
        for title, entries in menus(window).items()
        for e in (*entries, *(_codes(window) if title == window.tr("&Code") else ()))
        if e is not None
    ]
    return found


def _codes(window: MainWindow) -> list[Entry]:
    """Return what has keys in the transcript and stands in no menu."""

    def apply(key: int) -> Callable[[], object]:
        return lambda: window.workspace and window.workspace.coding.applying.apply_favourite(key)

    def words(key: int) -> str:
        codes = window.session.codes if window.session else []
        code = next((c.name for c in codes if c.favourite == key), "")
        return window.tr("Code: {0}").format(code) if code else window.tr("Favourite code {0}").format(key)

    def sentence(key: int) -> Callable[[], object]:
        return lambda: window.workspace and window.workspace.coding.applying.apply_to_sentence(key)

    found = [Entry(f"code_{n}", words(n), (str(n),), apply(n), True) for n in range(1, 10)]
    whole = window.tr("The whole sentence, {0}")
    found += [
        Entry(f"code_sentence_{n}", whole.format(words(n)), (f"Alt+{n}",), sentence(n), True) for n in range(1, 10)
    ]
    find = Entry(
        "slash",
        window.tr("Find and apply a code, while reading"),
        ("/",),
        lambda: window.workspace and window.workspace.coding.open_palette(),
        True,
    )
    return [*found, find]


def build(window: MainWindow) -> dict[str, QAction]:
    """Build the menu bar; return the actions by name."""
    made: dict[str, QAction] = {}
    for title, entries in menus(window).items():
        menu = window.menuBar().addMenu(title)
        for entry in entries:
            if entry is None:
                menu.addSeparator()
            else:
                made[entry.name] = _action(window, menu, entry)
    return made


def _action(window: MainWindow, menu: QMenu, entry: Entry) -> QAction:
    action = QAction(entry.words, window)
    action.setObjectName(f"action_{entry.name}")
    action.triggered.connect(lambda _checked=False: entry.run())
    menu.addAction(action)
    return action


def text_actions(window: MainWindow) -> dict[str, QAction]:
    """Give the transcript an action for each command, for the keys that work only there; return them by name."""
    assert window.workspace is not None
    view = window.workspace.coding.view
    entries = [e for rows in menus(window).values() for e in rows if e is not None]
    made: dict[str, QAction] = {}
    for entry in (*entries, *_codes(window)):
        action = QAction(view)
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(lambda _checked=False, run=entry.run: run())
        view.addAction(action)
        made[entry.name] = action
    return made


def set_keys(window: MainWindow) -> None:
    """Set the keys of all actions as this user has them."""
    for command in commands(window):
        have = window.keys.of(command)
        # Plain letters are keys of the transcript only; elsewhere they are typed. The menu shows without claiming them.
        reading = [k for k in have if command.in_text or plain(k)]
        action = window.actions_by_name.get(command.name)
        if action is not None:
            action.setShortcuts([QKeySequence(k) for k in have if k not in reading])
            words = action.text().partition("\t")[0]
            only_reading = reading and len(reading) == len(have)
            action.setText(f"{words}\t{shown(reading[:1])}" if only_reading else words)
        if command.name in window.text_actions:
            window.text_actions[command.name].setShortcuts([QKeySequence(k) for k in reading])


def enable(window: MainWindow) -> None:
    """Let only what works now be chosen, and say what Undo and Redo would do."""
    there = window.workspace is not None
    always = {"new", "open", "quit", "light", "dark", "system", "keys", "sample", "tour", "about"}
    always |= {f"size_{n}" for n in (100, 125, 150, 175, 200)}
    for name, action in window.actions_by_name.items():
        action.setEnabled(there or name in always)
    if window.session is None:
        return
    undo, redo = window.session.project.undo_text(), window.session.project.redo_text()
    for name, words, text in (("undo", window.tr("Undo"), undo), ("redo", window.tr("Redo"), redo)):
        whole = f"{words}: {text if len(text) < 50 else text[:49] + '…'}" if text else words
        window.actions_by_name[name].setText(whole.replace("&", "&&"))
        window.actions_by_name[name].setEnabled(text is not None)
