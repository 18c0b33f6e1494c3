# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The text is what a reader of the document sees: nothing lost, nothing twice, nothing from behind the scenes."""

from __future__ import annotations

import datetime
import io

import pytest

from qualcoder_tc.formats import rows
from qualcoder_tc.formats.importers import read_document
from qualcoder_tc.model.transcript import ImportedDocument, ImportOptions
from tests.formats.makers import pdf_of
from tests.formats.test_hostile import odt as odt_of
from tests.formats.test_hostile import zipped

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SPACES = (
    f'xmlns:w="{W}" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


def read(name: str, data: bytes) -> ImportedDocument:
    return read_document(name, data, ImportOptions())


def word(body: str, **parts: bytes) -> bytes:
    document = f'<?xml version="1.0"?><w:document {SPACES}><w:body>{body}</w:body></w:document>'
    return zipped(word__document_xml=document.encode(), **parts)


def p(inner: str, look: str = "") -> str:
    return f"<w:p>{look}{inner}</w:p>"


def t(text: str, look: str = "") -> str:
    return f'<w:r>{f"<w:rPr>{look}</w:rPr>" if look else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def field(code: str, result: str) -> str:
    def sign(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    return f"{sign('begin')}{code}{sign('separate')}{result}{sign('end')}"


def code(text: str) -> str:
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


def box(inner: str) -> str:
    return f"<v:textbox><w:txbxContent>{inner}</w:txbxContent></v:textbox>"


def both(inner: str) -> str:
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="a">{inner}</mc:Choice><mc:Choice Requires="b">{inner}'
        f"</mc:Choice><mc:Fallback><w:pict>{inner}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def row(*cells: str) -> str:
    return "<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in cells) + "</w:tr>"


DELETED_END = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
DELETED = "<w:del><w:r><w:delText>D</w:delText></w:r></w:del>"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (
            p("".join(t(c) + f"<w:r><w:{s}/></w:r>" for c, s in zip("abcdef", "noBreakHyphen softHyphen tab br cr ptab".split(), strict=True)) + t("g")),
            "a\u2011b\u00adc\td\ne\nf\tg",
        ),
        (p(t("x") + "".join(f'<w:r><w:sym w:font="{f}" w:char="{c}"/></w:r>' for f, c in (("Wingdings", "F04A"), ("Symbol", "F061"), ("Arial", "2192")))), "x☺α→"),
        (p(t("See ") + field(code(" REF x "), t("page 3")) + t(".")), "See page 3."),
        (p(field(code(" IF ") + field(code(" PAGE "), t("inner")), t("shown"))), "shown"),
        (p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + t("kept")) + p(t("after")), "kept\nafter"),
        (p(f"<w:fldSimple w:instr='DATE'>{t('1 May ')}</w:fldSimple><w:hyperlink>{t('link ')}</w:hyperlink><w:smartTag>{t('smart ')}</w:smartTag><w:bdo>{t('שלום')}</w:bdo>"), "1 May link smart שלום"),
        (p(f"{t('a')}<w:ins>{t('I')}</w:ins>{DELETED}<w:moveFrom>{t('F')}</w:moveFrom><w:moveTo>{t('T')}</w:moveTo>"), "aIT"),
        (p(t("first "), DELETED_END) + p(t("second")), "first second"),
        (p(t("one")) + p(DELETED, DELETED_END) + p(t("two")), "one\ntwo"),
        (f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>{p(DELETED)}</w:tc></w:tr>{row(p(t('kept')))}</w:tbl>", "kept"),
        (p(t("Before ") + both(box(p(t("one")) + p(t("two")))) + t("after")), "Before \none\ntwo\nafter"),
        (p(t("Before ") + both(box(p(t("last"))))), "Before \nlast"),
        (f"<w:tbl>{row(p(t('c') + both(box(p(t('box')))) + t('d')))}</w:tbl>", "c\nbox\nd"),
        (f"<w:tbl>{row('<mc:AlternateContent><mc:Choice>' + p(t('C')) + '</mc:Choice><mc:Fallback>' + p(t('F')) + '</mc:Fallback></mc:AlternateContent>')}</w:tbl>", "C"),
        (p(f"{t('Let ')}<m:oMath><m:r><m:t>x=2</m:t></m:r></m:oMath>{t(' be')}"), "Let x=2 be"),
        (p(f"<w:r><w:ruby><w:rt>{t('かん')}</w:rt><w:rubyBase>{t('漢')}</w:rubyBase></w:ruby></w:r>"), "漢"),
        (p(t("seen ") + t("hidden", "<w:vanish/>") + t("shown", '<w:vanish w:val="0"/>')), "seen shown"),
        (p("<w:r><w:t>a<!-- c -->b<?x y?>c</w:t></w:r>"), "abc"),
        (p("<w:r><w:t>a\nb  c</w:t></w:r>"), "a b  c"),
        (f"<w:tbl>{row(p(t('Ana') + '<w:r><w:br/></w:r>' + t('0:10')), p(t('a')) + p(t('b')))}</w:tbl>", "Ana 0:10\ta\nb"),
        (f"<w:tbl>{row(p(t('A')) + '<w:tbl>' + row(p(t('n1')), p(t('n2'))) + '</w:tbl>', p(t('B')))}</w:tbl>", "A n1 n2\tB"),
        (f"<w:sdt><w:sdtContent>{p(t('block'))}</w:sdtContent></w:sdt><w:tbl><w:tr><w:sdt><w:sdtContent><w:tc>{p(t('cell'))}</w:tc></w:sdtContent></w:sdt></w:tr></w:tbl>", "block\ncell"),
        (p(t("e\u0301 é 👩\u200d💻\u00a0\u2028\x85\u200b\ufeff ﬁ “q”…")), "e\u0301 é 👩\u200d💻\u00a0\u2028\x85\u200b\ufeff ﬁ “q”…"),
    ],
)  # fmt: skip
def test_word_is_read_as_people_see_it(body: str, text: str) -> None:
    assert read("a.docx", word(body)).text == text


