"""A table from a spreadsheet, as councils save one: read whole, with every fault of the file itself told at once."""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from io import StringIO
from typing import Any

LARGEST = 20_000_000  # bytes
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # Excel's own files, new and old
MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
SEPARATORS = ",;\t"
WINDOWS = "The file is not UTF-8, so it was read as Windows text. Check names with accents."


@dataclass(frozen=True)
class Fault:
    """What is wrong, with its line and column in the file, and the mend. Line 0 is the file itself."""

    line: int
    column: str
    message: str

    def __str__(self) -> str:
        where = f"line {self.line}" if self.line else "the file"
        return f"{where}{f', column {self.column}' if self.column else ''}: {self.message}"


@dataclass(frozen=True)
class Line:
    """A row with its line in the file; `cells` are those that are not empty, by column."""

    number: int
    cells: Mapping[str, str]


@dataclass
class Sheet:
    """What a file holds. `note` is to be told though nothing is wrong."""

    lines: list[Line] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    note: str = ""


def read_sheet(content: bytes, columns: Sequence[str], needed: Sequence[str]) -> Sheet:
    """The rows of a CSV file with these columns, whatever separates them; `needed` are those it must have."""
    sheet = Sheet()
    text = _decoded(content, sheet)
    if text is None:
        return sheet
    try:
        rows = list(_rows(text, columns))
    except csv.Error as error:
        sheet.faults.append(Fault(0, "", f"It cannot be read as CSV: {error}. Save it again as “CSV UTF-8”."))
        return sheet
    if len(rows) < 2:
        sheet.faults.append(Fault(0, "", "It holds no row below its header. See childpath take-on --template."))
        return sheet
    (first, header), *rest = rows
    named = list(map(_named, header))
    sheet.faults += _of_header(first, named, columns, needed)
    if set(needed) <= set(named):  # else every row would be told to lack what the header lacks
        sheet.lines = [Line(number, _cells(named, row)) for number, row in rest]
    sheet.faults += [
        Fault(number, "", f"It has {len(row)} cells and the header only {len(named)}. Put text with commas in quotes.")
        for number, row in rest
        if len(row) > len(named)
    ]
    return sheet


def _decoded(content: bytes, sheet: Sheet) -> str | None:
    if content.startswith(WORKBOOKS):
        return _refuse(sheet, "It is a workbook. In Excel, save it as “CSV UTF-8 (Comma delimited)”.")
    if len(content) > LARGEST:
        return _refuse(sheet, f"It is larger than {LARGEST // 10**6} MB. Split it by families.")
    marked = next((encoding for mark, encoding in MARKS.items() if content.startswith(mark)), None)
    for encoding in (marked,) if marked else ("utf-8", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            sheet.note = WINDOWS if encoding == "cp1252" else ""
            return text
    return _refuse(sheet, "It is no text that can be read. Save it as “CSV UTF-8”.")


def _refuse(sheet: Sheet, message: str) -> None:
    sheet.faults.append(Fault(0, "", message))


def _rows(text: str, columns: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold anything, each with the line on which it begins. Raises csv.Error."""
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep="):  # a line that only Excel reads
        return ((number + 1, row) for number, row in _rows(rest, columns))
    best = max(SEPARATORS, key=lambda one: len(set(map(_named, first.split(one))) & set(columns)))
    return _read(csv.reader(StringIO(text, newline=""), delimiter=best, strict=True))


def _read(reader: Any) -> Iterator[tuple[int, list[str]]]:
    begins = 1
    for row in reader:
        while row and not row[-1].strip():
            row.pop()
        if row:
            yield begins, row
        begins = reader.line_num + 1


def _named(cell: str) -> str:
    """A column's name, however a person wrote it: "Birth date" is birth_date."""
    return "_".join(cell.strip().lower().replace("-", " ").replace("_", " ").split())


def _cells(named: Sequence[str], row: Sequence[str]) -> dict[str, str]:
    return {name: cell.strip() for name, cell in zip(named, row, strict=False) if cell.strip()}


def _of_header(line: int, named: Sequence[str], columns: Sequence[str], needed: Iterable[str]) -> Iterator[Fault]:
    for name, count in Counter(named).items():
        if count > 1:
            yield Fault(line, name, f"{count} columns are called so. Keep one." if name else "A column has no name.")
        elif name not in columns:
            near = get_close_matches(name, columns, 1)
            yield Fault(line, name, f"There is no such column.{f' Did you mean {near[0]}?' if near else ''}")
    if missing := [name for name in needed if name not in named]:
        yield Fault(line, ", ".join(missing), "The header lacks it. See childpath take-on --template.")
