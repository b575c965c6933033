"""JSON as the program writes it, one item a line: the text of `json.dumps(…, indent=1)`, whose writer is slow.

Large data, as the rows of each sum of a register, take a third of its time.
"""

from __future__ import annotations

import json
from json.encoder import encode_basestring
from typing import Any


def json_text(data: Any, *, sort_keys: bool = False) -> str:
    """The text of data, letters beyond ASCII as they are, without a line end behind it.

    Raises:
        TypeError: JSON has no form for a part of the data.
    """
    return _text(data, "\n", sort_keys)


def _text(data: Any, end: str, sort_keys: bool) -> str:
    """The text of a part whose closing bracket stands behind `end`, a line end with blanks."""
    if isinstance(data, str):
        return encode_basestring(data)
    if isinstance(data, dict):
        items = sorted(data.items()) if sort_keys else data.items()
        parts = [f"{_key(key)}: {_text(part, f'{end} ', sort_keys)}" for key, part in items]
        return _enclosed("{", parts, end, "}")
    if isinstance(data, list | tuple):
        inner = f"{end} "
        # most parts of long lists are row numbers
        parts = [str(part) if type(part) is int else _text(part, inner, sort_keys) for part in data]
        return _enclosed("[", parts, end, "]")
    return json.dumps(data)


def _enclosed(opening: str, parts: list[str], end: str, closing: str) -> str:
    if not parts:
        return opening + closing
    return f"{opening}{end} {f',{end} '.join(parts)}{end}{closing}"


def _key(key: Any) -> str:
    return encode_basestring(key if isinstance(key, str) else json.dumps(key))
