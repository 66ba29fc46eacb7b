"""A table from a spreadsheet, however it was saved: its rows, or all that is wrong with the file."""

import pytest

from webapp.cli_commands.take_on_sheet import WINDOWS, read_sheet

COLUMNS = ("family", "given_name", "birth_date", "notes")
TEXT = "family,given_name,birth_date\n1,Zoë,2019-03-27\n"


def read(content: bytes | str):
    return read_sheet(content.encode() if isinstance(content, str) else content, COLUMNS, ("family", "given_name"))


def faults(content: bytes | str) -> list[str]:
    return list(map(str, read(content).faults))


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        TEXT.encode("cp1252"),
        TEXT.replace(",", ";").encode(),
        TEXT.replace(",", "\t").encode("utf-16"),
        ("sep=;\n" + TEXT.replace(",", ";")).encode(),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("given_name", " Given Name ").replace("birth_date", "Birth-Date").encode(),
        (TEXT + "\n,,\n").encode(),
        TEXT.replace("\n", ",,,\n").encode(),
    ],
)
def test_a_table_is_read_as_excel_and_others_save_it(content: bytes):
    sheet = read(content)
    assert sheet.faults == []
    (line,) = sheet.lines
    assert line.cells == {"family": "1", "given_name": "Zoë", "birth_date": "2019-03-27"}


def test_text_of_windows_is_said_to_be_so():
    assert read(TEXT.encode("cp1252")).note == WINDOWS
    assert read(TEXT).note == ""


def test_a_row_has_the_line_on_which_it_begins():
    sheet = read('family,given_name,notes\n1,Ava,"two\nlines"\n\n2,Ben,\n')
    assert [line.number for line in sheet.lines] == [2, 5]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04rest", "the file: It is a workbook."),
        (b"", "It holds no row below its header."),
        ("family,given_name\n", "It holds no row below its header."),
        (b"family,given_name\n1,\x81\n", "It is no text that can be read."),
        ('family,given_name\n1,"Ava\n', "It cannot be read as CSV"),
        ("family,birth_date\n1,2019-03-27\n", "line 1, column given_name: The header lacks it."),
        ("family,given_name,birthdate\n1,Ava,\n", "There is no such column. Did you mean birth_date?"),
        ("family,given_name,family\n1,Ava,1\n", "line 1, column family: 2 columns are called so."),
        ("family,given_name\n1,Hill, Ava\n", "line 2: It has 3 cells and the header only 2."),
        (b"x" * 20_000_001, "It is larger than 20 MB."),
    ],
)
def test_what_is_wrong_with_a_file_is_told(content: bytes | str, said: str):
    assert any(said in fault for fault in faults(content))


def test_all_that_is_wrong_is_told_at_once_and_the_rows_are_read_all_the_same():
    sheet = read("family,given_name,colour,size\n1,Ava,red,2\n1,Ben,blue,3,4\n")
    assert len(sheet.faults) == 3
    assert [line.cells["given_name"] for line in sheet.lines] == ["Ava", "Ben"]
