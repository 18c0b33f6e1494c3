# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Work on codes with real widgets: definitions in place, merging, splitting, exclusive facets."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from qualcoder_tc import operations, queries
from qualcoder_tc.ui.code_menu import CodeMenu
from qualcoder_tc.ui.main_window import MainWindow
from qualcoder_tc.ui.merge_codes import MergeCodesDialog
from qualcoder_tc.ui.panels.definition import DefinitionCard
from qualcoder_tc.ui.split_code import SplitCodeDialog
from tests.ui.test_code_tree import action, apply, code, make, menu_for, panel_of, tree

Open = Callable[[Path | None], MainWindow]
CTRL = Qt.KeyboardModifier.ControlModifier


def card_of(window: MainWindow) -> DefinitionCard:
    assert window.workspace
    return window.workspace.coding.definition


def codes_of_segments(window: MainWindow) -> list[tuple[str, str]]:
    assert window.session
    return [(r.quote, r.code) for r in window.session.read(queries.segments.all)]


def test_definition_and_rules_are_edited_where_they_stand(qtbot: QtBot, window: Open, study: Path) -> None:
    main = window(study)
    assert main.session
    main.session.choose_code(code(main, "equality").id)
    card = card_of(main)
    card.definition.setFocus()
    qtbot.keyClicks(card.definition, "An hour is an hour.")
    qtbot.keyClick(card.definition, Qt.Key.Key_Return, CTRL)
    assert code(main, "equality").definition == "An hour is an hour."
    card.apply.setFocus()
    qtbot.keyClicks(card.apply, "worth the same")
    qtbot.keyClick(card.apply, Qt.Key.Key_Return)
    qtbot.keyClicks(card.apply, "see `principle/mutuality`")
    card.not_apply.setFocus()
    assert code(main, "equality").apply == ("worth the same", "see `principle/mutuality`")
    assert card.apply.toPlainText() == "worth the same\nsee Mutuality"
    qtbot.keyClicks(card.not_apply, "nonsense")
    qtbot.keyClick(card.not_apply, Qt.Key.Key_Escape)
    assert code(main, "equality").not_apply == ()
    main.undo()
    assert code(main, "equality").apply == ()


def test_what_is_being_written_goes_to_the_code_it_is_about(qtbot: QtBot, window: Open, study: Path) -> None:
    main = window(study)
    assert main.session
    main.session.choose_code(code(main, "equality").id)
    card = card_of(main)
    card.definition.setFocus()
    qtbot.keyClicks(card.definition, "On a level")
    main.session.choose_code(code(main, "mutuality").id)
    assert code(main, "equality").definition == "On a level"
    assert code(main, "mutuality").definition == "People rely on one another."
    assert card.definition.toPlainText() == "People rely on one another."


def test_a_telling_segment_is_shown_and_becomes_the_example(qtbot: QtBot, window: Open, study: Path) -> None:
    main = window(study)
    assert main.session and main.workspace
    main.session.choose_code(code(main, "mutuality").id)
    card = card_of(main)
    assert not card.use.isVisible()
    apply(main, "We look out for one another now.", "mutuality")
    qtbot.waitUntil(card.use.isVisible)
    assert "We look out for one another now." in card.example.placeholderText()
    assert card.example_from.text() == "Focus group 2, P4, turn 4"
    qtbot.mouseClick(card.use, Qt.MouseButton.LeftButton)
    assert code(main, "mutuality").example == "We look out for one another now."
    qtbot.waitUntil(lambda: card.example.toPlainText() == "“We look out for one another now.”")
    assert not card.use.isVisible()


