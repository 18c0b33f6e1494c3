# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Named tokens of the look, light and dark, and colours derived from codes; no colour is written elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontInfo, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from qualcoder_tc.ui.style import stylesheet

Mode = Literal["light", "dark", "system"]


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one mode as #rrggbb, and sizes in pixels."""

    name: str
    background: str
    page: str
    ink: str
    soft: str
    line: str
    accent: str
    accent_ink: str
    chip: str
    current: str
    warn: str
    text: float = 13.0
    meta: float = 11.5
    heading: float = 15.0
    title: float = 24.0


LIGHT = Tokens(
    name="light",
    background="#f6f6f4",
    page="#ffffff",
    ink="#1f2328",
    soft="#626974",
    line="#e4e4e0",
    accent="#2563a8",
    accent_ink="#ffffff",
    chip="#e8eef5",
    current="#f3f7fc",
    warn="#9a3412",
)
DARK = Tokens(
    name="dark",
    background="#191b1f",
    page="#202329",
    ink="#e7e6e2",
    soft="#9aa1ab",
    line="#2e323a",
    accent="#7fb2e8",
    accent_ink="#14161a",
    chip="#2a2f38",
    current="#262c35",
    warn="#f0a37b",
)


class Theme(QObject):
    """The tokens in force; emits `changed` when the mode changes."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.mode: Mode = "system"
        self.tokens = LIGHT
        self.size = 1.0
        """How large the user wants the interface, from 1 to 2, beside what the system's own font size asks for."""
        self._system: float | None = None

    @property
    def scale(self) -> float:
        """Return how many times larger than drawn words are, from 1 to 2."""
        return min(2.0, max(1.0, self.size * (self._system or 1.0)))

    def apply(self, application: QApplication, mode: Mode) -> None:
        """Put a mode in force for the whole application; `system` follows the desktop."""
        self.mode = mode
        hints = QGuiApplication.styleHints()
        if self._system is None:
            # Once, before our own font is set over the system's.
            self._system = system_scale(QFontInfo(application.font()).pixelSize(), QGuiApplication.platformName())
            hints.colorSchemeChanged.connect(self._on_hints_changed)
            if hasattr(hints, "accessibility"):  # Qt 6.10 and later
                hints.accessibility().contrastPreferenceChanged.connect(self._on_hints_changed)
        dark = mode == "dark" or (mode == "system" and system_is_dark())
        strong = (
            hasattr(hints, "accessibility")
            and hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast
        )
        self.tokens = fitted(DARK if dark else LIGHT, self.scale, strong=strong)
        _derive.cache_clear()
        application.setStyle("Fusion")
        application.setPalette(_palette(self.tokens))
        font = QFont(application.font())
        font.setPixelSize(round(self.tokens.text))
        application.setFont(font)
        application.setStyleSheet(stylesheet(self.tokens))
        self.changed.emit()

    def resize(self, application: QApplication, size: float) -> None:
        """Show everything in another size, 1 to 2; widgets made before may keep lengths of their own."""
        self.size = min(2.0, max(1.0, size))
        self.apply(application, self.mode)

    def _on_hints_changed(self, *_what: object) -> None:
        application = QApplication.instance()
        if isinstance(application, QApplication):
            self.apply(application, self.mode)


def system_is_dark() -> bool:
    """Tell whether the desktop is dark now."""
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


def system_scale(pixels: float, platform: str) -> float:
    """Return how much larger than usual on its platform the system's font is; never below 1."""
    usual = {"windows": 12.0, "cocoa": 13.0, "xcb": 14.7, "wayland": 14.7}.get(platform)
    return max(1.0, pixels / usual) if usual else 1.0


def fitted(t: Tokens, scale: float, *, strong: bool) -> Tokens:
    """Return tokens in a size; with strong contrast nothing is grey, and lines are as dark as words were."""
    t = replace(t, text=t.text * scale, meta=t.meta * scale, heading=t.heading * scale, title=t.title * scale)
    return replace(t, soft=t.ink, line=t.soft) if strong else t


_theme: Theme | None = None


def theme() -> Theme:
    """Return the one theme of the application."""
    global _theme
    if _theme is None:
        _theme = Theme()
    return _theme


def tokens() -> Tokens:
    """Return the tokens in force."""
    return theme().tokens


