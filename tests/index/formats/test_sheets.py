"""Sheets as Markdown: Excel's, OpenDocument's and plain text with separators."""

from __future__ import annotations

import struct
from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import xlwt
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from index.blocks import BlockKind, blocks
from index.formats import grid, sheet_scan, sheets
from index.formats.converted import Converted, UnreadableError
from index.formats.sheets import read_csv, read_workbook

Fill = Callable[[Worksheet], object]


def xlsx(*fills: Fill) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for number, fill in enumerate(fills, 1):
        fill(book.create_sheet(f"S{number}"))
    held = BytesIO()
    book.save(held)
    return held.getvalue()


def rows(*values: tuple[object, ...]) -> Fill:
    return lambda sheet: [sheet.append(row) for row in values]


def body(converted: Converted) -> str:
    """The text below the first heading."""
    return converted.text.partition("\n\n")[2]


def labels(converted: Converted) -> dict[str, str]:
    """The line at which each place begins, by its label."""
    return {place.label: converted.text[place.start :].partition("\n")[0] for place in converted.places}


def changed(raw: bytes, name: str, old: str, new: str) -> bytes:
    """A workbook with another text in one of its parts."""
    held = BytesIO()
    with ZipFile(BytesIO(raw)) as source, ZipFile(held, "w", ZIP_DEFLATED) as made:
        for entry in source.namelist():
            content = source.read(entry)
            if entry == name:
                assert old.encode() in content
                content = content.replace(old.encode(), new.encode())
            made.writestr(entry, content)
    return held.getvalue()


def test_a_workbook() -> None:
    def sales(sheet: Worksheet) -> None:
        sheet.title = "Sales"
        sheet.append(["Revenue by region"])
        sheet.append([])
        sheet.append(["Region", "Revenue", "Share", "Since", "Open"])
        sheet.append(["Europe", 12_500_000, 0.125, date(2025, 3, 31), True])
        sheet.append(["A|B\nC", 2_500_000, -0.5, datetime(2024, 1, 2, 14, 30), False])
        sheet["B4"].number_format = sheet["B5"].number_format = '#,##0.0,,"M€"'
        sheet["C4"].number_format = sheet["C5"].number_format = "0.0%"
        sheet.append(["Source: the company"])

    read = read_workbook(xlsx(sales, rows(("Only text",))))
    assert read.text == (
        "## Sales\n\nRevenue by region\n\n"
        "| Region | Revenue | Share | Since | Open |\n| --- | --- | --- | --- | --- |\n"
        "| Europe | 12.5M€ | 12.5% | 2025-03-31 | TRUE |\n"
        "| A\\|B C | 2.5M€ | -50.0% | 2024-01-02 14:30 | FALSE |\n\n"
        "Source: the company\n\n## S2\n\nOnly text\n"
    )
    assert labels(read) == {
        "Sales": "## Sales",
        "Sales!A1": "Revenue by region",
        "Sales!A3:E3": "| Region | Revenue | Share | Since | Open |",
        "Sales!A4:E4": "| Europe | 12.5M€ | 12.5% | 2025-03-31 | TRUE |",
        "Sales!A5:E5": "| A\\|B C | 2.5M€ | -50.0% | 2024-01-02 14:30 | FALSE |",
        "Sales!A6": "Source: the company",
        "S2": "## S2",
        "'S2'!A1": "Only text",
    }
    assert [place.kind for place in read.places] == ["sheet", *["cells"] * 5, "sheet", "cells"]
    assert read.notes == ()


def test_hidden_sheets_and_unsaved_formulas_are_told_of() -> None:
    def secret(sheet: Worksheet) -> None:
        sheet["A1"] = "secret"
        sheet["A2"] = "=1+1"
        sheet.sheet_state = "hidden"

    def very(sheet: Worksheet) -> None:
        sheet["A1"] = "very secret"
        sheet.sheet_state = "veryHidden"

    one = read_workbook(xlsx(rows(("Sum", "=1+1"), ("Other", 3)), secret))
    assert one.notes == ("1 hidden sheet was skipped", "1 cell has a formula whose value was not saved")
    assert "secret" not in one.text
    two = read_workbook(xlsx(rows(("Sum", "=1+1", "=2+2")), secret, very))
    assert two.notes == ("2 hidden sheets were skipped", "2 cells have formulas whose values were not saved")