def test_a_segment_that_is_of_another_code_now_is_not_offered_as_the_example(
    qtbot: QtBot, window: Open, study: Path
) -> None:
    main = window(study)
    session = main.session
    assert session
    session.choose_code(code(main, "mutuality").id)
    card = card_of(main)
    for words in ("We look out for one another now.", "And an hour's an hour, isn't it."):
        apply(main, words, "mutuality")
    qtbot.waitUntil(card.use.isVisible)
    shown, other = session.read(queries.segments.all)
    if shown.quote not in card.example.placeholderText():
        shown, other = other, shown
    session.do(operations.many.recode, coding_ids=[shown.id], code_id=code(main, "equality").id)
    qtbot.waitUntil(lambda: other.quote in card.example.placeholderText())
    qtbot.mouseClick(card.use, Qt.MouseButton.LeftButton)
    assert (code(main, "mutuality").example, code(main, "equality").example) == (other.quote, "")


def test_a_key_makes_the_chosen_coding_the_example(qtbot: QtBot, window: Open, study: Path) -> None:
    main = window(study)
    assert main.workspace
    key = apply(main, "In her good shoes", "mutuality")
    view = main.workspace.coding.view
    qtbot.waitUntil(lambda: len(view.codings()) == 1)
    view.select_coding(key)
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_E)
    assert code(main, "mutuality").example == "In her good shoes"


def test_codes_are_merged_after_a_preview_as_one_step(qtbot: QtBot, window: Open, study: Path) -> None:
    main = window(study)
    assert main.session
    panel = panel_of(main)
    apply(main, "We look out for one another now", "mutuality")
    apply(main, "We look out for one another now", "equality")
    apply(main, "an hour's an hour", "mutuality")
    main.session.reload_codes()
    panel.list.choose([code(main, "equality").id, code(main, "mutuality").id])
    button = panel.findChild(QPushButton, "bulk_merge")
    assert button is not None
    qtbot.waitUntil(button.isVisible)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    [dialog] = main.findChildren(MergeCodesDialog)
    qtbot.waitUntil(dialog.isVisible)
    into = dialog.into()
    assert into is not None and into.name == "Mutuality"
    assert "Segments that get the code Mutuality: 1 (Amina Malik 1)." in dialog.words.text()
    assert "Doubles of the same coder that become one: 1." in dialog.words.text()
    assert dialog.table.item(0, 3).text() == "one with its double"  # type: ignore[union-attr]
    assert len(codes_of_segments(main)) == 3
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    assert tree(main) == ["Principle", "  Mutuality"]
    assert {c for _, c in codes_of_segments(main)} == {"Mutuality"}
    main.undo()
    assert tree(main) == ["Principle", "  Mutuality", "  Equality"]
    assert len(codes_of_segments(main)) == 3


def test_one_code_is_merged_into_another_that_is_looked_for(qtbot: QtBot, window: Open, study: Path) -> None:
    main = window(study)
    apply(main, "an hour's an hour", "equality")
    menu = menu_for(main, [code(main, "equality")])
    action(menu, "Merge into…").trigger()
    [dialog] = main.findChildren(MergeCodesDialog)
    assert not dialog.go.isEnabled()
    dialog.stays.setCurrentIndex(
        next(n for n in range(dialog.stays.count()) if "Mutuality" in dialog.stays.itemText(n))
    )
    dialog.definition.setCurrentIndex(1)
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    assert codes_of_segments(main) == [("an hour's an hour", "Mutuality")]
    assert code(main, "mutuality").definition == ""  # that of Equality was asked for


