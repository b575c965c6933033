"""Lets `python -m analysis` work in the project's folder: without make, installation or settings of an environment.

Python looks for a module in the working folder first and finds this folder. It has no `__init__.py` and must not get
one: a folder without it is no package and hides none, so that editors, type checkers and every import find the package
itself, `src/analysis`.
"""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).absolute().parents[1] / "src"))
del sys.modules["analysis"]  # this folder; the package takes its name
runpy.run_module("analysis", run_name="__main__", alter_sys=True)
