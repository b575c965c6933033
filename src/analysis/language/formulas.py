"""The formula language of indicators: parsed here, evaluated over exact fractions, shown in Vietnamese.

    sum     = product { ("+" | "-") product } product = factor { ("*" | "/") factor } factor  = "-"
    factor | decimal | name | function "(" sum { "," sum } ")" | "(" sum ")"

A name is `[A-Za-z_][A-Za-z0-9_.]*` (`Q.kh`, `L.2017.kh`), a decimal has a point and no exponent,
the functions are `FUNCTIONS`. Nothing else exists: no text of an analyst ever reaches an
interpreter.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from types import MappingProxyType

from analysis.errors import FormulaError
from analysis.faults import printable
from analysis.language.numbers import format_number

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
_OPERATIONS: Mapping[str, Callable[[Fraction, Fraction], Fraction]] = MappingProxyType(
    {"+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv}
)
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
    for part in filter(None, (part.strip() for part in text.split(";"))):
        name, equals, formula = part.partition("=")
        if not equals or not name.strip():
            raise FormulaError(f'"{part}" không có dạng "đầu vào = công thức"')
        if name.strip() in changes:
            raise FormulaError(f'đầu vào "{name.strip()}" có hai công thức')
        changes[name.strip()] = parse_formula(formula.strip()).text
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
    if function == "count":
        return Fraction(len(arguments))
    if function == "sum":
        return sum(arguments, Fraction(0))
    ordered = sorted(arguments)
    middle = len(ordered) // 2
    chosen = {
        "min": ordered[0],
        "max": ordered[-1],
        "median": (ordered[middle] + ordered[~middle]) / 2,
    }
    return chosen[function]


def rename(formula: Formula, mapping: Mapping[str, str]) -> Formula:
    """The same formula over other names, all replaced at once.

    Raises FormulaError for a new name that is none.
    """
    for new in mapping.values():
        if re.fullmatch(_NAME, new) is None:
            raise FormulaError(f'"{printable(new)}" không dùng được làm tên trong công thức')
    return parse_formula(re.sub(_NAME, lambda match: mapping.get(match[0], match[0]), formula.text))


def display(formula: Formula, labels: Mapping[str, str]) -> str:
    """The formula for Vietnamese readers.

    Labels for names, decimal comma, `×`, `/`; `;` between arguments.
    """
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
        if _NEEDS_QUOTES.search(label):
            return f"“{label}”"
        return label
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
        if self.next:
            raise self.unexpected("một phép tính")
        return Formula(self.text.strip(), tree, tuple(self.names))

    def chain(self, marks: str, operand: Callable[[], Node]) -> Node:
        first = operand()
        rest: list[tuple[str, Node]] = []
        while (mark := self.next_mark()) and mark in marks:
            self.at += 1
            rest.append((mark, operand()))
        if not rest:
            return first
        return Chain(first, tuple(rest))

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
        if negative:
            return Chain(Constant(Fraction(0)), (("-", node),))
        return node

    def unsigned(self) -> Node:
        token = self.next
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

    @property
    def next(self) -> _Token | None:
        """The token that comes; None at the end."""
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def next_mark(self) -> str | None:
        return self.next[0] if self.next else None

    def expect(self, mark: str) -> None:
        if self.next_mark() != mark:
            raise self.unexpected(f'dấu "{mark}"')
        self.at += 1

    def unexpected(self, wanted: str) -> FormulaError:
        found = f'gặp "{self.next[0]}"' if self.next else "hết công thức"
        return self.error(f"{found}, cần {wanted}")

    def error(self, problem: str) -> FormulaError:
        start = self.next.start() if self.next else len(self.text)
        return _error(self.text, start, problem)


def _error(text: str, at: int, problem: str) -> FormulaError:
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
        return applied(node.function, [_value(argument, inputs) for argument in node.arguments])
    result = _value(node.first, inputs)
    for mark, term in node.rest:
        result = _OPERATIONS[mark](result, _value(term, inputs))
    return result