def test_a_code_is_split_segment_by_segment_with_one_key_each(qtbot: QtBot, window: Open, study: Path) -> None:
    main = window(study)
    assert main.session and main.workspace
    for words in ("an hour's an hour", "We look out for one another now", "In her good shoes"):
        apply(main, words, "mutuality")
    main.session.reload_codes()
    menu = main.workspace.findChild(CodeMenu)
    assert isinstance(menu, CodeMenu)
    menu.split(code(main, "mutuality"))
    [dialog] = main.findChildren(SplitCodeDialog)
    qtbot.waitUntil(dialog.name.hasFocus)
    assert "an hour's an hour" in dialog.text.toPlainText()
    assert "My hour is worth the same" in dialog.text.toPlainText()  # its context
    for name in ("Fairness", "equality"):
        dialog.name.setFocus()
        qtbot.keyClicks(dialog.name, name)
        qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    qtbot.keyClick(dialog, Qt.Key.Key_1)
    qtbot.keyClick(dialog, Qt.Key.Key_1)
    qtbot.keyClick(dialog, Qt.Key.Key_Backspace)
    qtbot.keyClick(dialog, Qt.Key.Key_2)
    qtbot.keyClick(dialog, Qt.Key.Key_Space)
    assert dialog.walk.current is None
    assert {c for _, c in codes_of_segments(main)} == {"Mutuality"}
    qtbot.mouseClick(dialog.stop, Qt.MouseButton.LeftButton)
    assert codes_of_segments(main) == [
        ("an hour's an hour", "Fairness"),
        ("We look out for one another now", "Equality"),
        ("In her good shoes", "Mutuality"),
    ]
    main.undo()
    assert {c for _, c in codes_of_segments(main)} == {"Mutuality"}
    assert "  Fairness" not in tree(main)


def test_stopping_half_way_keeps_what_was_chosen(qtbot: QtBot, window: Open, study: Path) -> None:
    main = window(study)
    assert main.session and main.workspace
    for words in ("an hour's an hour", "In her good shoes"):
        apply(main, words, "mutuality")
    menu = main.workspace.findChild(CodeMenu)
    assert isinstance(menu, CodeMenu)
    menu.split(code(main, "mutuality"))
    [dialog] = main.findChildren(SplitCodeDialog)
    qtbot.waitUntil(dialog.name.hasFocus)
    qtbot.keyClicks(dialog.name, "Fairness")
    qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    qtbot.keyClick(dialog, Qt.Key.Key_1)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert codes_of_segments(main) == [("an hour's an hour", "Fairness"), ("In her good shoes", "Mutuality")]


def test_a_second_code_of_an_exclusive_facet_offers_to_replace_and_a_key_does(
    qtbot: QtBot, window: Open, study: Path
) -> None:
    main = window(study)
    assert main.session and main.workspace
    coding = main.workspace.coding
    view, offer = coding.view, coding.exclusive
    main.session.choose_code(code(main, "principle").id)
    card_of(main).exclusive.setFocus()
    qtbot.keyClick(card_of(main).exclusive, Qt.Key.Key_Space)
    assert code(main, "principle").exclusive
    main.session.reload_codes()
    view.go_to_turn(5)
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_4)
    assert not offer.isVisible()
    qtbot.keyClick(view, Qt.Key.Key_6)
    qtbot.waitUntil(offer.isVisible)
    assert offer.words.text() == "Principle takes one code per segment, and Mutuality lies here too."
    assert view.hasFocus()
    assert len(codes_of_segments(main)) == 2  # nothing was replaced silently
    qtbot.keyClick(view, Qt.Key.Key_X)
    assert codes_of_segments(main) == [("She did! In her good shoes.", "Equality")]
    assert not offer.isVisible()
    main.undo()
    assert len(codes_of_segments(main)) == 2


def test_another_coders_code_and_another_passage_bring_no_offer(qtbot: QtBot, window: Open, study: Path) -> None:
    main = window(study)
    assert main.session and main.workspace
    facet = code(main, "principle").id
    main.session.do(operations.codes.set_exclusive, code_id=facet, exclusive=True)
    main.session.reload_codes()
    apply(main, "We look out", "mutuality")
    apply(main, "She did!", "equality")
    main.session.use_coder("Joe Brennan")
    apply(main, "We look out", "equality")
    with qtbot.waitSignal(main.session.codings_changed):
        apply(main, "In her good shoes", "equality")
    assert not main.workspace.coding.exclusive.isVisible()


def test_codes_with_long_names_leave_counts_and_keys_readable(window: Open, study: Path) -> None:
    main = window(study)
    panel = panel_of(main)
    make(main, "Belonging of people who moved here recently and nobody expected to stay " * 2, "principle")
    main.grab()  # paints without a warning
    assert panel.list.horizontalScrollBar().maximum() == 0
