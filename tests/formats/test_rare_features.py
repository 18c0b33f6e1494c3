# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Features of formats that few documents have are read as people see them, too."""

from __future__ import annotations

import pytest

from qualcoder_tc.errors import InputError
from qualcoder_tc.formats.importers import read_document
from qualcoder_tc.model.transcript import ImportedDocument, ImportOptions
from tests.formats.test_fidelity import SPACES, p, t, word
from tests.formats.test_hostile import odt, zipped


def read(name: str, data: bytes) -> ImportedDocument:
    return read_document(name, data, ImportOptions())


def rtf(body: bytes) -> bytes:
    return (
        b"{\\rtf1\\ansi{\\fonttbl{\\f0 Arial;}{\\f1\\fcharset2 Symbol;}{\\f2\\fnil\\fcharset2 Wingdings;}}"
        + body
        + b"}"
    )


@pytest.mark.parametrize("after", [b"\x00", b"\r\n\x00\x00", b"\n \x1a"])
def test_what_programs_write_behind_rich_text_is_no_text(after: bytes) -> None:
    assert read("a.rtf", rtf(b"Ana: Yes\\par Bo: No") + after).text == "Ana: Yes\nBo: No"


def test_text_behind_a_brace_too_many_is_not_lost() -> None:
    assert read("a.rtf", rtf(b"Ana: Yes}\\par Bo: No")).text == "Ana: Yes\nBo: No"


def test_symbol_fonts_are_told_apart_in_rich_text() -> None:
    assert read("a.rtf", rtf(b"{\\f2 J\\'e0} {\\f1 a}")).text == "☺→ α"


def test_an_answer_to_a_comment_in_rich_text_is_one() -> None:
    body = (
        b"{\\*\\atrfstart 1}one{\\*\\atrfend 1}{\\*\\atnauthor Ann}{\\*\\annotation{\\*\\atnref 1}trust}"
        b" {\\*\\atnauthor Bo}{\\*\\annotation{\\*\\atnparent 1}agreed} {\\*\\atnauthor Ann}{\\*\\annotation care}"
    )
    marks = read("a.rtf", rtf(body)).marks
    assert {(m.text, m.author, m.reply) for m in marks} == {
        ("trust", "Ann", False),
        ("agreed", "Bo", True),
        ("care", "Ann", False),
    }


def test_a_word_document_may_lie_anywhere_in_its_package() -> None:
    related = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="/doc/main.xml"/>'
        "</Relationships>"
    )
    document = f"<w:document {SPACES}><w:body>{p(t('Ana: Yes'))}</w:body></w:document>"
    data = zipped(**{"_rels/.rels": related.encode(), "doc/main.xml": document.encode()})
    assert read("a.docx", data).text == "Ana: Yes"


def test_words_in_a_shape_of_opendocument_stand_on_a_line_of_their_own() -> None:
    draw = 'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
    shape = f"<t:p>before <draw:custom-shape {draw}><t:p>within</t:p></draw:custom-shape>after</t:p>"
    assert read("a.odt", odt(shape)).text == "before \nwithin\nafter"


def test_facts_that_differ_between_rows_of_one_respondent_are_told() -> None:
    rows = "id,age,answer\nP1,34,we all look out for one another\nP1,35,and we still do that today\nP2,40,so do they all\n"
    document = read("a.csv", rows.encode())
    assert [(c.name, c.attributes) for c in document.cases] == [("P1", {"age": "34"}), ("P2", {"age": "40"})]
    assert any("some respondents (1) have rows that differ, such as P1 in age" in w for w in document.warnings)


def test_what_was_chosen_in_a_form_of_word_is_text() -> None:
    def field(data: str, code: str) -> str:
        begin = f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r>'
        return f'{begin}<w:r><w:instrText>{code}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'

    entries = '<w:listEntry w:val="No"/><w:listEntry w:val="Yes, often"/>'
    body = p(
        t("Help: ")
        + field(f'<w:ddList><w:result w:val="1"/>{entries}</w:ddList>', "FORMDROPDOWN")
        + t(" ")
        + field(f"<w:ddList>{entries}</w:ddList>", "FORMDROPDOWN")
        + field('<w:ddList><w:result w:val="9"/></w:ddList>', "FORMDROPDOWN")
        + t(" ")
        + field("<w:checkBox><w:checked/></w:checkBox>", "FORMCHECKBOX")
        + field('<w:checkBox><w:default w:val="1"/><w:checked w:val="0"/></w:checkBox>', "FORMCHECKBOX")
        + field('<w:checkBox><w:default w:val="1"/></w:checkBox>', "FORMCHECKBOX")
    )
    assert read("a.docx", word(body)).text == "Help: Yes, often No ☒☐☒"


def test_headers_and_footers_of_a_document_saved_as_a_page_are_left_out() -> None:
    page = '<body><div title="header"><p>Study 7</p></div><p>Ana: Yes</p><div title="footer"><p>3</p></div></body>'
    assert read("a.html", page.encode()).text == "Ana: Yes"


def test_a_page_that_a_web_tool_calls_a_word_document_is_read() -> None:
    page = b'<html xmlns:o="urn:schemas-microsoft-com:office:office"><body><p>Ana: Yes</p></body></html>'
    assert read("a.doc", page).text == "Ana: Yes"
    with pytest.raises(InputError, match="old Word format"):
        read("a.doc", b"something else")


def test_deletions_that_flat_opendocument_keeps_in_the_text_are_left_out() -> None:
    def region(key: str) -> str:
        return f'<t:changed-region t:id="{key}"><t:deletion/></t:changed-region>'

    def mark(kind: str, key: str) -> str:
        return f'<t:change-{kind} t:change-id="{key}"/>'

    body = (
        f"<t:tracked-changes>{region('a')}{region('b')}{region('c')}</t:tracked-changes>"
        f"<t:p>Ana: {mark('start', 'a')}No<t:tab/>no{mark('end', 'a')}Yes </t:p>"
        f"<t:p>Bo: So {mark('start', 'b')}</t:p><t:p>{mark('end', 'b')}it was.</t:p>"
        f"<t:p>Ana: {mark('start', 'c')}Good.</t:p>"
    )
    document = read("a.odt", odt(body))
    assert document.text == "Ana: Yes \nBo: So it was.\nAna: Good."
    assert any("deletions" in warning for warning in document.warnings)


def test_the_layout_of_cells_in_a_page_is_no_text() -> None:
    page = b"<table>\n<tr>\n<td><p>Ana</p>\n</td>\n<td>\n<p>So <b>it </b></p>\n</td>\n</tr></table>"
    assert read("a.html", page).text == "Ana\tSo it"


def test_opendocument_locked_as_a_whole_says_so() -> None:
    manifest = b"<manifest><file-entry full-path='encrypted-package'><encryption-data/></file-entry></manifest>"
    with pytest.raises(InputError, match="password"):
        read("a.odt", zipped(**{"META-INF/manifest.xml": manifest, "encrypted-package": b"x" * 99}))
