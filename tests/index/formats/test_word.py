"""Word documents as Markdown."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from index.formats import word
from index.formats.converted import Converted, UnreadableError
from index.formats.word import read_docx

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/>{rest}</w:style>'
    for key, name, rest in (
        ("Titel", "Title", ""),
        ("berschrift1", "heading 1", ""),
        ("berschrift2", "heading 2", ""),
        ("Verzeichnis1", "toc 1", ""),
        ("Kapitel", "House Chapter", '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>'),
        ("Kapitel2", "House Chapter 2", '<w:basedOn w:val="Kapitel"/>'),
        ("Schleife", "Loop", '<w:basedOn w:val="Schleife"/>'),
        ("Text", "It's odd", '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>'),
    )
)


PICTURE = (
    '<wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><wp:docPr descr="an alt text"/>'
    '<a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="rId9"/></pic:blipFill></pic:pic>'
    "</a:graphicData></a:graphic></wp:inline>"
)


def paragraph(text: str, style: str = "", inside: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/>{inside}</w:pPr>' if style or inside else ""
    return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def docx(body: str, **parts: str) -> bytes:
    """A document with a body of `body`; `parts` replace or add others, `__` in their names being a slash."""
    content = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}</w:body></w:document>',
        "word/styles.xml": f'<w:styles xmlns:w="{W}">{STYLES}</w:styles>',
    } | {name.replace("__", "/") + ("" if "." in name else ".xml"): part for name, part in parts.items()}
    held = BytesIO()
    with ZipFile(held, "w", ZIP_DEFLATED) as made:
        for name, part in content.items():
            made.writestr(name, part)
    return held.getvalue()


def read(body: str, **parts: str) -> Converted:
    return read_docx(docx(body, **parts))


def test_headings_and_paragraphs() -> None:
    made = read(
        paragraph("Report", "Titel")
        + paragraph("Revenue 12", "Verzeichnis1")
        + paragraph("Revenue", "berschrift1")
        + paragraph("It rose.")
        + paragraph("Asia", "berschrift2")
        + paragraph("It fell.")
    )
    assert made.text == "# Report\n\n# Revenue\n\nIt rose.\n\n## Asia\n\nIt fell.\n"
    assert made.places == ()


def test_styles_of_ones_own_are_headings_by_their_level() -> None:
    made = read(
        paragraph("One", "Kapitel")
        + paragraph("Two", "Kapitel2")
        + paragraph("Loop", "Schleife")
        + paragraph("Odd", "Text")
    )
    assert made.text == "## One\n\n## Two\n\nLoop\n\nOdd\n"


def test_tables_keep_their_merged_cells() -> None:
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"

    rows = (
        cell("Region") + cell("2024", '<w:gridSpan w:val="2"/>'),
        cell("Asia", '<w:vMerge w:val="restart"/>') + cell("5") + cell("6"),
        cell("", "<w:vMerge/>") + cell("7") + cell("8"),
    )
    made = read("<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>" + paragraph("After."))
    assert made.text == (
        "| Region | 2024 | 2024 |\n| --- | --- | --- |\n| Asia | 5 | 6 |\n| Asia | 7 | 8 |\n\nAfter.\n"
    )


def test_lists_are_nested() -> None:
    numbering = "".join(
        f'<w:lvl w:ilvl="{level}"><w:numFmt w:val="{kind}"/></w:lvl>'
        for level, kind in enumerate(("bullet", "decimal"))
    )
    numbers = (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0">{numbering}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    items = "".join(
        paragraph(text, inside=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>')
        for text, level in (("One", 0), ("deeper", 1), ("deep", 1), ("Two", 0))
    )
    lines = read(items, word__numbering=numbers).text.splitlines()
    assert [line for line in lines if line] == ["- One", "  1. deeper", "  2. deep", "- Two"]


def test_deleted_text_and_pictures_are_left_out_and_inserted_text_is_read() -> None:
    made = read(
        "<w:p><w:r><w:t>It is </w:t></w:r><w:del><w:r><w:delText>never</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>always</w:t></w:r></w:ins><w:r><w:t> so.</w:t></w:r></w:p>"
        f"<w:p><w:r><w:drawing>{PICTURE}</w:drawing></w:r></w:p>",
        **{
            "word___rels__document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
            '<Relationship Id="rId9" Type="image" Target="media/a.png"/></Relationships>',
            "word__media__a.png": "pixels",
        },
    )
    assert made.text == "It is always so.\n"


def test_footnotes_stand_at_the_end_without_arrows() -> None:
    made = read(
        '<w:p><w:r><w:t>It rose.</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>',
        word__footnotes=f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="2">{paragraph("By 5 %.")}</w:footnote>'
        "</w:footnotes>",
    )
    assert made.text == "It rose.[1]\n\n1. By 5 %.\n"


def core(inside: str) -> str:
    names = (
        f'xmlns:cp="{PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/"'
    )
    return f"<cp:coreProperties {names}>{inside}</cp:coreProperties>"


def test_what_a_document_says_of_itself() -> None:
    inside = (
        "<dc:title> Annual  report </dc:title><dc:language>de_DE</dc:language>"
        "<dcterms:created>2013-12-23T23:15:00Z</dcterms:created>"
        "<dcterms:modified>2025-03-31T08:00:00Z</dcterms:modified>"
    )
    made = read(paragraph("x"), docProps__core=core(inside))
    assert (made.title, made.language, made.published) == ("Annual report", "de-DE", "2025-03-31")


@pytest.mark.parametrize(
    "inside",
    [
        "",
        (
            "<dc:title>Microsoft Word - draft 3</dc:title>"
            "<dcterms:modified>2025-02-30T00:00:00Z</dcterms:modified>"
        ),
        "<dc:title>draft.docx</dc:title><dcterms:modified>1601-01-01T00:00:00Z</dcterms:modified>",
        "<dc:title> </dc:title><dc:language>what is this</dc:language><dcterms:modified>?</dcterms:modified>",
    ],
)
def test_what_means_nothing_is_not_believed(inside: str) -> None:
    made = read(paragraph("x"), docProps__core=core(inside))
    assert (made.title, made.language, made.published) == (None, None, None)


def test_a_document_without_text() -> None:
    assert read("<w:p/>").text == ""


def test_a_document_of_pictures_is_told_of() -> None:
    with pytest.raises(UnreadableError, match="holds pictures and no text; save it as PDF"):
        read(paragraph(""), **{"word__media__image1.png": "x"})


def test_raised_numbers_are_no_part_of_the_number_before() -> None:
    raised = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t></w:r>'
    assert read(f"<w:p><w:r><w:t>It covers 45 km</w:t></w:r>{raised}</w:p>").text == "It covers 45 km²\n"


def test_damaged_documents_are_refused() -> None:
    whole = docx(paragraph("x"))
    for raw in (b"", whole[:100], whole[:-30]):
        with pytest.raises(UnreadableError, match="damaged archive"):
            read_docx(raw)
    for body in ("<w:p>", "\x00", "&entity;"):
        with pytest.raises(UnreadableError, match="damaged Word document"):
            read(body)
    with pytest.raises(UnreadableError, match="damaged XML"):
        read(paragraph("x"), docProps__core="<a>")


def test_deep_nesting_is_refused() -> None:
    deep = "<w:sdt><w:sdtContent>" * 5_000 + "</w:sdtContent></w:sdt>" * 5_000
    with pytest.raises(UnreadableError, match="nested too deeply"):
        read(deep)


@pytest.mark.parametrize("part", ["word__document", "docProps__core", "word__styles"])
def test_entities_are_refused(part: str) -> None:
    entities = "".join(f'<!ENTITY e{at} "{f"&e{at - 1};" * 10}">' for at in range(1, 10))
    with pytest.raises(UnreadableError, match="declares entities"):
        read("", **{part: f'<!DOCTYPE a [<!ENTITY e0 "lol">{entities}]><a>&e9;</a>'})


def test_other_files_are_no_word_documents() -> None:
    held = BytesIO()
    with ZipFile(held, "w") as made:
        made.writestr("ppt/presentation.xml", "<a/>")
    with pytest.raises(UnreadableError, match="is not a Word document"):
        read_docx(held.getvalue())


def test_encrypted_and_old_documents_are_refused() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000)
    with pytest.raises(UnreadableError, match=r"^is encrypted; remove its password$"):
        read_docx(ole + "EncryptedPackage".encode("utf-16-le"))
    with pytest.raises(UnreadableError, match="before 2007"):
        read_docx(ole)


def test_a_body_that_would_fill_the_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word, "LARGEST_BODY", 1_000)
    with pytest.raises(UnreadableError, match="MB of text"):
        read(paragraph("x" * 2_000))