def test_what_the_workbook_says_of_itself() -> None:
    book = Workbook()
    book.active.append(["a"])
    book.properties.title, book.properties.language = "Annual figures", "de-DE"
    book.properties.modified = datetime(2025, 3, 31)
    held = BytesIO()
    book.save(held)
    read = read_workbook(held.getvalue())
    assert (read.title, read.language) == ("Annual figures", "de-DE")
    assert read.published is not None
    assert date.fromisoformat(read.published) == datetime.now().date()  # when it was saved


def test_years_head_a_table_and_amounts_do_not() -> None:
    read = read_workbook(xlsx(rows((None, 2023, 2024), ("Revenue", 5, 6), ("Costs", 3, 4))))
    assert body(read) == "|  | 2023 | 2024 |\n| --- | --- | --- |\n| Revenue | 5 | 6 |\n| Costs | 3 | 4 |\n"
    bare = read_workbook(xlsx(rows(("Revenue", 5, 6), ("Costs", 3, 4))))
    assert body(bare) == "|  |  |  |\n| --- | --- | --- |\n| Revenue | 5 | 6 |\n| Costs | 3 | 4 |\n"
    kinds = [block.kind for block in blocks(bare.text)]
    assert kinds == [BlockKind.HEADING, BlockKind.ROW, BlockKind.ROW]


def test_rows_below_an_empty_one_are_read_with_the_head_above() -> None:
    read = read_workbook(
        xlsx(rows(("Region", "Revenue"), ("Asia", 5), (), ("Total", 9), (), ("Name", "Unit"), ("x", 1)))
    )
    assert body(read).split("\n\n") == [
        "| Region | Revenue |\n| --- | --- |\n| Asia | 5 |",
        "| Region | Revenue |\n| --- | --- |\n| Total | 9 |",
        "| Name | Unit |\n| --- | --- |\n| x | 1 |\n",
    ]
    wider = read_workbook(xlsx(rows(("Region", "Revenue"), ("Asia", 5), (), ("Total", 9, 8))))
    assert "|  |  |  |\n| --- | --- | --- |\n| Total | 9 | 8 |" in wider.text


def test_merged_cells_are_in_each_row_and_column() -> None:
    def fill(sheet: Worksheet) -> None:
        rows(
            ("Figures of the year", None, None),
            (None, "2024", None),
            ("Line", "H1", "H2"),
            ("EBIT", 1, 2),
            (None, 3, 4),
        )(sheet)
        for area in ("A1:C1", "B2:C2", "A4:A5", "F9:G9"):
            sheet.merge_cells(area)

    raw = changed(xlsx(fill), "xl/worksheets/sheet1.xml", "F9:G9", "F9:XFD1048576")
    assert body(read_workbook(raw)) == (
        "Figures of the year\n\n|  | 2024 | 2024 |\n| Line | H1 | H2 |\n| --- | --- | --- |\n"
        "| EBIT | 1 | 2 |\n| EBIT | 3 | 4 |\n"
    )


def test_a_table_of_words_has_one_row_of_head() -> None:
    read = read_workbook(xlsx(rows(("Who", "What"), ("Ann", "runs"), ("Bob", "sits"))))
    assert [block.kind for block in blocks(body(read))] == [BlockKind.HEAD, BlockKind.ROW, BlockKind.ROW]


def test_lone_cells_begin_no_headings_and_no_fences() -> None:
    read = read_workbook(xlsx(rows(("# of people: 12",), (), ("```",), (), ("after",))))
    assert [(block.kind, read.text[block.start : block.end]) for block in blocks(read.text)][1:] == [
        (BlockKind.TEXT, "#\u00a0of people: 12"),
        (BlockKind.TEXT, "after"),
    ]


def test_sheets_that_hold_nothing_are_left_out() -> None:
    assert read_workbook(xlsx(rows(), rows(("a",)))).text == "## S2\n\na\n"
    assert read_workbook(xlsx(rows())).text == ""


def test_names_of_sheets_are_quoted_as_sheets_do_it() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.title = "Bob's Q1"
        sheet["AB12"] = "x"

    assert "'Bob''s Q1'!AB12" in labels(read_workbook(xlsx(fill)))


def test_too_many_cells_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = xlsx(rows((1, 2), (3, 4)))
    for module in (grid, sheet_scan, sheets):
        monkeypatch.setattr(module, "MOST_CELLS", 3)
    readers: tuple[Callable[[], Converted], ...] = (
        lambda: read_workbook(raw),
        lambda: read_csv("1,2\n3,4\n"),
        lambda: read_workbook(ods(ODS_ROW)),
    )
    for read in readers:
        with pytest.raises(UnreadableError, match="a sheet of more than 3 cells"):
            read()