def test_what_word_hides_or_has_deleted_is_told() -> None:
    found = read("a.docx", word(p(t("a") + DELETED + t("h", "<w:vanish/>"))))
    assert {w.split()[0] for w in found.warnings} == {"tracked", "text"}


def test_pages_inside_a_word_document_are_read() -> None:
    related = (
        b'<Relationships xmlns="x"><Relationship Id="r1" Type="x/aFChunk" Target="chunk.mht"/>'
        b'<Relationship Id="r2" Type="x/aFChunk" Target="gone.bin"/></Relationships>'
    )
    mht = b"MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n<p>caf=C3=A9</p>"
    parts = {"word/_rels/document.xml.rels": related, "word/chunk.mht": mht}
    found = read("a.docx", word(p(t("before")) + '<w:altChunk r:id="r1"/><w:altChunk r:id="r2"/>', **parts))
    assert found.text == "before\ncafé"
    assert any("held inside" in w for w in found.warnings)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<t:p>  a\n  b <t:span> c</t:span>d</t:p>", "a b cd"),
        ('<t:p>a <t:s t:c="2"/>b<t:tab/>c<t:line-break/>d</t:p>', "a   b\tc\nd"),
        ("<t:p>a<d:frame><d:text-box><t:p>one</t:p><t:p>two</t:p></d:text-box></d:frame>b</t:p>", "a\none\ntwo\nb"),
        (
            "<table:table><table:table-row><table:table-cell><t:p>a<d:frame><d:text-box><t:p>box</t:p></d:text-box>"
            "</d:frame>b</t:p></table:table-cell></table:table-row></table:table>",
            "a\nbox\nb",
        ),
        ("<t:p>a<d:frame><d:image/><s:title>T</s:title><s:desc>D</s:desc></d:frame>b</t:p>", "ab"),
        ('<t:section t:display="none"><t:p>hidden</t:p></t:section><t:p>seen</t:p>', "seen"),
        (
            "<table:table><table:table-row><table:table-cell table:number-columns-spanned='2'><t:p>wide</t:p>"
            "</table:table-cell><table:covered-table-cell/></table:table-row></table:table>",
            "wide",
        ),
        ("<t:p><t:ruby><t:ruby-base>漢</t:ruby-base><t:ruby-text>かん</t:ruby-text></t:ruby></t:p>", "漢"),
    ],
)
def test_opendocument_is_read_as_people_see_it(body: str, text: str) -> None:
    body = body.replace("<d:", "<d:").replace("<t:p>", '<t:p xmlns:d="urn:d" xmlns:s="urn:s">', 1)
    assert read("a.odt", odt_of(body)).text == text


