"""The formula language of indicators: parsed here, evaluated on columns of exact fractions, shown in Vietnamese.

    sum     = product { ("+" | "-") product }
    product = factor { ("*" | "/") factor }
    factor  = "-" factor | decimal | name | function "(" sum { "," sum } ")" | "(" sum ")"

A name is `[A-Za-z_][A-Za-z0-9_.]*` (`Q.kh`, `L.2017.kh`), a decimal has a point and no exponent, the functions are
`FUNCTIONS`. Nothing else exists: no text of an analyst ever reaches an interpreter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from analysis.errors import FormulaError
from analysis.faults import printable
from analysis.language.numbers import format_number


@lru_cache(maxsize=4096)
def parsed_formula(text: str) -> Formula:
    """The formula that a text is, parsed once; FormulaError when it is none."""
    return parse_formula(text)


def parse_changes(text: str) -> dict[str, str]:
    """`CM = CM - M; MK = K` as input -> formula; FormulaError when it is not of that form."""
    changes = {}
    for part in filter(None, (part.strip() for part in text.split(";"))):
        name, equals, formula = part.partition("=")
        if not equals or not name.strip():
            raise FormulaError(f'"{part}" không có dạng "đầu vào = công thức"')
        if name.strip() in changes:
            raise FormulaError(f'đầu vào "{name.strip()}" có hai công thức')
        changes[name.strip()] = parsed_formula(formula.strip()).text
    return changes


FUNCTIONS: Mapping[str, str] = MappingProxyType(
    {"sum": "tổng", "count": "số lượng", "median": "trung vị", "min": "nhỏ nhất", "max": "lớn nhất"}
)
MOST_NESTED = 50
MOST_LONG = 100

_NAME = r"[A-Za-z_][A-Za-z0-9_.]*"
_TOKEN = re.compile(
    rf"(?P<space>[ \t\r\n]+)|(?P<name>{_NAME})|(?P<number>[0-9]+(?:\.[0-9]+)?)|(?P<mark>[-+*/(),])"
)
_NEEDS_QUOTES = re.compile(r"[-+*/×÷(),;–−]")
_Token = re.Match[str]
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
    """Terms of one strength from left to right, flat: a long sum is no deep tree. A minus sign is 0 - term."""

    first: Node
    rest: tuple[tuple[str, Node], ...]


@dataclass(frozen=True)
class Call:
    """One of FUNCTIONS over its arguments."""

    function: str
    arguments: tuple[Node, ...]


Node = Constant | Name | Chain | Call


@dataclass(frozen=True)
class Formula:
    """A formula in the language: its text, its tree, and the names it reads in the order of their first use."""

    text: str
    tree: Node
    names: tuple[str, ...]


@dataclass(frozen=True)
class Column:
    """One value a row: `values` holds Fractions (any value where not valid), `zero_division` marks a divisor of 0."""

    values: NDArray[np.object_]
    valid: NDArray[np.bool_]
    zero_division: NDArray[np.bool_]


def parse_formula(text: str) -> Formula:
    """The formula of a text. Raises FormulaError, in Vietnamese and with the position (from 1), for anything else."""
    return _Parser(text).formula()


def column(values: Sequence[Fraction | int | None]) -> Column:
    """A column of inputs; None is missing."""
    valid = np.array([value is not None for value in values], dtype=bool)
    filled = [Fraction(0) if value is None else Fraction(value) for value in values]
    return Column(np.array(filled, dtype=object), valid, np.zeros(len(filled), dtype=bool))


def evaluate(formula: Formula, columns: Mapping[str, Column]) -> Column:
    """The formula on every row at once; all columns have one length, and no columns at all give one row.

    A missing input (also a name without a column) makes the row invalid, a zero divisor makes it invalid and marks it.
    """
    sizes = {len(each.values) for each in columns.values()} or {1}
    if len(sizes) > 1:
        raise ValueError(f"columns differ in length: {sorted(sizes)}")
    return _evaluate(formula.tree, columns, sizes.pop())


def evaluate_one(formula: Formula, inputs: Mapping[str, Fraction | None]) -> Fraction | None:
    """The formula on one row; None if an input is missing or a divisor is 0."""
    result = evaluate(formula, {name: column([value]) for name, value in inputs.items()})
    value: Fraction = result.values[0]
    return value if result.valid[0] else None


def rename(formula: Formula, mapping: Mapping[str, str]) -> Formula:
    """The same formula over other names, all replaced at once. Raises FormulaError for a new name that is none."""
    for new in mapping.values():
        if re.fullmatch(_NAME, new) is None:
            raise FormulaError(f'"{printable(new)}" không dùng được làm tên trong công thức')
    return parse_formula(re.sub(_NAME, lambda match: mapping.get(match[0], match[0]), formula.text))


def display(formula: Formula, labels: Mapping[str, str]) -> str:
    """The formula for Vietnamese readers: labels for names, decimal comma, `×`, `/`; `;` between arguments."""
    tokens = _tokens(formula.text)
    return "".join(
        _shown(token, before, labels)
        for before, token in zip([None, *tokens], tokens, strict=False)
    )


def _shown(token: _Token, before: _Token | None, labels: Mapping[str, str]) -> str:
    if token.lastgroup == "number":
        return format_number(Fraction(token[0]), len(token[0].partition(".")[2]))
    if token.lastgroup == "name" and token[0] in FUNCTIONS:
        return FUNCTIONS[token[0]]
    if token.lastgroup == "name":
        label = labels.get(token[0], token[0])
        return f"“{label}”" if _NEEDS_QUOTES.search(label) else label
    if token[0] == "-" and (before is None or (before.lastgroup == "mark" and before[0] != ")")):
        return "-"
    return _SHOWN_MARKS.get(token[0], token[0])


def _tokens(text: str) -> list[_Token]:
    tokens: list[_Token] = []
    at = 0
    while at < len(text):
        token = _TOKEN.match(text, at)
        if token is None:
            raise _error(text, at, f'ký tự "{printable(text[at])}" không dùng được')
        if token.lastgroup != "space":
            tokens.append(token)
        at = token.end()
    return tokens


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = _tokens(text)
        self.at = 0
        self.depth = 0
        self.names: dict[str, None] = {}

    def formula(self) -> Formula:
        tree = self.sum()
        if self.at < len(self.tokens):
            raise self.unexpected("một phép tính")
        return Formula(self.text.strip(), tree, tuple(self.names))

    def chain(self, marks: str, operand: Callable[[], Node]) -> Node:
        first = operand()
        rest: list[tuple[str, Node]] = []
        while (mark := self.next_mark()) and mark in marks:
            self.at += 1
            rest.append((mark, operand()))
        return Chain(first, tuple(rest)) if rest else first

    def sum(self) -> Node:
        self.depth += 1
        if self.depth > MOST_NESTED:
            raise self.error(f"lồng nhau quá {MOST_NESTED} lớp")
        tree = self.chain("+-", lambda: self.chain("*/", self.factor))
        self.depth -= 1
        return tree

    def factor(self) -> Node:
        negative = False
        while self.next_mark() == "-":
            self.at += 1
            negative = not negative
        node = self.unsigned()
        return Chain(Constant(Fraction(0)), (("-", node),)) if negative else node

    def unsigned(self) -> Node:
        token = self.tokens[self.at] if self.at < len(self.tokens) else None
        if token is None or (token.lastgroup == "mark" and token[0] != "("):
            raise self.unexpected("một số, một tên hoặc dấu mở ngoặc")
        if len(token[0]) > MOST_LONG:
            raise self.error(f"số hoặc tên dài quá {MOST_LONG} ký tự")
        self.at += 1
        if token.lastgroup == "number":
            return Constant(Fraction(token[0]))
        if token.lastgroup == "name":
            return self.name(token)
        tree = self.sum()
        self.expect(")")
        return tree

    def name(self, token: _Token) -> Node:
        if token[0] in FUNCTIONS:
            self.expect("(")
            arguments = [self.sum()]
            while self.next_mark() == ",":
                self.at += 1
                arguments.append(self.sum())
            self.expect(")")
            return Call(token[0], tuple(arguments))
        if self.next_mark() == "(":
            self.at -= 1
            raise self.error(f'không có hàm "{token[0]}"; các hàm có: {", ".join(FUNCTIONS)}')
        self.names[token[0]] = None
        return Name(token[0])

    def next_mark(self) -> str | None:
        return self.tokens[self.at][0] if self.at < len(self.tokens) else None

    def expect(self, mark: str) -> None:
        if self.next_mark() != mark:
            raise self.unexpected(f'dấu "{mark}"')
        self.at += 1

    def unexpected(self, wanted: str) -> FormulaError:
        found = (
            f'gặp "{self.tokens[self.at][0]}"' if self.at < len(self.tokens) else "hết công thức"
        )
        return self.error(f"{found}, cần {wanted}")

    def error(self, problem: str) -> FormulaError:
        start = self.tokens[self.at].start() if self.at < len(self.tokens) else len(self.text)
        return _error(self.text, start, problem)


def _error(text: str, at: int, problem: str) -> FormulaError:
    return FormulaError(f'Công thức "{printable(text)}", vị trí {at + 1}: {problem}')


def _evaluate(node: Node, columns: Mapping[str, Column], size: int) -> Column:
    if isinstance(node, Constant):
        return Column(
            np.full(size, node.value, dtype=object), np.full(size, True), np.full(size, False)
        )
    if isinstance(node, Name):
        return _input(columns[node.name]) if node.name in columns else column([None] * size)
    if isinstance(node, Call):
        return _call(
            node.function, [_evaluate(argument, columns, size) for argument in node.arguments]
        )
    result = _evaluate(node.first, columns, size)
    for mark, term in node.rest:
        result = _combine(mark, result, _evaluate(term, columns, size))
    return result


def _input(given: Column) -> Column:
    """The column with 0 where it is not valid, so that arithmetic on the whole column cannot fail there."""
    values = given.values.copy()
    values[~given.valid] = Fraction(0)
    return Column(values, given.valid, given.zero_division)


def _combine(mark: str, left: Column, right: Column) -> Column:
    valid, zero = left.valid & right.valid, left.zero_division | right.zero_division
    if mark != "/":
        operation = {"+": np.add, "-": np.subtract, "*": np.multiply}[mark]
        return Column(operation(left.values, right.values), valid, zero)
    naught = np.equal(right.values, 0).astype(bool)
    divisor = right.values.copy()
    divisor[naught] = Fraction(1)
    return Column(left.values / divisor, valid & ~naught, zero | (valid & naught))


def _call(function: str, arguments: Sequence[Column]) -> Column:
    """Over the arguments of each row; a missing argument makes the row invalid, because missing is not 0."""
    valid = np.logical_and.reduce([each.valid for each in arguments])
    zero = np.logical_or.reduce([each.zero_division for each in arguments])
    if function == "count":
        return Column(np.full(len(valid), Fraction(len(arguments)), dtype=object), valid, zero)
    stacked = np.stack([each.values for each in arguments])
    if function == "sum":
        return Column(stacked.sum(axis=0), valid, zero)
    ordered = np.sort(stacked, axis=0)
    middle = len(arguments) // 2
    chosen = {
        "min": ordered[0],
        "max": ordered[-1],
        "median": (ordered[middle] + ordered[~middle]) / 2,
    }[function]
    return Column(chosen, valid, zero)