def test_a_cell_at_the_end_of_the_world_is_refused() -> None:
    """The library would make room for all cells in between: hundreds of gigabytes."""

    def far(sheet: Worksheet) -> None:
        sheet["A1"] = 1
        sheet["XFD1048576"] = 1

    with pytest.raises(UnreadableError, match="far away from all others"):
        read_workbook(xlsx(far))


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml"])
def test_damaged_parts_are_refused(part: str) -> None:
    raw = xlsx(rows(("a", 1)))
    with pytest.raises(UnreadableError, match="damaged"):
        read_workbook(changed(raw, part, "</", "<"))


def test_deep_nesting_is_refused() -> None:
    deep = "<row>" * 5_000
    with pytest.raises(UnreadableError, match="damaged workbook"):
        read_workbook(
            changed(xlsx(rows(("a", 1))), "xl/worksheets/sheet1.xml", "<sheetData>", "<sheetData>" + deep)
        )


def test_entities_are_refused() -> None:
    entity = '<!DOCTYPE a [<!ENTITY b "c">]><workbook '
    with pytest.raises(UnreadableError, match="declares entities"):
        read_workbook(changed(xlsx(rows(("a", 1))), "xl/workbook.xml", "<workbook ", entity))


@pytest.mark.parametrize(
    "raw", [b"", b"a,b", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000)]
)
def test_what_is_no_workbook_is_refused(raw: bytes) -> None:
    with pytest.raises(UnreadableError, match=r"is (?:not a workbook|a damaged)"):
        read_workbook(raw)


def test_another_office_file_is_no_workbook() -> None:
    held = BytesIO()
    with ZipFile(held, "w") as made:
        made.writestr("word/document.xml", "<w/>")
    with pytest.raises(UnreadableError, match="is not a workbook"):
        read_workbook(held.getvalue())


# --- .xls


def xls(*, hidden: bool = False) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Old")
    percent, day, money = (
        xlwt.easyxf(num_format_str=code) for code in ("0.0%", "yyyy-mm-dd", '#,##0.0,,"M€"')
    )
    for column, head in enumerate(("Region", "Share", "Since", "Revenue", "Open")):
        sheet.write(0, column, head)
    sheet.write_merge(1, 2, 0, 0, "Asia")
    for row in (1, 2):
        sheet.write(row, 1, 0.125, percent)
        sheet.write(row, 2, datetime(2025, 3, 31), day)
        sheet.write(row, 3, 12_500_000, money)
        sheet.write(row, 4, row == 1)
    other = book.add_sheet("Secret")
    other.write(0, 0, "secret")
    other.visibility = int(hidden)
    held = BytesIO()
    book.save(held)
    return held.getvalue()


def test_a_workbook_of_before_2007() -> None:
    read = read_workbook(xls(hidden=True))
    assert read.text == (
        "## Old\n\n| Region | Share | Since | Revenue | Open |\n| --- | --- | --- | --- | --- |\n"
        "| Asia | 12.5% | 2025-03-31 | 12.5M€ | TRUE |\n| Asia | 12.5% | 2025-03-31 | 12.5M€ | FALSE |\n"
    )
    assert read.notes == ("1 hidden sheet was skipped",)
    assert "## Secret\n\nsecret" in read_workbook(xls()).text


def test_old_workbooks_cut_off_anywhere_are_refused_or_whole() -> None:
    raw = xls()
    whole = read_workbook(raw).text
    outcomes = [outcome(raw[:end]) for end in range(0, len(raw), 97)]
    assert {*outcomes} <= {whole, "refused"}
    assert outcomes.count("refused") > len(outcomes) // 2


def outcome(raw: bytes) -> str:
    try:
        return read_workbook(raw).text
    except UnreadableError:
        return "refused"


def test_an_encrypted_workbook_is_named_so() -> None:
    raw = bytearray(xls())
    start = raw.index(b"\x09\x08\x10\x00\x00\x06\x05\x00")  # the record that begins the workbook
    interface = raw.index(b"\xe1\x00\x02\x00", start)
    raw[interface : interface + 4] = b"\x2f\x00\x02\x00"  # a record that says it is encrypted
    with pytest.raises(UnreadableError, match=r"^is encrypted; remove its password$"):
        read_workbook(bytes(raw))


# --- .xlsb


def record(kind: int, content: bytes) -> bytes:
    number = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    return number + bytes([len(content)]) + content


def wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def xlsb(row: int = 0) -> bytes:
    """A binary workbook with a head and a row, whose second cell is a percentage."""
    workbook = record(131, b"") + record(143, b"")
    workbook += (
        record(156, struct.pack("<II", 0, 1) + wide("rId1") + wide("Bin"))
        + record(144, b"")
        + record(132, b"")
    )
    styles = record(278, b"") + record(615, struct.pack("<I", 1))
    styles += record(44, struct.pack("<H", 164) + wide("0.0%")) + record(616, b"")
    styles += record(617, struct.pack("<I", 2))
    styles += b"".join(record(47, struct.pack("<HH", 0, code) + bytes(12)) for code in (0, 164)) + record(
        618, b""
    )
    cells = record(0, struct.pack("<I", 0) + bytes(13))
    cells += record(6, struct.pack("<II", 0, 0) + wide("Region")) + record(
        6, struct.pack("<II", 1, 0) + wide("Share")
    )
    cells += record(0, struct.pack("<I", row or 1) + bytes(13))
    cells += record(6, struct.pack("<II", 0, 0) + wide("Asia")) + record(5, struct.pack("<IId", 1, 1, 0.125))
    sheet = record(129, b"") + record(148, struct.pack("<IIII", 0, 1, 0, 1)) + record(145, b"") + cells
    sheet += record(146, b"") + record(130, b"")
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    named = f'<Relationship Id="rId1" Type="{office}/worksheet" Target="worksheets/sheet1.bin"/>'
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    held = BytesIO()
    with ZipFile(held, "w") as made:
        made.writestr("xl/workbook.bin", workbook)
        made.writestr(
            "xl/_rels/workbook.bin.rels", f'<Relationships xmlns="{package}">{named}</Relationships>'
        )
        made.writestr("xl/styles.bin", styles)
        made.writestr("xl/worksheets/sheet1.bin", sheet)
    return held.getvalue()


def test_a_binary_workbook() -> None:
    read = read_workbook(xlsb())
    assert read.text == "## Bin\n\n| Region | Share |\n| --- | --- |\n| Asia | 12.5% |\n"
    assert labels(read)["Bin!A2:B2"] == "| Asia | 12.5% |"


def test_a_binary_workbook_with_a_cell_far_away_is_refused() -> None:
    with pytest.raises(UnreadableError, match="far away"):
        read_workbook(xlsb(row=8_000_000))


# --- .ods

ODS_ROW = """<table:table-row>
<table:table-cell office:value-type="string"><text:p>Asia</text:p></table:table-cell>
<table:table-cell office:value-type="percentage" office:value="0.125"><text:p>12,5 %</text:p>
</table:table-cell>
<table:table-cell office:value-type="currency" office:value="12500000"><text:p>12,5 M€</text:p>
</table:table-cell>
<table:table-cell office:value-type="date" office:date-value="2025-03-31T00:00:00"><text:p>31.03.25</text:p>
</table:table-cell></table:table-row>"""
ODS_HEAD = "".join(
    f'<table:table-cell office:value-type="string"><text:p>{name}</text:p></table:table-cell>'
    for name in ("Region", "Share", "Revenue", "Since")
)


