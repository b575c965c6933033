"""Text cells of scheme rows: names, categories, years, days; whole columns, then odd cells one by one."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analysis.faults import Place, Problems
from analysis.language.coarse import coarse
from analysis.language.spelling import spelled
from analysis.messages import rows_text, shown
from analysis.raw.folder import LONGEST_TEXT
from analysis.sheets.sheet import BOOLEAN, DATE, ERROR, NO_VALUE, NUMBER, positions, text_array
from analysis.tables.columns import REGISTER_REQUIRED
from analysis.tables.table import Table
from analysis.tables.units import normal, plain
from analysis.vocabulary import KINDS, Word, Words, words_of

SAMPLE = 10_000
CATEGORIES = ("kind", "place", "activity_text")
MOST_ESTABLISHMENTS = 99_999
YES_NO = words_of("""
có: có; x; thuộc; co
không: không; không thuộc; khong
""")
_INVISIBLE = "[\u00ad\u200b-\u200f\u2060\ufeff]"
_BIDI = "[\u202a-\u202e\u2066-\u2069]"
_CONTROL = "[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\ufffe\uffff]"
_HOMOGLYPH = "[ÐƉðɖ]"
_OTHER_SCRIPT = "[Ѐ-ӿͰ-Ͽ]"
_QUESTION = r"\?\?|\pL\?|\?\pL"
_LOST = "\ufffd"
_ODD = f"{_INVISIBLE}|{_BIDI}|{_CONTROL}|{_HOMOGLYPH}|{_OTHER_SCRIPT}|{_QUESTION}|{_LOST}"
_MISSING_WORD = r"^(?i:n/?a|null|none|nan|#n/a|nil|\?+|-+|–|—)$"
# What programs write where there is no value, in any of their languages: pivot tables, exports, errors of Excel and
# LibreOffice ("#TÊN?", "#GETTING_DATA", "Err:502"), names that they give to columns and sheets themselves.
_MACHINE_WORDS = (
    r"^(?i:[(\[<{](?:blank|empty|none|null|nil|nan|n/?a|missing|no value|trống|rỗng|để trống|không có)[)\]>}])$"
    r"|^(?i:#\s?n\s?/\s?a\b.*|n\s?/\s?a!?|n\.a\.?|na_character_|empty|blank)$"
    r"|^#\s?[\pL\pN_]+(?:/[\pL\pN_]+)*[!?]?$"
    r"|^(?i:(?:err|error|lỗi)\s?[:#]?\s?[0-9]{3,4})$"
    r"|^(?i:(?:value|ref|num|null|div/0|spill|calc|field|circ|n/a|error)!|name\?)$"
    r"|^(?i:loading|đang tải|requesting data)(?:\.{3}|…)$"
    r"|^(?i:\[object \w+\]|system\.[\w.]+(?:\[\])?)$"
    r"|^(?i:(?:column|cột|field|unnamed:|sheet|trang tính|trang_tính|bảng tính|table)[ _]?[0-9]+)$"
)
# What no person typed as a name: a number, the words of a program for true, false, an error or nothing.
# A telephone number or a sum written out, "+84 912 345 678", is a text that somebody typed, odd as it is.
_NO_WORDS = (
    rf"{_MACHINE_WORDS}|^(?i:true|false|đúng|sai|undefined|nat|<na>|[+-]?inf(?:inity)?)$"
    r"|^[-+−]?[0-9][0-9.,]*%?$|^[0-9][0-9.,/:\s-]*$|^[^\pL\pN]+$"
)
# What repeats the cell above for a reader, and would be a place or a firm of that name for a program.
_DITTO = r"^(?i:[^\pL\pN]*(?:nt|n\.t|như (?:dòng |ô )?trên|nhu tren|tương tự|ditto|idem)[^\pL\pN]*)$|^[\s\"'”″〃,]+$"
# Where a remark about what became of a scheme may begin, for the same look (`status_words.remark_in`): the cell, what
# stands behind a mark, "đã …". Names of schemes hold these words too often in other places.
_REMARK = (
    r"(?i:(?:^|[^\pL\pN\s]|(?:đã|bị|xin|da|bi)\s)\s*"
    r"(?:(?:ghi chú|các|những|danh mục|đề án|cơ sở|đơn vị|công ty|doanh nghiệp|này|đã|bị|xin|tạm|đang|đề nghị|được"
    r"|phải|thông báo|tự|theo|da|bi)[ :]+)*"
    r"(?:hủy|huỷ|dừng|ngừng|ngưng|hoãn|đình chỉ|chấm dứt|rút|bãi bỏ|bỏ|loại|thôi|từ chối"
    r"|giải|phá|đóng|thu hồi|hoàn trả|nộp trả|trả lại|(?:không|ko|k) (?:\pL+ )*(?:thực|triển|hoàn|nghiệm|giải)"
    r"|chưa|chuyển|lùi|gia hạn|kéo dài|kế hoạch|dự kiến|đề xuất|đăng ký|chờ|trình|giãn|kh"
    r"|huy|dung|tam dung|ngung|hoan|rut|khong|thu hoi|chua|chuyen|ke hoach|du kien|de xuat)(?:$|[^\pL]))"
)
# "NA" may be Nghệ An or nothing at all: a category must be written out.
_ABBREVIATION = r"^[A-ZĐ]{1,4}\.?$"
# Code, pattern, what is wrong, what to do; without that it is a warning.
_ODD_CELLS = (
    ("cell-control-char", _CONTROL, "ô có ký tự điều khiển", "xóa ký tự lạ trong ô"),
    ("text-invisible", _BIDI, "ô có ký tự đổi chiều chữ không nhìn thấy", "gõ lại nội dung ô"),
    ("category-unknown", _HOMOGLYPH, "ô có chữ Ð hoặc Ɖ không phải chữ Đ tiếng Việt", "gõ lại chữ Đ"),
    ("encoding-lossy", _LOST, "ô có ký tự thay thế U+FFFD: chữ đã mất", "ghi lại theo hồ sơ"),
    ("text-invisible", _INVISIBLE, "ô có ký tự không nhìn thấy; đã bỏ khi đọc", ""),
    ("text-suspicious", _QUESTION, "ô có dấu ? giữa các chữ, có thể chữ Việt đã mất khi lưu", ""),
    ("text-suspicious", _OTHER_SCRIPT, "ô có chữ cái không phải chữ Latinh, có thể gõ nhầm", ""),
)  # fmt: skip
# What comes, goes on or is done in part is not done: "Chờ quyết toán", "Đang thực hiện", "Đã giải ngân 50%".
_UNFINISHED = re.compile(
    r"(?<!\w)(?:đang|dang|sẽ|se|sắp|sap|chờ|chuẩn bị|chuan bi|một phần|mot phan|dở|do dang)(?!\w)"
    r"|(?<![0-9])(?!100 ?%)[0-9]+(?:[.,][0-9]+)? ?%"
)
_DENIAL = re.compile(r"(?<!\w)(?:không|chưa|chẳng|dừng|ngừng|ngưng|hủy|huỷ|bỏ|thôi)(?!\w)")
_WHOLE = re.compile(r"[0-9]+(?:\.[0-9]{3})*")


@dataclass(frozen=True)
class Column:
    """The texts of a column in the scheme rows of a table, and what is said of them by position.

    In the words of a message "{}" stands for the text of the cell.
    """

    table: Table
    code: str
    texts: pa.Array
    problems: Problems
    marked: Sequence[int] = ()  # the cells that may hold a remark about their scheme

    def fault(
        self, code: str, cells: Iterable[int], got: str, wanted: str = "", remedy: str = ""
    ) -> None:
        """Add a fault for each text of the cells, at the first that has it, with the rows of all."""
        found: dict[str, list[Place]] = {}
        for where, text in self._told(cells):
            found.setdefault(text, []).append(where)
        for text, places in found.items():
            words = got.format(text)
            if len(places) > 1:
                words += f"; ở dòng {rows_text([place.row or 0 for place in places])}"
            self.problems.fault(code, places[0], words, wanted, remedy)

    def warn(self, code: str, cells: Iterable[int], message: str) -> None:
        """Add a warning for each of the cells."""
        for where, text in self._told(cells):
            self.problems.warn(code, where, message.format(text))

    @cached_property
    def distinct(self) -> tuple[pa.Array, np.ndarray]:
        """The distinct texts, and which of them each cell holds."""
        encoded = self.texts.dictionary_encode()
        return encoded.dictionary, encoded.indices.to_numpy()

    @cached_property
    def _repeats(self) -> bool:
        """Whether the distinct texts are few, so that each is better looked at once."""
        head = self.texts.slice(0, SAMPLE)
        few: bool = pc.count_distinct(head).as_py() * 2 < len(head)
        return few

    def where(self, holds: Callable[[pa.Array], pa.Array]) -> list[int]:
        """Positions of the cells that a test of Arrow holds for."""
        if not self._repeats:
            return positions(holds(self.texts))
        words, numbers = self.distinct
        found = positions(holds(words))
        return positions(np.isin(numbers, found)) if found else []

    def matching(self, pattern: str) -> list[int]:
        """Positions of the cells in which a pattern of Arrow is found."""
        return self.where(lambda texts: pc.match_substring_regex(texts, pattern))

    def among(self, cells: Sequence[int], pattern: str) -> list[int]:
        """Which of some cells have a pattern of Arrow in them."""
        if not cells:
            return []
        texts = self.texts.take(pa.array(cells, type=pa.int64()))
        found = np.asarray(pc.match_substring_regex(texts, pattern), dtype=bool)
        return [cell for cell, has in zip(cells, found, strict=True) if has]

    def _told(self, cells: Iterable[int]) -> Iterator[tuple[Place, str]]:
        """Where each of the cells is, and its text as a message shows it."""
        for position in cells:
            yield self.table.place_at(self.code, position), shown(self.texts[position].as_py())


def text_columns(table: Table, codes: Iterable[str], problems: Problems) -> dict[str, Column]:
    """The texts of columns in the scheme rows, invisible characters dropped; doubtful cells are told."""
    columns = [Column(table, code, table.texts(code), problems) for code in codes]
    doubtful = _doubtful(columns)
    return {column.code: _checked(column, doubtful[column.code]) for column in columns}


def _doubtful(columns: Sequence[Column]) -> dict[str, list[int]]:
    """By code the cells that are worth a closer look: one look at a million cells for all that is seldom there.

    Short columns are looked through together, since a pattern takes longer to make ready than to find in them.
    """
    alike: dict[str, list[Column]] = {}
    for column in columns:
        alike.setdefault(coarse(_looked_for(column.code)), []).append(column)
    found: dict[str, list[int]] = {}
    for pattern, group in alike.items():
        length = len(group[0].texts)
        if length > SAMPLE:
            found |= {column.code: column.matching(pattern) for column in group}
            continue
        together = pa.concat_arrays([column.texts for column in group])
        held = np.asarray(pc.match_substring_regex(together, pattern)).reshape(len(group), length)
        found |= {column.code: positions(own) for column, own in zip(group, held, strict=True)}
    return found


def _looked_for(code: str) -> str:
    """What is looked for in a column, in the words of Arrow."""
    looked_for = f"{_ODD}|{_REMARK}"
    if code not in REGISTER_REQUIRED:
        return looked_for
    looked_for += f"|{_MISSING_WORD}|{_ABBREVIATION}|{_DITTO}"
    # a year is a number
    return looked_for if code == "year" else f"{looked_for}|{_NO_WORDS}"


def _checked(column: Column, doubtful: Sequence[int]) -> Column:
    """A column without invisible characters; what is wrong or odd in its cells is told."""
    table, code = column.table, column.code
    kinds = table.kinds(code)
    column.fault("excel-error", positions(kinds == ERROR), "ô báo lỗi {}")
    column.fault(
        "formula-no-value",
        positions(kinds == NO_VALUE),
        "công thức chưa có giá trị",
        remedy="mở tệp bằng phần mềm bảng tính, tính lại rồi lưu; hoặc dán giá trị",
    )
    required = code in REGISTER_REQUIRED
    if required:
        column.fault("cell-required", column.where(lambda texts: pc.equal(texts, "")), "ô trống")
    long = column.where(lambda texts: pc.greater(pc.utf8_length(texts), LONGEST_TEXT))
    column.fault("text-too-long", long, f"ô dài hơn {LONGEST_TEXT} ký tự")
    missing_words = _MISSING_WORD
    if code in CATEGORIES:
        missing_words += f"|{_ABBREVIATION}"
    column = replace(column, marked=column.among(doubtful, _REMARK))
    odd = column.among(doubtful, _ODD)
    if odd:
        _tell_odd(column, np.array(odd))
    if required:
        missing = column.among(doubtful, missing_words)
        if code == "kind":
            # "MMTB" is a word of the list, short as it is.
            known = _known_words(tuple(KINDS.values()))
            missing = [cell for cell in missing if _loose(column.texts[cell].as_py()) not in known]
        ditto = column.among(doubtful, _DITTO)
        column.fault(
            "text-no-letter",
            ditto,
            '"{}" chỉ nhắc lại ô ở trên',
            remedy="ghi đủ nội dung của ô ở trên",
        )
        missing = sorted(set(missing).difference(ditto))
        if code != "year":
            stored = positions(np.isin(kinds, (NUMBER, BOOLEAN, DATE)))
            told = {*stored, *column.among(doubtful, _NO_WORDS)}
            # A dash or question marks are words for nothing first.
            without = sorted(told.difference(column.among(doubtful, _MISSING_WORD), ditto))
            column.fault("text-no-letter", without, '"{}" không phải chữ')
            missing = sorted(set(missing).difference(without))
        if code in table.words:
            missing = [
                cell
                for cell in missing
                if table.meaning(code, column.texts[cell].as_py()) == column.texts[cell].as_py()
            ]
        column.fault(
            "category-unknown",
            missing,
            '"{}" là từ chỉ ô trống hoặc chữ viết tắt',
            "tên đầy đủ",
            "ghi tên đầy đủ theo hồ sơ",
        )
    if not odd:
        return column
    return replace(column, texts=pc.replace_substring_regex(column.texts, _INVISIBLE, ""))


def _tell_odd(column: Column, odd: np.ndarray) -> None:
    """Tell what is odd in each of the cells that have something odd."""
    texts = column.texts.take(pa.array(odd))
    for code, pattern, words, remedy in _ODD_CELLS:
        cells = odd[np.asarray(pc.match_substring_regex(texts, pattern))]
        if remedy:
            column.fault(code, cells, words + ': "{}"', "chữ tiếng Việt Unicode đọc được", remedy)
        else:
            column.warn(code, cells, words)


def coded_column(column: Column, words: Words, default: str | None = None) -> pa.Array:
    """The codes of a closed list; `default` is the code of all other words, else they are faults."""
    known = _known_words(tuple(words.values()))
    texts, numbers = column.distinct
    codes: list[str] = []
    for number, text in enumerate(texts.to_pylist()):
        meant = column.table.meaning(column.code, text)
        code, is_other_word = known.get(_loose(meant), ("", bool(text)))
        is_other_word = is_other_word and not (code and meant != text)
        codes.append(code or default or "")
        if not is_other_word:
            continue
        cells = positions(numbers == number)
        if code:
            column.warn("category-mapped", cells, f'"{{}}" được hiểu là "{words[code].label}"')
        elif default is not None:
            column.warn("category-mapped", cells, '"{}" không có trong danh mục: ghi là không nêu')
        else:
            labels = [word.label for word in words.values()]
            wanted = ", ".join(f'"{label}"' for label in labels)
            remedy = "dùng đúng một trong các từ trên"
            # No hint may be the opposite: "Không thực hiện" is nearly "thực hiện" by its letters.
            alike = [label for label in labels if _denies(label) == _denies(text)]
            alike = [] if is_unfinished(text) else alike
            for near in difflib.get_close_matches(text, alike, n=1):
                remedy = f'có phải "{near}"?'
            column.fault("category-unknown", cells, '"{}" là từ lạ', wanted, remedy)
    return text_array(codes).take(pa.array(numbers))


@lru_cache(maxsize=16)
def _known_words(words: tuple[Word, ...]) -> dict[str, tuple[str, bool]]:
    """For each form of the words its code, and whether it is another word than the label and the code."""
    known: dict[str, tuple[str, bool]] = {}
    for word in words:
        for text in (word.label, word.code, *word.printed):
            known.setdefault(_loose(text), (word.code, text not in (word.label, word.code)))
    for form, (code, _) in list(known.items()):
        known.setdefault(plain(form), (code, True))
    return known


def _denies(text: str) -> bool:
    return _DENIAL.search(normal(text)) is not None


def is_unfinished(text: str) -> bool:
    """Whether a text says that something is not done, or not in full."""
    return _UNFINISHED.search(normal(text)) is not None


def _loose(text: str) -> str:
    return re.sub(r"\s*([,/])\s*", r"\1 ", normal(spelled(text))).strip(" .")


def establishments_column(column: Column) -> pd.arrays.IntegerArray:
    """Whole numbers, missing where blank; anything else is a fault."""
    texts, numbers = column.distinct
    counts = pd.array([count_in(text) for text in texts.to_pylist()], dtype="Int64").take(numbers)
    # The point of a stored number is no sign of thousands: 1.5 is not 1500 when a spreadsheet holds it.
    stored = column.table.kinds(column.code) == NUMBER
    refused = stored & np.asarray(pc.match_substring_regex(column.texts, "[^0-9]"))
    refused |= (counts < 0).to_numpy(bool, na_value=False)
    column.fault(
        "number-unreadable",
        positions(refused),
        '"{}" không phải số cơ sở',
        f"số nguyên từ 0 đến {MOST_ESTABLISHMENTS}, hoặc để trống",
        "ghi lại số cơ sở",
    )
    return counts


def count_in(text: str) -> int | None:
    """A whole number, None for a blank cell, -1 for what is none."""
    clean = normal(text).removesuffix(".0")
    if not clean:
        return None
    digits = clean.replace(".", "").lstrip("0")
    if not _WHOLE.fullmatch(clean) or len(digits) > len(str(MOST_ESTABLISHMENTS)):
        return -1
    return int(digits or 0)
