# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The one stylesheet, built from the tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcoder_tc import paths

if TYPE_CHECKING:
    from qualcoder_tc.ui.theme import Tokens


def stylesheet(t: Tokens) -> str:
    """Return the stylesheet of a mode."""
    dark = t.page < t.ink  # both are #rrggbb
    mode = "dark" if dark else "light"
    chevron = paths.data("resources", "icons", f"chevron-{mode}.png").as_posix()
    check = paths.data("resources", "icons", f"check-{mode}.png").as_posix()
    scale = t.text / 13
    coder, tick = round(28 * scale), round(14 * scale)
    return f"""
QWidget {{ color: {t.ink}; font-size: {t.text}px; }}
QMainWindow, QDialog, #page {{ background: {t.background}; }}
QWidget[surface="page"] {{ background: {t.page}; }}
QWidget[surface="panel"] {{ background: {t.background}; }}
QFrame[card="true"] {{ background: {t.page}; border: 1px solid {t.line}; border-radius: 8px; }}
QFrame[tone="raised"] {{ border: 1px solid {t.accent}; }}
QFrame[rule="true"] {{ background: {t.line}; border: none; }}
QLabel {{ background: transparent; }}
QLabel[role="heading"] {{ font-size: {t.heading}px; font-weight: 600; }}
QLabel[role="title"] {{ font-size: {t.title}px; font-weight: 600; }}
QLabel[role="strong"] {{ font-weight: 600; }}
QLabel[role="meta"] {{ font-size: {t.meta}px; color: {t.soft}; }}
QLabel[role="soft"] {{ color: {t.soft}; }}
QLabel[role="section"] {{ font-size: {t.meta}px; font-weight: 600; color: {t.soft}; letter-spacing: 0.6px; }}
QLabel[role="warn"] {{ color: {t.warn}; }}
QPushButton {{ background: {t.page}; border: 1px solid {t.line}; border-radius: 6px; padding: 5px 12px; }}
QPushButton:hover {{ background: {t.chip}; }}
QPushButton:disabled {{ color: {t.soft}; }}
QPushButton[kind="primary"] {{ background: {t.accent}; color: {t.accent_ink}; border-color: {t.accent}; font-weight: 600; }}
QPushButton[kind="primary"]:disabled {{ background: {t.line}; border-color: {t.line}; color: {t.soft}; }}
QPushButton[kind="quiet"] {{ background: transparent; border-color: transparent; padding: 3px 8px; color: {t.soft}; }}
QPushButton[kind="quiet"]:hover, QPushButton[kind="quiet"]:focus {{ color: {t.ink}; }}
QPushButton[kind="quiet"]:hover {{ background: {t.chip}; }}
QPushButton[kind="link"] {{ background: transparent; border: none; color: {t.accent}; padding: 2px 0; text-align: left; }}
QPushButton[kind="tab"] {{ background: transparent; border: 1px solid transparent; color: {t.soft}; padding: 5px 7px; }}
QPushButton[kind="tab"]:checked {{ color: {t.ink}; font-weight: 600; }}
QPushButton[kind="tab"]:hover {{ color: {t.ink}; }}
QPushButton[kind="chip"] {{ background: {t.page}; border-radius: 6px; padding: 4px 10px; text-align: left; }}
QFrame[chip="true"] {{ background: {t.chip}; border: 1px solid {t.chip}; border-radius: 6px; }}
QPushButton[kind="inchip"] {{ background: transparent; border: 1px solid transparent; border-radius: 5px; padding: 3px 6px; }}
QPushButton[kind="inchip"]:hover {{ background: {t.page}; }}
QTextEdit[kind="reading"] {{ background: transparent; border: 1px solid transparent; padding: 0; }}
QPushButton[kind="coder"] {{ background: {t.accent}; color: {t.accent_ink}; border: none; border-radius: {coder // 2}px;
    font-size: {t.meta}px; font-weight: 600; min-width: {coder}px; max-width: {coder}px; min-height: {coder}px; max-height: {coder}px; padding: 0; }}
QPushButton:focus, QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QTextEdit:focus, QSpinBox:focus {{ border: 1px solid {t.accent}; }}
QPushButton[kind="primary"]:focus {{ border: 2px solid {t.ink}; padding: 4px 11px; }}
QPushButton[kind="inchip"]:focus, QTextEdit[kind="reading"]:focus {{ border: 1px solid {t.accent}; }}
QPushButton[kind="coder"]:focus {{ border: 2px solid {t.ink}; }}
QPushButton[kind="tab"]:focus {{ border-color: {t.accent}; }}
QPushButton[kind="link"]:focus {{ text-decoration: underline; }}
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox {{ background: {t.page}; border: 1px solid {t.line};
    border-radius: 6px; padding: 5px 8px; selection-background-color: {t.accent}; selection-color: {t.accent_ink}; }}
QLineEdit[kind="search"] {{ background: {t.chip}; border-color: {t.chip}; }}
QLineEdit[kind="search"]:focus {{ background: {t.page}; border-color: {t.accent}; }}
QPlainTextEdit[kind="quiet"] {{ background: transparent; border-color: transparent; padding: 2px; }}
QPlainTextEdit[kind="quiet"]:focus {{ background: {t.page}; border-color: {t.accent}; }}
QTextEdit[kind="inline"] {{ background: transparent; border: 1px solid transparent; border-radius: 3px; padding: 0; }}
QTextEdit[kind="inline"][tone="meta"] {{ font-size: {t.meta}px; color: {t.soft}; }}
QTextEdit[kind="inline"]:hover {{ border-color: {t.line}; }}
QTextEdit[kind="inline"]:focus {{ background: {t.page}; border-color: {t.accent}; color: {t.ink}; }}
QTextEdit[kind="quiet"] {{ background: transparent; border-color: transparent; padding: 2px; }}
QTextEdit[kind="quiet"]:focus {{ background: {t.page}; border-color: {t.accent}; }}
QTextEdit[kind="writing"] {{ background: transparent; border: 1px solid transparent; padding: 0; font-size: {round(15 * scale)}px; }}
QTextEdit[kind="writing"]:focus {{ border-color: {t.line}; }}
QLineEdit[kind="quiet"] {{ background: transparent; border-color: transparent; padding: 2px 4px; font-weight: 600; }}
QLineEdit[kind="quiet"]:focus {{ background: {t.page}; border-color: {t.accent}; }}
QTextEdit[kind="title"] {{ background: transparent; border-color: transparent; padding: 2px; font-size: {t.heading}px;
    font-weight: 600; }}
QTextEdit[kind="title"]:focus {{ background: {t.page}; border-color: {t.accent}; }}
QLineEdit[kind="headline"] {{ background: transparent; border: none; border-radius: 0; padding: 4px 0; font-size: {round(20 * scale)}px;
    font-weight: 600; }}
QLineEdit[kind="headline"]:focus {{ border-bottom: 1px solid {t.accent}; }}
QComboBox[kind="quiet"] {{ background: transparent; border-color: transparent; padding: 2px 8px; margin: 0 8px; color: {t.soft};
    font-size: {t.meta}px; }}
QComboBox[kind="quiet"]:hover {{ background: {t.chip}; }}
QComboBox[kind="quiet"]:focus {{ border-color: {t.accent}; }}
QComboBox::drop-down {{ border: none; width: 22px; }}
QComboBox::down-arrow {{ image: url("{chevron}"); width: 12px; height: 12px; }}
QTableView QComboBox, QTableView QLineEdit {{ background: transparent; border: none; border-radius: 0; padding: 0 6px; }}
QCheckBox {{ spacing: 8px; }}
QCheckBox::indicator, QTableView::indicator, QListView::indicator {{ width: {tick}px; height: {tick}px;
    border: 1px solid {t.soft}; border-radius: 3px; background: {t.page}; }}
QCheckBox::indicator:checked, QTableView::indicator:checked, QListView::indicator:checked {{ background: {t.accent};
    border-color: {t.accent}; image: url("{check}"); }}
QCheckBox:focus, QRadioButton:focus {{ color: {t.accent}; text-decoration: underline; }}
QComboBox QAbstractItemView {{ background: {t.page}; border: 1px solid {t.line}; selection-background-color: {t.chip};
    selection-color: {t.ink}; outline: none; }}
QAbstractItemView {{ background: transparent; border: none; outline: none; selection-background-color: {t.chip};
    selection-color: {t.ink}; }}
QTreeView::item, QListView::item {{ border: none; }}
QTreeView::item:selected, QListView::item:selected {{ background: {t.chip}; color: {t.ink}; }}
QTreeView, QListView, QTableView {{ border: 1px solid transparent; }}
QTreeView:focus, QListView:focus, QTableView:focus {{ border-color: {t.accent}; }}
QTableView {{ gridline-color: {t.line}; }}
QTableView::item {{ border: none; border-bottom: 1px solid {t.line}; padding: 0 8px 0 12px; }}
QTableView::item:selected {{ background: {t.chip}; color: {t.ink}; }}
QHeaderView {{ background: transparent; border: none; }}
QHeaderView::section {{ background: transparent; border: none; border-bottom: 1px solid {t.line}; color: {t.soft};
    font-size: {t.meta}px; padding: 4px 8px 4px 14px; }}
QSplitter::handle {{ background: {t.line}; }}
QSplitter::handle:horizontal {{ width: 1px; }}
QSplitter::handle:vertical {{ height: 1px; }}
QScrollArea {{ background: transparent; border: 1px solid transparent; }}
QScrollArea[kind="plain"] {{ border: none; }}
QScrollArea:focus {{ border-color: {t.accent}; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 2px; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 2px; }}
QScrollBar::handle {{ background: {t.line}; border-radius: 3px; min-height: 28px; min-width: 28px; }}
QScrollBar::handle:hover {{ background: {t.soft}; }}
QAbstractScrollArea::corner {{ background: transparent; border: none; }}
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{ background: none; border: none;
    width: 0; height: 0; }}
QProgressBar {{ background: {t.line}; border: none; border-radius: 2px; max-height: 4px; min-height: 4px; }}
QProgressBar::chunk {{ background: {t.accent}; border-radius: 2px; }}
QMenuBar {{ background: {t.background}; }}
QMenuBar::item:selected {{ background: {t.chip}; border-radius: 4px; }}
QMenu {{ background: {t.page}; border: 1px solid {t.line}; padding: 4px; }}
QMenu::item {{ padding: 5px 24px 5px 12px; border-radius: 4px; }}
QMenu::item:selected {{ background: {t.chip}; }}
QMenu::item:disabled {{ color: {t.soft}; }}
QMenu::separator {{ background: {t.line}; height: 1px; margin: 4px 8px; }}
QToolTip {{ background: {t.page}; color: {t.ink}; border: 1px solid {t.line}; padding: 4px 6px; }}
QCheckBox, QRadioButton {{ background: transparent; spacing: 8px; }}
QStatusBar {{ background: {t.background}; }}
"""
