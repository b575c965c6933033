"""Dataclasses as JSON and back: one conversion, which the types of their fields decide.

A dataclass is an object of its fields in their order, a tuple a list, a fraction its exact text. A
field that the JSON lacks has its default, so that what an older program wrote stays readable; a
name that is no field is passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from fractions import Fraction
from functools import cache
from types import UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from analysis.language.numbers import exact_text, parse_exact

T = TypeVar("T")
Reader = Callable[[Any], Any]


def plain(value: Any) -> Any:
    """A value as `json.dumps` takes it.

    Dataclasses at any depth as dictionaries, tuples as lists.
    """
    if isinstance(value, Fraction):
        return exact_text(value)
    if isinstance(value, Mapping):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    if is_dataclass(value):
        kind: Any = type(value)
        return {name: plain(getattr(value, name)) for name in _names(kind)}
    return value


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(part.name for part in fields(kind))


def typed(kind: type[T], data: Any) -> T:
    """The value of a type (a dataclass, or a list, tuple, dictionary of them) that `plain` gave.

    Raises:
        TypeError: the data have another shape, or lack a field that has no default.
        ValueError: a text is no exact number.
    """
    wanted: Any = kind
    value: T = _reader(wanted)(data)
    return value


@cache
def _reader(kind: Any) -> Reader:
    """What makes a value of this type; found once a type."""
    container, inner = get_origin(kind), get_args(kind)
    if kind is Any:
        return _as_it_is
    if kind is Fraction:
        return parse_exact
    if container is Literal:
        return _one_of(inner)
    if container in (Union, UnionType):
        return _or_none(_reader(inner[0]))
    if container in (list, tuple):
        return _sequence(container, _reader(inner[0]))
    if container is dict:
        return _dictionary(_reader(inner[1]))
    if is_dataclass(kind):
        return _dataclass(kind)
    return _instance(kind)


def _as_it_is(data: Any) -> Any:
    return data


def _instance(kind: Any) -> Reader:
    def read(data: Any) -> Any:
        if not isinstance(data, kind):
            raise TypeError(f"{data!r} is not of {kind}")
        return data

    return read


def _one_of(words: tuple[Any, ...]) -> Reader:
    def read(data: Any) -> Any:
        if data not in words:
            raise TypeError(f"{data!r} is none of {words}")
        return data

    return read


def _or_none(inner: Reader) -> Reader:
    def read(data: Any) -> Any:
        return None if data is None else inner(data)

    return read


def _sequence(container: Any, inner: Reader) -> Reader:
    listed = _instance(list | tuple)

    def read(data: Any) -> Any:
        return container(inner(part) for part in listed(data))

    return read


def _dictionary(inner: Reader) -> Reader:
    mapped = _instance(Mapping)

    def read(data: Any) -> Any:
        return {key: inner(part) for key, part in mapped(data).items()}

    return read


def _dataclass(kind: Any) -> Reader:
    mapped, hints = _instance(Mapping), get_type_hints(kind)
    readers = {name: _reader(hints[name]) for name in _names(kind)}

    def read(data: Any) -> Any:
        if isinstance(data, kind):
            return data
        given = mapped(data)
        return kind(**{name: make(given[name]) for name, make in readers.items() if name in given})

    return read