RTF = (
    rb"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 T;}{\f2\fcharset128 M;}}"
    rb"{\stylesheet{\s0 Normal;}}{\info{\title T}}{\*\generator X;}"
)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (rb"caf\'e9 \'93q\'94 \'85", "café “q” …"),
        (rb"\f1 \'cf\'f0\f0  \f2 \'93\'fa\f0 ", "Пр 日"),
        (rb"\uc1\u233?e \uc0\u233 x\uc2\u8364\'80\'80y\uc1 \u-10179?\u-8694?", "ée éx€y😊"),
        (rb"\u-10179?a\u56842?\u0?\u9999999?", "\ufffda\ufffd\ufffd\ufffd"),
        (rb"a\~b\_c\-d\tab e\line f\emdash\zwj\{\}\\", "a\xa0b\u2011c\u00add\te\nf—\u200d{}\\"),
        (b"one\\\ntwo\\\r\nthree\\par four\r\nfive", "one\ntwo\nthree\nfourfive"),
        (rb"a{\footnote foot}{\v hid}{\deleted del}\v h\v0{\revised ins}b", "ainsb"),
        (rb"\trowd\intbl Ana\cell one\par two\cell\row\intbl Bo | x\cell y\cell\row\pard z", "Ana\tone\ntwo\nBo | x\ty\nz"),
        (rb"{\field{\*\fldinst{ HYPERLINK x }}{\fldrslt{link}}}{\header h}{\pict abcd}{\*\new junk}", "link"),
        (b"a{\\pict\\bin5 }{\\}\x00}b", "ab"),
        (rb"{\listtext\tab 1.\tab}item", "item"),
        (rb"a{\shp{\*\shpinst{\sp{\sn x}{\sv 0}}{\shptxt box\par}}{\shprslt x}}b", "a\nbox\nb"),
        (rb"{\upr{a?}{\*\ud{\u233?}}}{\object{\*\objdata 01}{\result seen}}", "éseen"),
        ("naïve".encode(), "naïve"),
    ],
)  # fmt: skip
def test_rich_text_is_read_as_people_see_it(body: bytes, text: str) -> None:
    assert read("a.rtf", RTF + body + b"}").text == text


@pytest.mark.parametrize(
    ("head", "body", "text"),
    [(rb"\mac", rb"\'8e", "é"), (rb"\pc", rb"\'82", "é"), (rb"\ansi\ansicpg1250", rb"\'b3\'9f", "łź")],
)
def test_rich_text_of_other_systems_keeps_its_letters(head: bytes, body: bytes, text: str) -> None:
    assert read("a.rtf", rb"{\rtf1" + head + b" " + body + b"}").text == text


def test_comments_and_bold_names_in_rich_text_are_kept() -> None:
    body = (
        rb"{\b Ana} What is it?\par{\b Bo} {\*\atrfstart 1}We share.{\*\atrfend 1}{\*\atnid JB}{\*\atnauthor Joe B}"
        rb"\chatn{\*\annotation{\*\atnref 1}\pard mutuality: why}\par{\b Ana} And?\par{\b Bo} Well.\par"
    )
    found = read("a.rtf", RTF + body + b"}")
    assert found.speakers == ("Ana", "Bo")
    [mark] = found.marks
    assert (found.text[mark.start : mark.end], mark.text, mark.author) == ("We share.", "mutuality: why", "Joe B")


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p hidden>h</p><p style='color:red; DISPLAY : none'>d</p><p aria-hidden=true>a</p>", "a"),
        ("<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>", "漢"),
        ("<p>a&nbsp;b &#150; &shy;&#x1F331; &hellip;</p>", "a\xa0b – \u00ad🌱 …"),
        ("<p>a<b> b</b> <i>c </i> d\n e<br>f</p>", "a b c d e\nf"),
    ],
)
def test_pages_are_read_as_people_see_them(page: str, text: str) -> None:
    assert read("a.html", f"<html><meta charset=utf-8><body>{page}</body></html>".encode()).text == text


