"""Sentences: no digit that is no value, and no word of direction that the values do not bear out."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.book.book import Book, Value
from analysis.document.blocks import (
    named,
    plain,
    sentence,
    text_of,
    unit_name,
    values_in,
)
from analysis.document.truth import holds
from analysis.errors import StatementError
from analysis.language.digits import kind_of, pieces
from analysis.language.directions import DIRECTIONS, SIGN_OF, fitting
from analysis.language.marks import MarkError, claim_mark, tokens, value_mark


def book() -> Book:
    """Four values, two of them bounds."""
    made = Book()
    for id_, value, bound in (
        ("A", 3, "exact"),
        ("B", 5, "exact"),
        ("Z", 0, "exact"),
        ("L", 4, "at_least"),
    ):
        made.add(Value(id_, f"Số {id_}", Fraction(value), "đề án", bound=bound))  # type: ignore[arg-type]
    made.add(Value("M", "Số M", Fraction(4), "đề án", bound="at_most"))
    made.add(Value("N", "Số N", None, "đề án"))
    made.derive("A_chenh", "Chênh lệch", "đề án", "A - B")
    return made


@pytest.mark.parametrize("text", ["35 chỉ tiêu", "tăng 5%", "m²", "½", "năm 2022", "١٢"])
def test_plain_text_has_no_digit(text: str) -> None:
    """The program's own text refuses a digit of any script, height or sign."""
    with pytest.raises(ValueError, match="digit"):
        plain(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("năm 2021", "ky"), ("Năm 2017, 2019 và 2021", "ky"), ("giai đoạn 2012-2022", "ky"), ("2023", "ky"),
        ("quý 1 năm 2023", "ky"), ("6 tháng đầu năm 2023", "ky"), ("ngày 05 tháng 7 năm 2012", "ngay"),
        ("31/12/2023", "ngay"), ("Nghị định số 45/2012/NĐ-CP", "luat"), ("Điều 4", "luat"), ("125/BC-SCT", "luat"),
        ("khoản 2 Điều 6 Thông tư số 28/2018/TT-BTC ngày 28 tháng 3 năm 2018 của Bộ trưởng Bộ Tài chính", "luat"),
        ("Mẫu số 02", "luat"), ("I26", "ma"), ("ND3-MH", "ma"), ("R03a", "ma"), ("SHA-256", "ma"),
    ],
)  # fmt: skip
def test_exempt_text_has_a_known_form(text: str, kind: str) -> None:
    """A period, a date, a citation and a code are known by their form."""
    assert kind_of(text) == kind


@pytest.mark.parametrize(
    "text",
    [
        "120 đề án",
        "12,5%",
        "năm 2021 có 120 đề án",
        "Điều 4 với 30%",
        "3",
        "1.000",
        "tăng",
        "Nghị định",
        "kỳ 3",
    ],
)
def test_a_quantity_is_never_exempt(text: str) -> None:
    """What counts or measures has none of the forms, also when it stands beside a period or a citation."""
    assert kind_of(text) is None
    with pytest.raises(ValueError, match=r"\[\["):
        sentence(f"Có [[{text}]].", book())


def test_names_are_taken_apart() -> None:
    """In the name of a thing periods, codes and quotations are known by their form; another digit is refused."""
    parts = named("Kinh phí, “Lớp 3 ”quản lý” (10)” (năm 2017, kế hoạch), xem I26")
    assert [(part["t"], part["s"]) for part in parts if part["t"] != "s"] == [
        ("q", "Lớp 3 ”quản lý” (10)"),
        ("x", "năm 2017"),
        ("x", "I26"),
    ]
    with pytest.raises(ValueError, match="35"):
        named("Có 35 chỉ tiêu năm 2022")


@given(st.text(alphabet=st.sampled_from("ab “”năm 2012-I6Điều.()/"), max_size=30))
def test_taking_apart_loses_nothing(text: str) -> None:
    """The parts of a name put together are the name, and no plain part holds a digit."""
    try:
        parts = pieces(text)
    except ValueError:
        return
    assert "".join(part for _, part in parts) == text
    assert not any(character.isdigit() for kind, part in parts if not kind for character in part)


def test_a_template_has_values_words_and_exempt_text() -> None:
    """Marks become values, words with their condition and exempt text; a quotation is free; a typed digit refused."""
    made = sentence(
        "Có {A}, {tăng|giảm: A_chenh} so với [[năm 2021]]; “12 lớp” {'ten}.", book(), ten="x1"
    )
    assert text_of(made) == "Có 3\u00a0đề án, giảm so với năm 2021; “12 lớp” x1."
    assert [inline for inline in made if inline["t"] == "tu"] == [
        {"t": "tu", "s": "giảm", "v": "A_chenh", "op": "<", "r": ""}
    ]
    assert {"t": "x", "s": "năm 2021", "k": "ky"} in made
    assert {"t": "q", "s": "12 lớp"} in made
    assert values_in(made) == ["A", "A_chenh"]
    with pytest.raises(ValueError, match="digit"):
        sentence("Có 3 đề án.", book())


def test_a_digit_in_a_unit_belongs_to_its_name() -> None:
    """Đồng trên 1 đồng is a unit, not a number."""
    assert unit_name("đồng trên 1 đồng")["t"] == "x"
    assert unit_name("đề án")["t"] == "s"


