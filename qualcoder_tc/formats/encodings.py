# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Bytes to text: byte order marks, UTF-16 and UTF-32 without one, UTF-8, and the older Western code pages."""

from __future__ import annotations

import codecs
import re

from qualcoder_tc.errors import InputError

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 65536
# Bytes that windows-1252 leaves undefined: a text with them is in some other code page.
_NOT_CP1252 = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
# Signs within words: what windows-1252 shows where windows-1250 has Polish letters, windows-1257 Baltic ones.
_POLISH = re.compile(rb"(?i)[a-z\xea\xf3][\xb3\xb9\xbf\x9c\x9f][a-z]|[a-z][\xb3\xb9\x9c]\b|\b\xbf[a-z]")
_BALTIC = re.compile(rb"(?i)[a-z][\xf0\xfe\xf8\xfb\xeb\xe0][a-z]")
# The long o of Hungarian, where windows-1252 has a letter that stands before an e in Portuguese.
_LONG_O = re.compile(rb"\xf5(?!e)")
_ICELANDIC = re.compile(rb"[\xe1\xed\xf3\xfa\xfd\xf6\xe9\xe4\xfc\xe5\xef\xf4\xe7]")
# The letters that a language has beyond ASCII in its code page, small ones; of the second some must be there, since in
# windows-1252 they are signs of other languages, which have letters besides.
_ALPHABETS = (
    ("cp1254", frozenset(b"\xe2\xe7\xee\xf0\xf6\xfb\xfc\xfd\xfe"), frozenset(b"\xf0\xfd\xfe")),  # Turkish
    ("cp1257", frozenset(b"\xe0\xe1\xe6\xe8\xeb\xf0\xf8\xfb\xfe"), frozenset(b"\xeb\xf0\xfe")),  # Lithuanian
    ("cp1257", frozenset(b"\xe2\xe7\xe8\xec\xed\xee\xef\xf0\xf2\xfb\xfe"), frozenset(b"\xf0\xf2\xfe")),  # Latvian
)
# Also halves of characters, which some encodings can write, and which cannot be stored.
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff]")
_MOST_BAD = 100_000  # bytes
_WESTERN = "windows-1252 for what is not UTF-8"
_WITHOUT_CONTROL = dict.fromkeys([*range(9), *range(0x0E, 0x20), *range(0xD800, 0xE000)])
_BARE_CONTROL = re.compile(rb"[\x01-\x08\x0e-\x1f]")


def decode(data: bytes, wanted: str | None = None) -> tuple[str, str, list[str]]:
    """Return (text, encoding, warnings) of a text file, with LF line ends and without byte order mark.

    InputError if the bytes are no text, or the wanted encoding is unknown. Characters are otherwise left as they are.
    """
    text, encoding, warnings = _wanted(data, wanted) if wanted else _decode(data)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    # Not found one by one: a hostile file would make a list of a hundred million.
    controls = len(text) - len(text.translate(_WITHOUT_CONTROL)) if _CONTROL.search(text) else 0
    if controls > max(20, len(text) // 100) or controls > len(text) // 3:
        raise InputError("This is not a text file", "it holds binary data; save it as text or as .docx first")
    if controls:
        text = _CONTROL.sub("\ufffd", text)
        warnings.append(f"{controls} control characters were replaced by \ufffd")
    return text, encoding, warnings


def _decode(data: bytes) -> tuple[str, str, list[str]]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding)
    if wide := _wide(data[:_SAMPLE]) or _wide_by_spaces(data[:_SAMPLE]):
        return _strict(data, wide)
    try:
        return data.decode("utf-8"), "utf-8", []
    except UnicodeDecodeError:
        pass
    if (mended := _mended(data)) is not None:
        return mended
    encoding = _code_page(data)
    return data.decode(encoding, errors="replace"), encoding, [f"the encoding was not stated; read as {encoding}"]


def known(encoding: str) -> str:
    """Return the name of an encoding of text as Python has it; InputError if there is none such."""
    try:
        found = codecs.lookup(encoding)
    except (LookupError, ValueError) as error:
        raise InputError(f"There is no encoding {encoding!r}", "try utf-8, cp1252 or utf-16") from error
    if not found._is_text_encoding:  # pyright: ignore[reportPrivateUsage]
        raise InputError(f"{encoding!r} is no encoding of text", "try utf-8, cp1252 or utf-16")
    return found.name


def _wanted(data: bytes, encoding: str) -> tuple[str, str, list[str]]:
    name = known(encoding)
    text, _, warnings = _strict(data, name)
    return text.removeprefix("\ufeff"), name, warnings


