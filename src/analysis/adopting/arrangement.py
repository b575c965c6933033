"""How the registers of `data/raw` are read: by what stands elsewhere in their file and by what the office said once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

import pyarrow.compute as pc

from analysis.adopting.answer_values import DATED_BY
from analysis.adopting.answers import LEFT_OUT, Answers, FileAnswers, HeaderAnswers, SheetAnswers
from analysis.adopting.answers_text import read_answers
from analysis.adopting.columns import asked_about, one_for_each, said, same_in_all, with_names
from analysis.adopting.funds import by_fund, support_column, unit_over
from analysis.adopting.groups import OTHER
from analysis.adopting.headers import (
    column_texts,
    fingerprint_of,
    header_rows,
    header_texts,
    renamed,
)
from analysis.adopting.kinds import check_kinds, kind_of_word, kinds_of_schemes
from analysis.adopting.money import check_undecided, left_out
from analysis.adopting.one_fund import with_other_fund
from analysis.adopting.places import with_places
from analysis.adopting.statuses import by_status
from analysis.adopting.unused import tell_other_years, tell_unused
from analysis.adopting.years import by_year, check_years_beside, years_of_groups
from analysis.around.named_years import (
    years_above,
    years_in_name,
    years_over_money,
    years_over_sheet,
)
from analysis.faults import Problems
from analysis.raw.rows import RawData
from analysis.sheets.sheet import Sheet
from analysis.tables.columns import MONEY, REGISTER_COLUMNS
from analysis.tables.dates import NO_DATE
from analysis.tables.table import Standing, Table, in_any_case

_OFFICE = "doc-so.toml"


@dataclass(frozen=True, eq=False)
class Arrangement:
    """Reads registers as the answers say, and by the rules for what a file says outside its cells."""

    answers: Answers

    def named(self, sheets: list[Sheet], problems: Problems) -> list[Sheet]:
        """The sheets of a file that are read, their answered columns under the names of a register."""
        if not sheets or not (self.answers.headers or self.answers.files):
            return sheets
        own = self.answers.file(sheets[0].file, sheets[0].sha256)
        if own is not None:
            _check_sheets(own, sheets, problems)
            _check_rows(own, sheets, problems)
            unread = {name for name, told in own.sheets.items() if told.unread}
            for sheet in sheets:
                if sheet.name in unread:
                    problems.tell("header-not-found", sheet.place(), "không đọc, theo doc-so.toml")
            sheets = [sheet for sheet in sheets if sheet.name not in unread]
        return [self._renamed(sheet) for sheet in sheets]

    def _renamed(self, sheet: Sheet) -> Sheet:
        for header in self.answers.headers:
            if header.columns and header.texts:
                for top, texts in list(header_rows(sheet, header.texts, header.rows)):
                    meanings = header.meanings(texts)
                    sheet = renamed(sheet, top, header.rows, texts, meanings)
        return sheet

    def completed(self, table: Table, problems: Problems) -> list[Table]:
        """The registers that a table is, with the columns that it lacks and that something else says."""
        texts = header_texts(table)
        header = self.answers.header(fingerprint_of(texts))
        file, here = self._of_sheet(table.sheet)
        if header is not None:
            _check_height(table, header, problems)
            table = _by_header(table, header, texts, here.unit, problems)
        if file is not None:
            tell_unused(table, here, problems)
            table = said(table, _left_out(file))
        years = {}
        if header is not None:
            years = {index: header.year_of(text) for index, text in enumerate(texts)}
        tables: list[Table] = []
        for one in by_year(table, years, problems):
            tables += by_status(one, problems)
        completed = [_completed(one, header, here, problems) for one in tables]
        for one in completed[:1]:
            check_undecided(one, texts, here.unit, problems)
        return completed

    def _of_sheet(self, sheet: Sheet) -> tuple[FileAnswers | None, SheetAnswers]:
        file = self.answers.file(sheet.file, sheet.sha256)
        if file is None:
            return None, SheetAnswers()
        return file, file.of_sheet(sheet.name or "")


BY_RULES = Arrangement(Answers())


def arrangement_of(raw: RawData, problems: Problems | None = None) -> Arrangement:
    """How the registers of `data/raw` are read; `problems` receives the faults of the answers."""
    if raw.answers is None:
        return BY_RULES
    return Arrangement(read_answers(raw.answers, problems or Problems()))


def _check_sheets(own: FileAnswers, sheets: list[Sheet], problems: Problems) -> None:
    names = {sheet.name or "" for sheet in sheets}
    for name in own.sheets:
        if name not in names:
            got = f'doc-so.toml nêu trang tính "{name}" mà tệp không có'
            problems.fault("answers-unknown", sheets[0].place(), got, ", ".join(sorted(names)))


def _check_rows(own: FileAnswers, sheets: list[Sheet], problems: Problems) -> None:
    """Refuse years of rows, and pairs of rows, for a whole workbook, of which each sheet has such rows."""
    name = sheets[0].name
    if name is None:
        return
    if own.whole.years:
        got = "doc-so.toml ghi nam_cua_dong mà không nêu trang tính"
        wanted = f'mục [tep.trang."{name}".nam_cua_dong]'
        problems.fault("answers-unknown", sheets[0].place(), got, wanted)
    if own.whole.pairs and len(sheets) > 1:
        got = "doc-so.toml ghi mot_de_an mà không nêu trang tính"
        wanted = f'dòng mot_de_an ở mục [tep.trang."{name}"]'
        problems.fault("answers-unknown", sheets[0].place(), got, wanted)


def _check_height(table: Table, header: HeaderAnswers, problems: Problems) -> None:
    """Refuse answers whose number of rows is not that of their header: no column would be read by them."""
    top, bottom = table.header.top, table.header.bottom
    texts = column_texts(table.sheet, top, top + header.rows - 1)
    if not header.columns or fingerprint_of(texts) == header.fingerprint:
        return
    rows = bottom - top + 1
    got = f"doc-so.toml ghi so_dong = {header.rows} mà tiêu đề có {rows} dòng"
    where = table.sheet.place(top)
    problems.fault(
        "answers-differ", where, got, f"so_dong = {rows}", "sửa so_dong trong doc-so.toml"
    )


def _left_out(file: FileAnswers) -> dict[str, str]:
    """The sheets that are not read, as every other table of the file depends on them."""
    unread = (name for name, told in file.sheets.items() if told.unread)
    return {f'khong_doc, trang "{name}"': "true" for name in unread}


def _by_header(
    table: Table, header: HeaderAnswers, texts: list[str], unit: int | None, problems: Problems
) -> Table:
    """The table with what holds for its header: columns left out, and words."""
    meanings = header.meanings(texts)
    out = [index for index, text in enumerate(texts) if meanings.get(text) == LEFT_OUT]
    if out:
        table = left_out(table, texts, out, unit, problems)
    used = {f"nghia, {text}": meaning for text, meaning in meanings.items()}
    for text in meanings:
        if year := header.year_of(text):
            used[f"nghia, {text}"] += f", năm {year}"
    if header.dated_by not in ("", NO_DATE) and header.dated_by not in table.header.columns:
        label = REGISTER_COLUMNS[header.dated_by].label
        got = f'doc-so.toml ghi {DATED_BY} = "{label}" mà danh mục không có cột đó'
        problems.fault("answers-unknown", table.place_over(), got)
    elif header.dated_by:
        used[DATED_BY] = header.dated_by
        table = replace(table, dated_by=header.dated_by)
    words = {code: in_any_case(told) for code, told in header.words.items()}
    return said(replace(table, words=words), used)


def _by_file(table: Table, here: SheetAnswers) -> Table:
    """The table with what holds for its file: the unit, the status, the territory.

    What its header or its cells say is nearer; an answer that nothing is read by is not told.
    """
    used: dict[str, object] = {}
    if here.unit is not None:
        table, is_used = _with_unit(table, here.unit)
        if is_used:
            used["unit"] = here.unit
    if here.status and table.standing is None and _has_open_status(table):
        table = replace(table, standing=Standing(here.status, by_office=True))
        used["status"] = here.status
    if here.territory:
        used["territory"] = here.territory
    rows = set((table.schemes + 1).tolist()) if here.pairs else set()
    if own := [pair for pair in here.pairs if rows.intersection(pair)]:
        used["pairs"] = tuple(own)
    for row in (table.schemes + 1).tolist() if here.years else ():
        if row in here.years:
            used[f"nam_cua_dong, dòng {row}"] = here.years[row]
    years = {**here.years, **table.years}
    table = replace(table, territory=here.territory, pairs=here.pairs, years=years)
    return said(table, used)


def _with_unit(table: Table, unit: int) -> tuple[Table, bool]:
    """The table with a unit for the columns of money whose header states none; whether there are any."""
    money = set(table.header.indexes(MONEY))
    support = support_column(table)
    if support is not None and unit_over(table, support) is None:
        money.add(support)
    names = [
        replace(name, unit=unit) if index in money and name.unit is None else name
        for index, name in enumerate(table.header.names)
    ]
    changed = replace(table, header=with_names(table.header, names))
    return changed, names != list(table.header.names)


def _has_open_status(table: Table) -> bool:
    """Whether some scheme states no status."""
    if "status" not in table.header.columns:
        return True
    cells = pc.utf8_trim_whitespace(table.texts("status"))
    return bool(pc.any(pc.equal(cells, "")).as_py())


def _completed(
    table: Table, header: HeaderAnswers | None, here: SheetAnswers, problems: Problems
) -> Table:
    if not len(table.schemes):
        return table
    table = _by_file(table, here)
    table = by_fund(table, here.fund, problems)
    table = with_other_fund(table, here.fund, problems)
    if "year" not in table.header.columns:
        table = _with_year(table, here.year, problems)
        if "year" in table.header.columns:
            check_years_beside(table, problems)
    if "place" not in table.header.columns:
        table = with_places(table, problems)
    if "kind" not in table.header.columns:
        table = _with_kind(table, header, problems)
    if "activity_text" not in table.header.columns and "kind" in table.header.columns:
        kind = table.header.columns["kind"]
        source = table.sheet.sources.get(kind, kind)
        where = table.place_over()
        message = "không có cột Nội dung hoạt động: ghi theo Loại hình"
        problems.tell("activity-from-kind", where, message)
        typed = [table.meaning("kind", text) for text in table.texts("kind").to_pylist()]
        kinds = [kind_of_word(text) or text for text in typed]
        table = one_for_each(table, "activity_text", kinds, source)
    return table


def _with_year(table: Table, answer: int | None, problems: Problems) -> Table:
    """The table with the years of its groups, or the one year that anything else names."""
    groups = years_of_groups(table)
    words, years = next(_years(table, answer), ("", set()))
    year = str(min(years)) if len(years) == 1 else ""
    # The title that a page repeats is a group of its own year, with nothing new.
    if set(groups) - {"", year}:
        return _with_years_of_groups(table, groups, answer, problems)
    if not year:
        return table
    message = f"không có cột Năm: mọi đề án được hiểu là của năm {year}, theo {words}"
    problems.tell("year-from-words", table.place_over(), message)
    if words == _OFFICE:
        table = said(table, {"year": year})
    elif answer is not None:
        years_of_all = [int(year)] * len(table.schemes)
        tell_other_years(table, answer, years_of_all, words, problems)
    return same_in_all(table, "year", year)


def _with_years_of_groups(
    table: Table, groups: Sequence[str], answer: int | None, problems: Problems
) -> Table:
    """The table with the year of each scheme's group; for a scheme of no such group the office must say it.

    The title may mean the schemes of all groups or of some: it says nothing of those that stand in none.
    """
    years = [year if year != OTHER else "" for year in groups]
    if answer is not None and not all(years):
        years = [year or str(answer) for year in years]
        table = said(table, {"year": answer})
    elif answer is not None:
        tell_other_years(table, answer, map(int, years), "dòng nhóm", problems)
    if not all(years):
        return table
    message = f"không có cột Năm: năm của {len(years)} đề án lấy theo dòng nhóm ({', '.join(sorted(set(years)))})"
    problems.tell("year-from-words", table.place_over(), message)
    return one_for_each(table, "year", years, None)


def _years(table: Table, answer: int | None) -> Iterator[tuple[str, set[int]]]:
    """What names years, the nearest first: the header over the money, the office, the title, the sheet, the file."""
    yield from years_over_money(table)
    if answer is not None:
        yield _OFFICE, {answer}
    named = list(years_above(table))
    titles = [(words, years) for words, years in named if words.startswith("tên bảng")]
    if titles:
        common = set.intersection(*(years for _, years in titles))
        yield titles[-1][0], common
    yield from (one for one in named if one not in titles)
    yield from years_over_sheet(table)
    stem = PurePosixPath(table.sheet.file).stem
    if years := years_in_name(stem):
        yield f'tên tệp "{stem}"', years


def _with_kind(table: Table, header: HeaderAnswers | None, problems: Problems) -> Table:
    """The table with the kinds of its groups; its activities or, where the office said so, names say the others."""
    words = in_any_case({} if header is None else header.words.get("kind", {}))
    by_name = header is not None and header.kinds_by_name
    kinds = kinds_of_schemes(table, words, by_name=by_name)
    if not check_kinds(table, kinds, words, problems):
        return asked_about(table, ("kind", "activity_text"))
    if not all(kinds.labels):
        return table
    told = {"": "dòng nhóm", "activity_text": "cột Nội dung hoạt động", "name": "tên đề án"}
    counts = {code: count for code, count in kinds.counts.items() if count}
    sources = ", ".join(
        f"của {count} đề án lấy theo {told[code]}" for code, count in counts.items()
    )
    message = f"không có cột Loại hình: loại hình {sources}"
    problems.tell("kind-from-words", table.place_over(), message)
    if "name" in counts:
        table = said(table, {"loai_hinh_theo_ten": "true"})
    one = next(iter(counts)) if len(counts) == 1 else ""
    return one_for_each(table, "kind", kinds.labels, table.header.columns.get(one))
