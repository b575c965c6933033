"""The formula language of indicators: parsed here, evaluated over exact fractions, shown in Vietnamese.

    sum     = product { ("+" | "-") product }
    product = factor { ("*" | "/") factor }
    factor  = "-" factor | decimal | name | function "(" sum { "," sum } ")" | "(" sum ")"

A name is `[A-Za-z_][A-Za-z0-9_.]*` (`Q.kh`, `L.2017.kh`), a decimal has a point and no exponent,
the functions are `FUNCTIONS`. Nothing else exists: no text of an analyst ever reaches an
interpreter.
"""

from __future__ import annotations

import operator
import re
import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from analysis.errors import FormulaError
from analysis.language.numbers import format_number
from analysis.messages import printable

FUNCTIONS = MappingProxyType(
    {"sum": "tổng", "count": "số lượng", "median": "trung vị", "min": "nhỏ nhất", "max": "lớn nhất"}
)
MOST_NESTED = 50
MOST_LONG = 100

_NAME = r"[A-Za-z_][A-Za-z0-9_.]*"
_TOKEN = re.compile(
    r"(?P<space>[ \t\r\n]+)|(?P<number>[0-9]+(?:\.[0-9]+)?)|(?P<mark>[-+*/(),])"
    rf"|(?P<name>{_NAME})|(?P<odd>.)",
    re.DOTALL,
)
_NEEDS_QUOTES = re.compile(r"[-+*/×÷(),;–−]")
_OPERATIONS: Mapping[str, Callable[[Fraction, Fraction], Fraction]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}
# A minus sign behind one of these, or with nothing before it, is the sign of its term.
_BEFORE_SIGNS = ("", "+", "-", "*", "/", "(", ",")
_VALUES_OF: Mapping[str, Callable[[Sequence[Fraction]], Fraction | int]] = {
    "sum": sum,
    "count": len,
    "median": statistics.median,
    "min": min,
    "max": max,
}
_SHOWN_MARKS = {"+": " + ", "-": " - ", "*": " × ", "/": " / ", ",": "; "}


@dataclass(frozen=True)
class Constant:
    """A decimal of the text, exact."""

    value: Fraction


@dataclass(frozen=True)
class Name:
    """An input."""

    name: str


@dataclass(frozen=True)
class Chain:
    """Terms of one strength from left to right, flat.

    A long sum is no deep tree. A minus sign is 0 - term.
    """

    first: Node
    rest: tuple[tuple[str, Node], ...]


@dataclass(frozen=True)
class Call:
    """One of FUNCTIONS over its arguments."""

    function: str
    arguments: tuple[Node, ...]


Node = Constant | Name | Chain | Call
Words = Mapping[str, str]  # by name: another name, or a label


@dataclass(frozen=True)
class Formula:
    """A formula in the language.

    Its text, its tree, and the names it reads in the order of their first use.
    """

    text: str
    tree: Node
    names: tuple[str, ...]


@lru_cache(maxsize=4096)
def parse_formula(text: str) -> Formula:
    """The formula of a text, parsed once.

    Raises:
        FormulaError: for anything else, in Vietnamese and with the position (from 1).
    """
    return _Parser(text).formula()


def parse_changes(text: str) -> dict[str, str]:
    """`CM = CM - M; MK = K` as input -> formula; FormulaError when it is not of that form."""
    changes = {}
    for part in filter(str.strip, text.split(";")):
        name, equals, formula = map(str.strip, part.partition("="))
        if not equals or not name:
            raise FormulaError(f'"{part.strip()}" không có dạng "đầu vào = công thức"')
        if name in changes:
            raise FormulaError(f'đầu vào "{name}" có hai công thức')
        changes[name] = parse_formula(formula).text
    return changes


def evaluate(formula: Formula, inputs: Mapping[str, Fraction | None]) -> Fraction | None:
    """The value of a formula.

    None if an input is missing (also one without an entry) or a divisor is 0.
    """
    try:
        return _value(formula.tree, inputs)
    except (_MissingError, ZeroDivisionError):
        return None


def applied(function: str, arguments: Sequence[Fraction]) -> Fraction:
    """The value of one of FUNCTIONS over its arguments."""
    return Fraction(_VALUES_OF[function](arguments))


def rename(formula: Formula, mapping: Words) -> Formula:
    """The same formula over other names, all replaced at once.

    Raises FormulaError for a new name that is none.
    """
    for new in mapping.values():
        if re.fullmatch(_NAME, new) is None:
            raise FormulaError(f'"{printable(new)}" không dùng được làm tên trong công thức')

    def new_name(match: re.Match[str]) -> str:
        return mapping.get(match.group(), match.group())

    return parse_formula(re.sub(_NAME, new_name, formula.text))


def display(formula: Formula, labels: Words) -> str:
    """The formula for Vietnamese readers.

    Labels for names, decimal comma, `×`, `/`; `;` between arguments.
    """
    shown = ""
    before = ""
    for token in _tokens(formula.text):
        shown += _shown(token, before, labels)
        before = token.text
    return shown


