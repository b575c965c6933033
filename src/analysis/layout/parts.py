"""The parts of an official document, found among its lines by what they say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from analysis.layout.lines import Line, Opened
from analysis.layout.rules import CENTRED, rules

FARTHEST_HEAD = 40  # lines: what is said further down is no head
FARTHEST_WITH = 8
COUNTRY = re.compile(r"cộng\s*h(?:òa|oà)\s*xã\s*hội\s*chủ\s*nghĩa\s*việt\s*nam", re.IGNORECASE)
MOTTO = re.compile(r"độc\s*lập.*tự\s*do.*hạnh\s*phúc", re.IGNORECASE)
NUMBER = re.compile(r"số\b.*[/:]", re.IGNORECASE)
PLACE_DATE = re.compile(r"(?:.*\W)?ngày\b.*\btháng\b.*\bnăm\b", re.IGNORECASE)
LETTER = re.compile(r"v/v\b|về việc\b", re.IGNORECASE)
DRAFT = re.compile(r"dự thảo(?: lần \d+)?", re.IGNORECASE)
ADDRESSEE = re.compile(r"kính gửi\b", re.IGNORECASE)
BASIS = re.compile(r"căn cứ\b", re.IGNORECASE)
PART = re.compile(r"phần\s+(?:thứ\s+)?([ivx]+|\d+|nhất|hai|ba|tư|năm)\.?", re.IGNORECASE)
SECTION = re.compile(r"([IVXL]+)([.,)/:-]?)\s+(\S.*)")
CLAUSE = re.compile(r"(\d{1,2})([.)/:-])\s+(\S.*)")
POINT = re.compile(r"([a-zđ])([.)/:-])\s+(\S.*)")
RECIPIENTS = re.compile(r"nơi nhận\b", re.IGNORECASE)
ANNEX = re.compile(r"phụ lục(?:\s+(?:số\s+)?([IVXL]+|\d+|[A-Z]))?[.:]?", re.IGNORECASE)
WITH = re.compile(r"\(?\s*(?:ban hành )?kèm theo\b", re.IGNORECASE)
EXHIBIT = re.compile(
    r"(?:bảng|hình|biểu|biểu đồ|sơ đồ|nguồn|ghi chú|đơn vị tính|đvt)\b[\s\d.:]", re.IGNORECASE
)
END = re.compile(r"\./\.")


@dataclass(frozen=True)
class Annex:
    """An annex: the line of its number, its title, the text that it goes with."""

    label: Line
    title: tuple[Line, ...]
    goes_with: Line | None


@dataclass(frozen=True)
class Parts:
    """The parts of a document; a part that was not found is None or empty.

    `main` are the lines of the main text, `signing` those of the signer, `annex_lines` all from the first annex on.
    `is_attached` says of a file that goes with a document and has neither its head nor its signature.
    """

    country: Line | None = None
    motto: Line | None = None
    parents: tuple[Line, ...] = ()
    issuers: tuple[Line, ...] = ()
    number: Line | None = None
    place_date: Line | None = None
    kind: Line | None = None
    is_letter: bool = False
    subject: tuple[Line, ...] = ()
    addressees: tuple[Line, ...] = ()
    bases: tuple[Line, ...] = ()
    main: tuple[Line, ...] = ()
    signing: tuple[Line, ...] = ()
    recipients: Line | None = None
    recipient_list: tuple[Line, ...] = ()
    annexes: tuple[Annex, ...] = ()
    annex_lines: tuple[Line, ...] = ()
    is_attached: bool = False


def parts_of(opened: Opened) -> Parts:
    """The parts of a document that was read."""
    lines, is_attached = _without_title(opened.lines)
    head_end = _head_end(lines)
    kind_at = _kind_at(lines)
    if kind_at is not None:
        head_end = kind_at
    head = [line for line in lines[:head_end] if not DRAFT.fullmatch(line.text)]
    country, motto = _found(COUNTRY, head), _found(MOTTO, head)
    number, place_date = _begun(NUMBER, head), _begun(PLACE_DATE, head)
    is_letter = kind_at is None and _begun(LETTER, head) is not None
    parents, issuers = _bodies(head, country, (motto, number, place_date))
    rest = list(lines[head_end:])
    kind = rest.pop(0) if kind_at is not None else None
    subject = () if is_letter or is_attached else _take_subject(rest)
    addressees = _taken(rest, ADDRESSEE)
    bases = _take_bases(rest)
    annex_at = next((at for at, line in enumerate(rest) if _is_annex(line)), len(rest))
    body, annex_lines = rest[:annex_at], rest[annex_at:]
    signed_at = _signed_at(body)
    main, signing = body[:signed_at], body[signed_at:]
    recipients = _begun(RECIPIENTS, signing)
    listed, signers = _signing(signing, recipients)
    return Parts(
        country=country,
        motto=motto,
        parents=parents,
        issuers=issuers,
        number=number,
        place_date=place_date,
        kind=kind,
        is_letter=is_letter,
        subject=subject,
        addressees=addressees,
        bases=bases,
        main=tuple(main),
        signing=signers,
        recipients=recipients,
        recipient_list=listed,
        annexes=tuple(_annexes(annex_lines)),
        annex_lines=tuple(annex_lines),
        is_attached=is_attached,
    )


def _without_title(lines: tuple[Line, ...]) -> tuple[tuple[Line, ...], bool]:
    """The lines below the title of a file that goes with a document, and whether it is such a file."""
    for at, line in enumerate(lines[:FARTHEST_WITH]):
        if COUNTRY.search(line.text) or _is_annex(line):
            break
        if WITH.match(line.text):
            return lines[at + 1 :], True
    return lines, False


def _kind_at(lines: Sequence[Line]) -> int | None:
    kinds = set(rules()["layout-kind"].bounds["kinds"])
    for at, line in enumerate(lines[:FARTHEST_HEAD]):
        if line.text.casefold() in kinds and (line.column is None or line.text.isupper()):
            return at
        if SECTION.fullmatch(line.text) and line.text.isupper():
            return None
    return None


def _head_end(lines: Sequence[Line]) -> int:
    """How many lines the head has where no kind of document follows it."""
    end = 0
    for at, line in enumerate(lines[:FARTHEST_HEAD], 1):
        if COUNTRY.search(line.text) or MOTTO.search(line.text) or LETTER.match(line.text):
            end = at
        if NUMBER.match(line.text) or (PLACE_DATE.match(line.text) and len(line.text) < 60):
            end = at
        if ADDRESSEE.match(line.text) or BASIS.match(line.text):
            break
    return end


def _found(pattern: re.Pattern[str], lines: Iterable[Line]) -> Line | None:
    return next((line for line in lines if pattern.search(line.text)), None)


def _begun(pattern: re.Pattern[str], lines: Iterable[Line]) -> Line | None:
    return next((line for line in lines if pattern.match(line.text)), None)


def _bodies(
    head: Sequence[Line], country: Line | None, known: tuple[Line | None, ...]
) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """The lines of the body above, and those of the body that issues the document.

    The body above is printed lightly; where weight does not tell, it is the first line.
    """
    names = [
        line
        for line in head
        if line is not country and line not in known and not LETTER.match(line.text)
    ]
    if country is not None and country.column is not None:
        names = [line for line in names if line.column != country.column]
    if len(names) < 2:
        return (), tuple(names)
    light = 0
    while light < len(names) and names[light].bold is False:
        light += 1
    if light in (0, len(names)):
        light = 1
    return tuple(names[:light]), tuple(names[light:])


def _is_heading(line: Line) -> bool:
    patterns = (PART, SECTION, CLAUSE, POINT, ADDRESSEE, BASIS)
    return any(pattern.match(line.text) for pattern in patterns)


def _take_subject(rest: list[Line]) -> tuple[Line, ...]:
    """The lines under the kind of the document; those in the middle of the page, at least one where it is bold."""
    taken: list[Line] = []
    while rest and rest[0].column is None and not _is_heading(rest[0]):
        line = rest[0]
        is_upper = line.text.isupper() and line.has_letters
        if taken:
            goes_on = line.align == CENTRED and line.bold is not False and not is_upper
        else:
            goes_on = line.align == CENTRED or (line.bold is not False and not is_upper)
        if not goes_on:
            break
        taken.append(rest.pop(0))
    return tuple(taken)


def _taken(rest: list[Line], pattern: re.Pattern[str]) -> tuple[Line, ...]:
    """The first line of a pattern near the beginning with the lines under it that begin with a dash."""
    taken: list[Line] = []
    if rest and pattern.match(rest[0].text):
        taken.append(rest.pop(0))
        while rest and rest[0].text.startswith(("-", "–")):
            taken.append(rest.pop(0))
    return tuple(taken)


def _take_bases(rest: list[Line]) -> tuple[Line, ...]:
    taken: list[Line] = []
    while rest and BASIS.match(rest[0].text) and not rest[0].text.endswith(":"):
        taken.append(rest.pop(0))
    return tuple(taken)


def _is_annex(line: Line) -> bool:
    return bool(ANNEX.fullmatch(line.text)) and (line.align == CENTRED or line.bold is not False)


def _signed_at(body: Sequence[Line]) -> int:
    """Where the signature begins: at "Nơi nhận", or where it is missing, after the last "./."."""
    for at, line in enumerate(body):
        if RECIPIENTS.match(line.text) and len(line.text) < 20:
            # the cell beside it may come first
            start = at
            while start and _is_beside(body[start - 1], line):
                start -= 1
            return start
    ends = [at for at, line in enumerate(body, 1) if END.search(line.text)]
    return ends[-1] if ends else len(body)


def _is_beside(line: Line, other: Line) -> bool:
    """Whether two lines stand in different columns of the same row."""
    if line.column is None or other.column is None:
        return False
    return line.column[:2] == other.column[:2] and line.column != other.column


def _signing(
    signing: Sequence[Line], recipients: Line | None
) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """The list of recipients, and what the signer prints."""
    if recipients is None:
        return (), tuple(line for line in signing if not line.text.startswith("-"))
    listed: list[Line] = []
    signers: list[Line] = []
    for line in signing:
        if line is recipients:
            continue
        if recipients.column is None:
            mine = line.text.startswith(("-", "–"))
        else:
            mine = line.column == recipients.column
        if not mine:
            signers.append(line)
        elif (
            listed
            and not line.text.startswith(("-", "–"))
            and not listed[-1].text.endswith((";", "."))
        ):
            listed[-1] = replace(listed[-1], text=f"{listed[-1].text} {line.text}")
        else:
            listed.append(line)
    return tuple(listed), tuple(signers)


def _begins_exhibit(line: Line) -> bool:
    return bool(EXHIBIT.match(line.text)) and not line.text.isupper()


def _annexes(lines: Sequence[Line]) -> Iterator[Annex]:
    for at, line in enumerate(lines):
        if not _is_annex(line):
            continue
        title: list[Line] = []
        with_: Line | None = None
        for below in lines[at + 1 : at + 8]:
            if with_ is not None and with_.text.endswith(")"):
                break
            if with_ is not None:
                with_ = replace(with_, text=f"{with_.text} {below.text}")
            elif WITH.match(below.text):
                with_ = below
            elif (
                _begins_exhibit(below)
                or below.column is not None
                or (below.align != CENTRED and title)
            ):
                break
            else:
                title.append(below)
        yield Annex(line, tuple(title), with_)
