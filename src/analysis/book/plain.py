"""Dataclasses as JSON and back: one conversion, which the types of their fields decide.

A dataclass is an object of its fields in their order, a tuple a list, a fraction its exact text, a
day its ISO text. A field that the JSON lacks has its default, so that what an older program wrote stays readable; a
name that is no field is passed over.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from fractions import Fraction
from functools import cache
from types import UnionType
from typing import (
    Any,
    Literal,
    TypeVar,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

from analysis.language.numbers import exact_text, parse_exact

T = TypeVar("T")
_AS_THEY_ARE = (str, int, float, bool)
# An object of JSON.
Record = dict[str, Any]


def plain(value: Any) -> Any:
    """A value as `json.dumps` takes it.

    Dataclasses at any depth as dictionaries, tuples as lists.
    """
    if value is None or type(value) in _AS_THEY_ARE:  # most parts of large data
        return value
    if isinstance(value, Fraction):
        return exact_text(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    if is_dataclass(value):
        kind: Any = type(value)
        return {name: plain(getattr(value, name)) for name in _shape(kind)[2]}
    return value


def typed(kind: type[T], data: Any) -> T:
    """The value of a type (a dataclass, or a list, tuple, dictionary of them) that `plain` gave.

    Raises:
        TypeError: the data have another shape, or lack a field that has no default.
        ValueError: a text is no exact number.
    """
    wanted: Any = kind
    value: T = _read(wanted, data)
    return value


@cache
def _shape(kind: Any) -> tuple[Any, tuple[Any, ...], dict[str, Any]]:
    """The container of a type, what it contains, and the fields of a dataclass; found once a type."""
    parts = {}
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        parts = {part.name: hints[part.name] for part in fields(kind)}
    return get_origin(kind), get_args(kind), parts


def _read(kind: Any, data: Any) -> Any:
    container, inner, parts = _shape(kind)
    if kind is Any or (parts and isinstance(data, kind)):
        return data
    if parts:
        given = _checked(Mapping, data)
        return kind(**{name: _read(parts[name], given[name]) for name in parts if name in given})
    if container in (Union, UnionType):
        return None if data is None else _read(inner[0], data)
    if container in (list, tuple):
        return container(_read(inner[0], part) for part in _checked(list | tuple, data))
    if is_typeddict(kind):
        # a record of JSON that stays one: its keys are its own
        return _checked(Mapping, data)
    if container is dict:
        return {key: _read(inner[1], part) for key, part in _checked(Mapping, data).items()}
    if kind is Fraction:
        return parse_exact(data)
    if kind is dt.date:
        return dt.date.fromisoformat(data)
    if container is not Literal:
        return _checked(kind, data)
    if data not in inner:
        raise TypeError(f"{data!r} is none of {inner}")
    return data


def _checked(kind: Any, data: Any) -> Any:
    if not isinstance(data, kind):
        raise TypeError(f"{data!r} is not of {kind}")
    return data