def ods(content: str, *, manifest: str = "<a/>", hidden: str = "") -> bytes:
    names = {
        name: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"
        for name in ("table", "office", "text", "style")
    }
    declared = " ".join(f'xmlns:{name}="{uri}"' for name, uri in names.items())
    held = BytesIO()
    with ZipFile(held, "w") as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        made.writestr("META-INF/manifest.xml", manifest)
        made.writestr(
            "content.xml",
            f"<office:document-content {declared}><office:automatic-styles>"
            '<style:style style:name="off" style:family="table">'
            '<style:table-properties table:display="false"/>'
            "</style:style></office:automatic-styles><office:body><office:spreadsheet>"
            f'<table:table table:name="Open">{content}</table:table>'
            f'<table:table table:name="Off" table:style-name="off">{hidden}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return held.getvalue()


def test_an_open_document() -> None:
    read = read_workbook(ods(f"<table:table-row>{ODS_HEAD}</table:table-row>{ODS_ROW}", hidden=ODS_ROW))
    assert read.text == (
        "## Open\n\n| Region | Share | Revenue | Since |\n| --- | --- | --- | --- |\n"
        "| Asia | 12,5 % | 12,5 M€ | 2025-03-31 |\n"
    )
    assert labels(read)["Open!A2:D2"] == "| Asia | 12,5 % | 12,5 M€ | 2025-03-31 |"
    assert read.notes == ("1 hidden sheet was skipped",)


def test_cells_and_rows_of_an_open_document_are_repeated_and_spanned() -> None:
    content = (
        f"<table:table-row>{ODS_HEAD}</table:table-row>"
        '<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="2">'
        '<text:p>x<text:s/>y</text:p></table:table-cell><table:table-cell table:number-columns-spanned="2">'
        "<text:p>wide</text:p></table:table-cell><table:covered-table-cell/></table:table-row>"
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    )
    read = read_workbook(ods(content))
    assert read.text.splitlines()[4:] == ["| x y | x y | wide | wide |", "| x y | x y | wide |  |"]


def test_a_row_repeated_without_end_is_refused() -> None:
    many = ODS_ROW.replace("<table:table-row>", '<table:table-row table:number-rows-repeated="1000000">')
    with pytest.raises(UnreadableError, match="more than 200,000 cells"):
        read_workbook(ods(many))
    wide_row = ODS_ROW.replace(
        "<table:table-cell ", '<table:table-cell table:number-columns-repeated="999999999" ', 1
    )
    with pytest.raises(UnreadableError, match="more than 200,000 cells"):
        read_workbook(ods(wide_row))


def test_remarks_and_unsaved_formulas_of_an_open_document() -> None:
    cell = (
        '<table:table-cell office:value-type="string">'
        "<office:annotation><text:p>remark</text:p></office:annotation>"
        '<text:p>seen</text:p></table:table-cell><table:table-cell table:formula="of:=1+1"/>'
    )
    read = read_workbook(ods(f"<table:table-row>{cell}</table:table-row>"))
    assert read.text == "## Open\n\nseen\n"
    assert read.notes == ("1 hidden sheet was skipped", "1 cell has a formula whose value was not saved")


def test_an_encrypted_open_document_is_refused() -> None:
    with pytest.raises(UnreadableError, match=r"^is encrypted; remove its password$"):
        read_workbook(ods(ODS_ROW, manifest="<a><encryption-data/></a>"))


# --- CSV


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(mark: str) -> None:
    read = read_csv(f"Region{mark}Revenue\nAsia{mark}5\nEurope{mark}6\n")
    assert read.text == "| Region | Revenue |\n| --- | --- |\n| Asia | 5 |\n| Europe | 6 |\n"
    assert labels(read) == {
        "A1:B1": "| Region | Revenue |",
        "A2:B2": "| Asia | 5 |",
        "A3:B3": "| Europe | 6 |",
    }


def test_decimal_commas_part_nothing() -> None:
    assert read_csv("2023;1,5\n2024;2,5\n").text.splitlines()[-1] == "| 2024 | 2,5 |"


@pytest.mark.parametrize("first", ["sep=;", '"sep=;"', "sep=;\r", "\ufeffsep=;"])
def test_a_declared_delimiter_is_believed(first: str) -> None:
    read = read_csv(f"{first}\na,b;c\nd,e;f\n")
    assert read.text == "| a,b | c |\n| --- | --- |\n| d,e | f |\n"
    assert [place.label for place in read.places] == ["A2:B2", "A3:B3"]


def test_a_declared_tab() -> None:
    assert read_csv("sep=\t\na,b\tc\n").text == "| a,b | c |\n| --- | --- |\n"


def test_line_breaks_and_pipes_in_cells() -> None:
    read = read_csv('Name,Note\r\n"Ann","two\r\nlines | ""said"""\r\nBob,x\r\n')
    assert read.text.splitlines()[2:] == ['| Ann | two lines \\| "said" |', "| Bob | x |"]


def test_quotation_marks_without_end_are_text() -> None:
    read = read_csv('a,b\n"c,d\ne,f\n')
    assert read.text.splitlines()[2:] == ['| "c | d |', "| e | f |"]
    assert read.notes == ("the quotation marks are not closed; they were read as text",)


def test_a_list_is_no_table() -> None:
    assert read_csv("one\ntwo\n").text == "one\n\ntwo\n"
    assert read_csv("").text == ""
    assert read_csv("\n \n,,\n").text == ""


def test_a_field_without_end_does_not_stop_the_program() -> None:
    long = "x" * 2_000_000
    assert len(read_csv(f'a,b\n"{long},c\n').text) > 2_000_000


def test_a_row_of_one_amount_below_a_table_is_of_it() -> None:
    """A remark below the first column is not."""
    made = read_csv("port,boats\nElm,9\n,11\nSource: the port\n")
    assert made.text == "| port | boats |\n| --- | --- |\n| Elm | 9 |\n|  | 11 |\n\nSource: the port\n"
    made = read_csv("year,boats\n2024,9\n17\n")
    assert made.text == "| year | boats |\n| --- | --- |\n| 2024 | 9 |\n| 17 |  |\n"