def px(drawn: float) -> int:
    """Return a length that holds words, drawn for the usual size, in the size in force."""
    return round(drawn * theme().scale)


def colour(name: str) -> QColor:
    """Return a token as a colour, e.g. `colour("soft")`."""
    return QColor(getattr(tokens(), name))


def wash(code: str) -> QColor:
    """Return the ground behind coded text: light enough for the ink on it and on four of them at once."""
    return derived(code, "wash")


def stripe(code: str) -> QColor:
    """Return the colour of stripes, dots and underlines: at least 3:1 against the page."""
    return derived(code, "stripe")


def derived(code: str, what: str) -> QColor:
    """Return a colour made from a code's: wash, stripe, or these as `chosen` or `quiet` beside a chosen one."""
    return _derive(code, what, tokens().name)


def speaker(order: int) -> QColor:
    """Return the quiet hue of the nth speaker: at least 3:1 against the page, neighbours far apart."""
    return _derive(QColor.fromHslF((order * 0.381966 + 0.58) % 1.0, 0.32, 0.5).name(), "stripe", tokens().name)


_DEEP = 4  # washes on each other that the ink must still stand out from, with a little to spare
_STAND_OUT = 4.7


@lru_cache(maxsize=2048)
def _derive(code: str, what: str, mode: str) -> QColor:
    tone = DARK if mode == "dark" else LIGHT
    kind, _, plain = what.rpartition(" ")
    if kind:
        base = QColor(_derive(code, plain, mode))
        if plain == "wash":
            base.setAlphaF(base.alphaF() * (1.9 if kind == "chosen" else 0.55))
        else:
            base.setAlphaF(0.45)
        return base
    if plain == "wash":
        return _wash(QColor(code), tone)
    base, page = QColor(code), QColor(tone.page)
    hue, saturation, lightness = base.hslHueF(), base.hslSaturationF(), base.lightnessF()
    step = 0.03 if mode == "dark" else -0.03
    while contrast(base, page) < 3.2 and 0 <= lightness + step <= 1:
        lightness += step
        base = QColor.fromHslF(max(hue, 0.0), saturation, lightness)
    return base


def _wash(base: QColor, tone: Tokens) -> QColor:
    ink = QColor(tone.ink)
    alpha = 0.12 if tone is LIGHT else 0.20
    while True:
        base.setAlphaF(alpha)
        ground = QColor(tone.current)
        for _ in range(_DEEP):
            ground = over(base, ground)
        if contrast(ink, ground) >= _STAND_OUT:
            return base
        alpha *= 0.9


def over(top: QColor, ground: QColor) -> QColor:
    """Return the opaque colour that a translucent one makes on a ground."""
    a = top.alphaF()
    return QColor.fromRgbF(*(a * t + (1 - a) * g for t, g in zip(_channels(top), _channels(ground), strict=True)))


def contrast(one: QColor, other: QColor) -> float:
    """Return the contrast ratio of two opaque colours (WCAG 2.2, 1.4.3), from 1 to 21."""
    a, b = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (a + 0.05) / (b + 0.05)


def _channels(value: QColor) -> tuple[float, float, float]:
    return value.redF(), value.greenF(), value.blueF()


def _luminance(value: QColor) -> float:
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _channels(value))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _palette(t: Tokens) -> QPalette:
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: t.background,
        QPalette.ColorRole.Base: t.page,
        QPalette.ColorRole.AlternateBase: t.background,
        QPalette.ColorRole.Text: t.ink,
        QPalette.ColorRole.WindowText: t.ink,
        QPalette.ColorRole.Button: t.page,
        QPalette.ColorRole.ButtonText: t.ink,
        QPalette.ColorRole.Highlight: t.chip,
        QPalette.ColorRole.HighlightedText: t.ink,
        QPalette.ColorRole.PlaceholderText: t.soft,
        QPalette.ColorRole.ToolTipBase: t.page,
        QPalette.ColorRole.ToolTipText: t.ink,
        QPalette.ColorRole.Link: t.accent,
        QPalette.ColorRole.Mid: t.line,
        QPalette.ColorRole.Light: t.page,
        QPalette.ColorRole.Dark: t.line,
    }
    for role, value in roles.items():
        palette.setColor(role, QColor(value))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(t.soft))
    return palette