@pytest.mark.parametrize(
    ("template", "word", "operator", "other"),
    [
        ("{tăng|giảm|không đổi: Z}", "không đổi", "=", ""),
        ("{tăng|giảm: B}", "tăng", ">", ""),
        ("{cao hơn|thấp hơn: A so với B}", "thấp hơn", "<", "B"),
        ("{cao hơn|thấp hơn|bằng: B so với A}", "cao hơn", ">", "A"),
        ("{cao nhất: B > A, M}", "cao nhất", ">", "M"),
        ("{vượt: B > A}", "vượt", ">", "A"),
        ("{không âm: A >= 0}", "không âm", ">=", ""),
        ("{bằng: A = A}", "bằng", "=", "A"),
    ],
)
def test_the_values_pick_the_word(template: str, word: str, operator: str, other: str) -> None:
    """Of a pair the true word is taken; a single word carries its condition, against several values the nearest one."""
    (inline,) = sentence(template, book())
    assert (inline["s"], inline["op"], inline["r"]) == (word, operator, other)


@pytest.mark.parametrize(
    "template",
    [
        "{cao hơn: A > B}",
        "{tăng|giảm: Z}",
        "{cao nhất: B > A, B}",
        "{tăng: A_chenh > 0}",
        "{hơn|kém: A so với N}",
        "{bằng: A = B}",
    ],
)
def test_a_false_word_is_refused_with_its_values(template: str) -> None:
    """A word that does not hold stops with the sentence, the word and the values."""
    with pytest.raises(StatementError) as error:
        sentence(f"Kết quả {template}.", book())
    assert f"Kết quả {template}." in str(error.value)
    assert "đề án" in str(error.value)
    assert "[statement-untrue]" in str(error.value)


@pytest.mark.parametrize(
    "template",
    [
        "{thấp hơn: B > A}",
        "{giảm: B > A}",
        "{tăng: A_chenh < 0}",
        "{Giảm|tăng: B}",
        "{thấp hơn|cao hơn: B so với A}",
        "{không đổi|giảm|tăng: B}",
        "{cao hơn: B >= A}",
        "{cao nhất: A < B}",
        "{không đổi: B > A}",
        "{không giảm: A_chenh < 0}",
        "{chưa vượt: B > A}",
    ],
)
def test_a_word_that_points_the_other_way_is_refused(template: str) -> None:
    """A word that says the opposite of its own condition, or stands at another's place, stops though that is true."""
    with pytest.raises(StatementError, match=r"từ “.*” (đi với|đứng ở chỗ)"):
        sentence(f"Kết quả {template}.", book())


@pytest.mark.parametrize(
    "template",
    [
        "{thấp hơn: A < B}",
        "{cao nhất: B >= A, B}",
        "{không tăng: A_chenh <= 0}",
        "{nhỏ hơn không: A_chenh < 0}",
        "{không thấp hơn: B >= A}",
        "{không chỉ tăng: A > 0}",
        "{tăng cường: A_chenh < 0}",
        "{tăng ít hơn: A < B}",
        "{chủ yếu do: A_chenh < 0}",
        "{tăng|giảm|không đổi: Z}",
        "{khá|kém: A_chenh}",
    ],
)
def test_words_that_fit_or_have_no_known_direction_stand(template: str) -> None:
    """A word along its condition, a denied one against it, and words of no known direction are printed."""
    assert [inline["t"] for inline in sentence(template, book())] == ["tu"]


def test_every_directed_word_is_one_of_the_closed_list() -> None:
    """What is known to point somewhere is refused when typed; only `bằng nhau` is free in prose."""
    assert {word for word, sign in SIGN_OF.items() if sign} - set(DIRECTIONS) == {"bằng nhau"}
    assert [fitting(word) for word in ("Tăng", "sụt", "CAO  NHẤT", "kỷ lục")] == [
        {">"},
        {"<"},
        {">", ">="},
        None,
    ]


@pytest.mark.parametrize(
    ("left", "operator", "right", "sure"),
    [
        ("L", ">", "A", True), ("L", "<", "B", False), ("B", ">", "L", False), ("M", "<", "B", True),
        ("M", ">", "A", False), ("A", "<", "L", True), ("L", "=", "M", False), ("A", ">", "N", False),
    ],
)  # fmt: skip
def test_a_bound_can_leave_a_word_open(left: str, operator: str, right: str, *, sure: bool) -> None:
    """At least 4 is more than 3 but not surely less than 5: a word needs values that no bound can turn round."""
    assert holds(book(), left, operator, right) is sure


@pytest.mark.parametrize(
    "text", ["{A", "A}", "[[năm 2021", "năm]]", "“mở", "đóng”", "{}", "[[]]", "{A}}"]
)
def test_a_mark_without_its_partner_is_refused(text: str) -> None:
    """A brace, bracket or quotation mark that stands alone is a mistake, not text."""
    with pytest.raises(MarkError):
        tokens(text)


@pytest.mark.parametrize(
    "text",
    [
        "tăng: A",
        ": A > B",
        "tăng|: A",
        "a|b|c|d: A",
        "tăng|giảm: A > B",
        "tăng: A >> B",
        "tăng: A > 5",
        "5 lần: A > 0",
    ],
)
def test_a_statement_has_words_and_a_condition(text: str) -> None:
    """A statement of another form is refused, a number in it too."""
    with pytest.raises(ValueError, match="không có dạng"):
        claim_mark(text)


@pytest.mark.parametrize("text", ["A|tỷ", "A#|triệu đồng", "2021", "A B", "@tbl-nguon", "'nhan"])
def test_a_value_mark_names_an_id(text: str) -> None:
    """A mark that is no id, id# or id with a unit of money is refused."""
    with pytest.raises(ValueError, match="không phải là"):
        value_mark(text, ("triệu đồng",))