def _strict(data: bytes, encoding: str) -> tuple[str, str, list[str]]:
    try:
        return data.decode(encoding), encoding, []
    except UnicodeDecodeError as error:
        text = data.decode(encoding, errors="replace")
        return text, encoding, [f"some bytes are not {encoding} (first at byte {error.start}) and show as \ufffd"]


def _wide(sample: bytes) -> str | None:
    """Tell UTF-16 and UTF-32 without mark by where the NUL bytes of Western text stand."""
    if len(sample) < 4 or sample.count(0) < len(sample) // 5:
        return None
    by_place = [sample[place::4].count(0) * 4 / len(sample) for place in range(4)]
    if by_place[1] > 0.8 and by_place[2] > 0.8 and by_place[3] > 0.8:
        return "utf-32-le"
    if by_place[0] > 0.8 and by_place[1] > 0.8 and by_place[2] > 0.8:
        return "utf-32-be"
    if by_place[1] > 0.5 and by_place[3] > 0.5:
        return "utf-16-le"
    if by_place[0] > 0.5 and by_place[2] > 0.5:
        return "utf-16-be"
    return None


def _wide_by_spaces(sample: bytes) -> str | None:
    """Tell UTF-16 without mark of other alphabets by its spaces, where its letters show as control characters."""
    sample = sample[: len(sample) // 2 * 2]
    if sample.count(0) < len(sample) // 50 or len(_BARE_CONTROL.findall(sample)) < len(sample) // 10:
        return None
    for encoding in ("utf-16-le", "utf-16-be"):
        text = sample.decode(encoding, errors="replace")
        spaces = sum(text.count(sign) for sign in " \n")
        letters = sum(sign.isalpha() for sign in text)
        if spaces >= len(text) // 50 + 1 and letters >= 0.6 * len(text) and "\ufffd" not in text:
            return encoding
    return None


def _mended(data: bytes) -> tuple[str, str, list[str]] | None:
    """Return a text that is UTF-8 but for a few bytes, which are read as windows-1252; None if it is something else."""
    # Of the letters of any other encoding, most would be none of UTF-8.
    sound, rest = _counted(data)
    if sound < 2 or rest > min(sound // 2, _MOST_BAD):
        return None
    warning = f"some bytes ({rest}) are not utf-8 and were read as windows-1252; look whether words are right"
    return data.decode("utf-8", errors=_WESTERN), "utf-8", [warning]


def _counted(data: bytes) -> tuple[int, int]:
    """Return how many letters beyond ASCII are UTF-8, and how many bytes belong to none, without a list of them."""
    text = data.decode("utf-8", errors="ignore")
    sound = len(text) - len(text.encode("ascii", errors="ignore"))
    return sound, len(data) - len(text.encode("utf-8"))


def _western(error: UnicodeError) -> tuple[str, int]:
    """Read what is not UTF-8 as windows-1252; what is cut off at the end of the file is lost."""
    assert isinstance(error, UnicodeDecodeError)
    if error.reason == "unexpected end of data":
        return "\ufffd", error.end
    return error.object[error.start : error.end].decode("cp1252", errors="replace"), error.end


codecs.register_error(_WESTERN, _western)


def _code_page(data: bytes) -> str:
    """Prefer windows-1252 where the text reads as Western letters, else ask charset-normalizer."""
    sample = data[:_SAMPLE]
    if not _NOT_CP1252.search(sample):
        letters = {byte | 0x20 for byte in sample if byte >= 0xC0}
        for encoding, alphabet, telling in _ALPHABETS:
            if letters <= alphabet and len(letters & telling) >= 2:
                return encoding
        if len(_POLISH.findall(sample)) >= 3:
            return "cp1250"
        if len(_BALTIC.findall(sample)) >= 2 and not _ICELANDIC.search(sample):
            return "cp1257"
        high = [b for b in sample if b >= 0x80]
        if len(high) < len(sample) * 0.3 and _is_central(sample):
            return "cp1250"
        # Accented Latin letters and typographic signs; Cyrillic and Greek code pages are dense in high bytes.
        if len(high) < max(12, len(sample) * 0.15):
            return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    return best.encoding if best is not None else "cp1252"


def _is_central(sample: bytes) -> bool:
    """Tell whether letters that no Western language has together are those of Hungarian, Czech, or Croatian."""
    count = {sign: sample.count(sign) for sign in (b"\xe3", b"\xe6", b"\xe8", b"\xec", b"\xf8", b"\x9a", b"\x9e")}
    if not count[b"\xe3"] and len(_LONG_O.findall(sample)) >= 2 and (b"\xe9" in sample and b"\xe1" in sample):
        return True
    soft = count[b"\x9a"] + count[b"\x9e"]
    hooked = count[b"\xe8"] + count[b"\xe6"]
    return (count[b"\xf8"] >= 2 and count[b"\xec"] >= 2) or (soft >= 2 and hooked >= 2)
