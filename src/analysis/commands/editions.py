"""The editions of a batch: of a CSV file, of all that data/raw has, or places by years; every mistake at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from analysis.definitions.provinces import province_of, territory_name, usual
from analysis.delimited import QuoteError, plain_text, records_of
from analysis.edition import Edition, place_slug
from analysis.errors import NoDataError, ParameterError
from analysis.figures.held_parts import fields_held
from analysis.figures.periods import Period, periods_in, periods_of_forms, refuse_no_data
from analysis.figures.places import territories_of_files
from analysis.issued.shelf import read_issued
from analysis.messages import printable, why_unread
from analysis.official.reported import at_places, figures_of_forms
from analysis.parameters import PERIOD_NAMES, Batch, Parameters, parse_parameters
from analysis.project import Project
from analysis.raw.corrections import corrected
from analysis.raw.rows import RawData
from analysis.registers.reader import RegisterResult
from analysis.stages.asked import edition_asked
from analysis.stages.reading import refuse_faulty

ALL = "all"
UNKNOWN = "place-unknown"
HEADINGS = [*PERIOD_NAMES, *map(str.lower, PERIOD_NAMES)]


def editions_of(
    project: Project, batch: Batch, raw: RawData, registers: RegisterResult
) -> list[Parameters]:
    """The parameters of each edition asked for, in the order in which they are asked for.

    Raises:
        InputErrors: data/raw has faults for which no edition could be made.
        IssuedError: a record of an issued edition is damaged.
        ParameterError: an edition is unknown, wrong or asked for twice, or there is none; all are told.
    """
    refuse_faulty(raw, read_issued(project.issued))
    read = corrected(raw)
    periods = _periods_held(project, read, registers)
    if batch.editions == ALL:
        asked = [("all", given) for given in _all_of(periods)]
    elif batch.editions is not None:
        asked = list(_in_file(project.root / batch.editions, batch.editions))
    else:
        places = batch.places or (project.own_place().slug,)
        asked = [
            (f"{place} {year}", {"PLACE": place, "YEAR": str(year)})
            for place in places
            for year in batch.years
        ]
    problems = []
    found: dict[Edition, str] = {}
    for where, given in asked:
        # a single run takes the period of the seed for none; in a list a blank cell is a slip
        if not given.keys() & set(PERIOD_NAMES[1:]):
            problems.append(
                f"- {where}: dòng không nêu kỳ [edition-period]. Cách khắc phục: ghi YEAR, hoặc FROM và TO, hoặc PERIOD"
            )
            continue
        try:
            edition = edition_asked(project, parse_parameters(given, PERIOD_NAMES))
            if _lacking(edition, periods, registers):
                are_listed = any(f"[{UNKNOWN}]" in line for line in problems)
                refuse_no_data(periods, edition, are_listed=are_listed)
        except ParameterError as error:
            problems += [
                f"- {where}: {line.removeprefix('- ')}" for line in str(error).split("\n")[1:]
            ]
        except NoDataError as error:
            problems.append(f"- {where}: {error}")
        else:
            if edition in found:
                problems.append(
                    f"- {where}: kỳ {edition.name} đã có ở {found[edition]} [edition-twice]."
                    " Cách khắc phục: bỏ một dòng"
                )
                continue
            found[edition] = where
    if not asked:
        problems.append(
            "- không có kỳ nào [editions-empty]. Cách khắc phục: mỗi dòng ghi một kỳ dưới hàng tiêu đề PLACE,YEAR"
        )
    if problems:
        opening = f"Danh sách kỳ có {len(problems)} lỗi; chưa lập báo cáo nào:"
        raise ParameterError("\n".join([opening, *problems]))
    return [_parameters(batch, edition) for edition in found]


def without_data(
    project: Project, raw: RawData, registers: RegisterResult, editions: Iterable[Edition]
) -> list[Edition]:
    """Those of the editions of which nothing in data/raw can be."""
    periods = _periods_held(project, corrected(raw), registers)
    return [edition for edition in editions if _lacking(edition, periods, registers)]


def _periods_held(project: Project, read: RawData, registers: RegisterResult) -> list[Period]:
    own = project.own_place()
    forms = at_places(registers.forms, own, territories_of_files(read))
    of_forms = periods_of_forms(figures_of_forms(forms, own, {}))
    return [*periods_in(read), *of_forms, *_periods_of(project, registers)]


def _parameters(batch: Batch, edition: Edition) -> Parameters:
    return replace(
        batch.each,
        place=edition.place,
        year_from=edition.year_from,
        year_to=edition.year_to,
        from_date=edition.from_date,
        to_date=edition.to_date,
    )


def _in_file(path: Path, name: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Where each row stands, and its parameters by name."""
    told = printable(name)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ParameterError(
            f"{told}: không đọc được danh sách kỳ ({why_unread(error)}) [editions-unreadable]."
            " Cách khắc phục: ghi đường dẫn của một tệp CSV, ví dụ EDITIONS=editions.csv"
        ) from error
    text = plain_text(data)
    if text is None:
        raise ParameterError(
            f"{told}: không phải văn bản UTF-8 [editions-unreadable]. Cách khắc phục: lưu lại thành CSV UTF-8"
        )
    try:
        top, records = records_of(text, HEADINGS)
    except QuoteError as error:
        raise ParameterError(
            f"{told}, dòng {error.record}: dấu ngoặc kép không bao trọn một ô, hoặc ô quá dài [editions-unreadable]."
            " Cách khắc phục: sửa dòng ấy"
        ) from error
    header = [cell.strip().upper() for line in records[top : top + 1] for cell in line]
    if not set(header) & set(PERIOD_NAMES):
        raise ParameterError(
            f"{told}: cần tệp CSV (UTF-8) có hàng tiêu đề trong số {', '.join(PERIOD_NAMES)} [editions-unreadable]."
            " Cách khắc phục: hàng đầu ghi PLACE,YEAR hoặc PLACE,FROM,TO"
        )
    if doubled := [name for name in PERIOD_NAMES if header.count(name) > 1]:
        raise ParameterError(
            f"{told}: có hai cột {', '.join(doubled)} [editions-unreadable]. Cách khắc phục: mỗi tên một cột"
        )
    for number, row in enumerate(records[top + 1 :], top + 2):
        cells = [cell.strip() for cell in row]
        if any(cells):
            # a cell too many has no name, which is told as a parameter that there is not
            names = [*header, *(f"cột {n}" for n in range(len(header) + 1, len(cells) + 1))]
            given = {key: cell for key, cell in zip(names, cells, strict=False) if cell}
            yield f"{told}, dòng {number}", given