def test_a_page_may_tell_its_encoding_as_xml_does() -> None:
    assert read("a.html", '<?xml version="1.0" encoding="ISO-8859-2"?><p>łó'.encode("iso8859-2")).text == "łó"


@pytest.mark.parametrize(
    ("data", "head", "first"),
    [
        (b'id,said\n1,"a\nb, ""c"""\n', ["id", "said"], ["1", 'a\nb, "c"']),
        (b'id;said, why, and how;x\n1;"a;b";2,5\n2;c;1\n', ["id", "said, why, and how", "x"], ["1", "a;b", "2,5"]),
        (b"id\tsaid\n1\tx, y; z, w; v\n", ["id", "said"], ["1", "x, y; z, w; v"]),
        (b'id, said\n1, "a, b"\n', ["id", "said"], ["1", "a, b"]),
        (b"id,said\n1,a,b\n", ["id", "said", "Column 3"], ["1", "a", "b"]),
        (b"sep=;\nid;said\n1;x\n", ["id", "said"], ["1", "x"]),
    ],
)
def test_no_cell_of_a_table_is_lost_or_split(data: bytes, head: list[str], first: list[str]) -> None:
    table = rows.read(data)
    assert (table.head, table.rows[0]) == (head, first)


def test_a_quotation_mark_that_is_not_closed_is_told() -> None:
    assert any("quotation mark" in w for w in rows.read(b'id,said\n1,"abc\n2,def\n').warnings)


def test_cells_of_a_workbook_are_as_shown_and_hidden_sheets_wait() -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.active.title, book.active.sheet_state = "Notes", "hidden"
    book.active.append(["secret", "secret"])
    book.active.append(["secret", "secret"])
    sheet = book.create_sheet("Talk")
    book.active = 1
    sheet.append(["a", "b", "c", "d", "e"])
    sheet.append(
        [
            datetime.timedelta(hours=26, minutes=5),
            datetime.datetime(2024, 5, 1, 10, 30, 15),
            3.0,
            True,
            "x_x000D_\ny",
        ]
    )
    stream = io.BytesIO()
    book.save(stream)
    table = rows.read(stream.getvalue())
    assert table.rows == [["26:05:00", "2024-05-01 10:30:15", "3", "yes", "x\ny"]]
    assert any("Notes" in w for w in table.warnings)


def printed_pdf(lines: list[tuple[int, int, str]]) -> bytes:
    """A page of lines, each at a place in points from the lower left."""
    rows_ = [b"1 0 0 1 %d %d Tm (%s) Tj" % (x, y, said.encode("cp1252")) for x, y, said in lines]
    content = b"BT /F1 10 Tf " + b"\n".join(rows_) + b" ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    return pdf_of(objects)


def test_hyphens_that_belong_to_words_survive_the_end_of_a_printed_line() -> None:
    said = [
        "Ana: We speak of co-production and of participation all day long here, and of co-",
        "production again, which is to say of a lot of long words for the partici-",
        "pation of everybody who comes to the garden.",
    ]
    text = read("a.pdf", printed_pdf([(50, 780 - 14 * n, line) for n, line in enumerate(said)])).text
    assert text == (
        "Ana: We speak of co-production and of participation all day long here, and of co-production again, which is"
        " to say of a lot of long words for the participation of everybody who comes to the garden."
    )


def test_columns_are_read_one_after_the_other_and_their_lines_joined() -> None:
    left = ["Ana: We share what we have got,", "all of us who come to the garden", "in the mornings."]
    right = ["Bo: And I bring my own tools with", "me, because nobody else has such", "a good spade."]
    lines = [(50, 780 - 14 * n, line) for n, line in enumerate(left)]
    lines += [(320, 780 - 14 * n, line) for n, line in enumerate(right)]
    assert read("a.pdf", printed_pdf(lines)).text == " ".join(left) + "\n" + " ".join(right)


def test_nothing_is_read_of_a_bullet_but_the_bullet() -> None:
    from qualcoder_tc.formats.symbols import bullets

    assert bullets("\uf0b7 one \uf0fc two \uf0ff") == "• one ✓ two \uf0ff"