class _Token(NamedTuple):
    kind: str
    text: str
    start: int


def _shown(token: _Token, before: str, labels: Words) -> str:
    text = token.text
    if token.kind == "number":
        return format_number(Fraction(text), len(text.partition(".")[2]))
    if text in FUNCTIONS:
        return FUNCTIONS[text]
    if token.kind == "name":
        label = labels.get(text, text)
        if _NEEDS_QUOTES.search(label):
            return f"“{label}”"
        return label
    if text == "-" and before in _BEFORE_SIGNS:
        return text
    return _SHOWN_MARKS.get(text, text)


def _tokens(text: str) -> list[_Token]:
    """The numbers, names and marks of a formula; the last token is its end."""
    tokens = []
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or ""
        found = match.group()
        start = match.start()
        if kind == "odd":
            raise _error(text, start, f'ký tự "{printable(found)}" không dùng được')
        if kind != "space":
            tokens.append(_Token(kind, found, start))
    return [*tokens, _Token("end", "", len(text))]


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = _tokens(text)
        self.at = 0
        self.depth = 0
        self.names: dict[str, None] = {}

    def formula(self) -> Formula:
        tree = self.sum()
        if self.next.kind != "end":
            raise self.unexpected("một phép tính")
        return Formula(self.text.strip(), tree, tuple(self.names))

    @property
    def next(self) -> _Token:
        return self.tokens[self.at]

    def take(self) -> str:
        """The text of the token that comes, left behind."""
        text = self.next.text
        self.at += 1
        return text

    def chain(
        self,
        marks: Sequence[str],
        operand: Callable[[], Node],
    ) -> Node:
        first = operand()
        rest = []
        while self.next.text in marks:
            rest.append((self.take(), operand()))
        if not rest:
            return first
        return Chain(first, tuple(rest))

    def sum(self) -> Node:
        self.depth += 1
        if self.depth > MOST_NESTED:
            raise self.error(f"lồng nhau quá {MOST_NESTED} lớp")
        tree = self.chain(("+", "-"), self.product)
        self.depth -= 1
        return tree

    def product(self) -> Node:
        return self.chain(("*", "/"), self.factor)

    def factor(self) -> Node:
        negative = False
        while self.next.text == "-":
            self.take()
            negative = not negative
        node = self.unsigned()
        if negative:
            return Chain(Constant(Fraction(0)), (("-", node),))
        return node

    def unsigned(self) -> Node:
        kind, text, _ = self.next
        if kind not in ("number", "name") and text != "(":
            raise self.unexpected("một số, một tên hoặc dấu mở ngoặc")
        if len(text) > MOST_LONG:
            raise self.error(f"số hoặc tên dài quá {MOST_LONG} ký tự")
        if kind == "name":
            return self.name()
        self.take()
        if kind == "number":
            return Constant(Fraction(text))
        tree = self.sum()
        self.expect(")")
        return tree

    def name(self) -> Node:
        called = self.tokens[self.at + 1].text == "("
        if called and self.next.text not in FUNCTIONS:
            known = ", ".join(FUNCTIONS)
            raise self.error(f'không có hàm "{self.next.text}"; các hàm có: {known}')
        text = self.take()
        if text not in FUNCTIONS:
            self.names[text] = None
            return Name(text)
        self.expect("(")
        arguments = [self.sum()]
        while self.next.text == ",":
            self.take()
            arguments.append(self.sum())
        self.expect(")")
        return Call(text, tuple(arguments))

    def expect(self, mark: str) -> None:
        if self.take() != mark:
            self.at -= 1
            raise self.unexpected(f'dấu "{mark}"')

    def unexpected(self, wanted: str) -> FormulaError:
        found = "hết công thức"
        if self.next.text:
            found = f'gặp "{self.next.text}"'
        return self.error(f"{found}, cần {wanted}")

    def error(self, problem: str) -> FormulaError:
        return _error(self.text, self.next.start, problem)


def _error(
    text: str,
    at: int,
    problem: str,
) -> FormulaError:
    return FormulaError(f'Công thức "{printable(text)}", vị trí {at + 1}: {problem}')


class _MissingError(Exception):
    """An input is missing.

    Missing is not 0: no value follows, not even of `0 * Q` or `count(Q)`.
    """


def _value(node: Node, inputs: Mapping[str, Fraction | None]) -> Fraction:
    if isinstance(node, Constant):
        return node.value
    if isinstance(node, Name):
        given = inputs.get(node.name)
        if given is None:
            raise _MissingError
        return Fraction(given)
    if isinstance(node, Call):
        arguments = [_value(argument, inputs) for argument in node.arguments]
        return applied(node.function, arguments)
    result = _value(node.first, inputs)
    for mark, term in node.rest:
        result = _OPERATIONS[mark](result, _value(term, inputs))
    return result