def _all_of(periods: Iterable[Period]) -> Iterator[dict[str, str]]:
    """Every place with each of its periods that parameters can ask for, each by the name that commands usually have."""
    editions = {usual(Edition(period.place, *period.fields)) for period in periods}
    for edition in sorted(edition for edition in editions if edition.asked):
        given = {"PLACE": edition.place, **edition.asked}
        # a province of before the reform has no report of days after it
        with suppress(ParameterError):
            parse_parameters(given, PERIOD_NAMES)
            yield given


def _periods_of(project: Project, registers: RegisterResult) -> list[Period]:
    """The year of each register, or the part that it lists, for the territory that its table names or the own place."""
    own = project.own_place()
    found = set()
    pairs = registers.schemes[["table", "year"]].drop_duplicates()
    for table, year in pairs.itertuples(index=False, name=None):
        slug = registers.tables[table].territory or own.slug
        name = own.name if slug == own.slug else territory_name(slug)
        found.add(Period(slug, name, *fields_held(registers.tables[table], year)))
    return sorted(found)


def _lacking(edition: Edition, periods: Iterable[Period], registers: RegisterResult) -> bool:
    """Whether nothing in data/raw can be of the edition.

    Which schemes are of a place follows only when it is made: a place that rows may name passes.
    """
    if any(period.serves(edition) for period in periods):
        return False
    schemes = registers.schemes
    if not schemes["year"].between(edition.year_from, edition.year_to).any():
        return True
    named = {place_slug(name) for name in schemes["place"].unique()}
    return province_of(edition) is None and edition.place not in named
