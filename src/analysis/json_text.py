"""JSON as the program writes it, one item a line: the text of `json.dumps(…, indent=1)`, whose writer is slow.

Large data, as the rows of each sum of a register, take a third of its time.
"""

from __future__ import annotations

import json
from json.encoder import encode_basestring
from typing import Any

_PAIR = [int, int]  # the first and the last row of a range


def json_text(data: Any, *, sort_keys: bool = False) -> str:
    """The text of data, letters beyond ASCII as they are, without a line end behind it.

    Raises:
        TypeError: JSON has no form for a part of the data.
    """
    pieces: list[str] = []
    _add(data, "\n", pieces, sort_keys=sort_keys)
    return "".join(pieces)


def _add(data: Any, end: str, pieces: list[str], *, sort_keys: bool) -> None:
    """Add the text of a part in pieces; its closing bracket stands behind `end`, a line end with blanks."""
    inner = f"{end} "
    between = inner
    if isinstance(data, str):
        pieces.append(encode_basestring(data))
    elif isinstance(data, dict):
        pieces.append("{")
        for key, part in sorted(data.items()) if sort_keys else data.items():
            pieces.append(f"{between}{_key(key)}: ")
            _add(part, inner, pieces, sort_keys=sort_keys)
            between = f",{inner}"
        pieces.append(f"{end}}}" if data else "}")
    elif isinstance(data, list | tuple):
        pieces.append("[")
        for part in data:
            pieces.append(between)
            between = f",{inner}"
            if type(part) is int:  # most parts of long lists are row numbers
                pieces.append(str(part))
            elif type(part) is list and [*map(type, part)] == _PAIR:
                pieces.append(f"[{inner} {part[0]},{inner} {part[1]}{inner}]")
            else:
                _add(part, inner, pieces, sort_keys=sort_keys)
        pieces.append(f"{end}]" if data else "]")
    else:
        pieces.append(json.dumps(data))


def _key(key: Any) -> str:
    if isinstance(key, str):
        return encode_basestring(key)
    if key is None or isinstance(key, bool | int | float):
        return encode_basestring(json.dumps(key))
    raise TypeError(f"a key of JSON is no {type(key).__name__}")
