"""A clock eleven years ahead for every Python process that has this folder on its path."""

from __future__ import annotations

import ctypes
import datetime as dt
import gc
import time
from typing import Any

AHEAD = 4011 * 86400 + 45296.789
_system = time.time


def _shifted(of: Any) -> Any:
    return lambda seconds=None: of(time.time() if seconds is None else seconds)


def _now(cls: type[dt.datetime], tz: dt.tzinfo | None = None) -> dt.datetime:
    return cls.fromtimestamp(time.time(), tz)


time.time = lambda: _system() + AHEAD
time.time_ns = lambda: int(time.time() * 1e9)
time.localtime, time.gmtime, time.ctime = map(_shifted, (time.localtime, time.gmtime, time.ctime))
time.strftime = lambda form, parts=None, _strftime=time.strftime: _strftime(
    form, parts or time.localtime()
)
# The class itself: libraries in C know it by its address, so that a subclass would not do.
(_methods,) = gc.get_referents(dt.datetime.__dict__)[:1]
_methods["now"] = classmethod(_now)
_methods["utcnow"] = classmethod(lambda cls: _now(cls, dt.UTC).replace(tzinfo=None))
ctypes.pythonapi.PyType_Modified(ctypes.py_object(dt.datetime))
