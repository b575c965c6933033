"""Lets `python -m analysis` work in the project's folder without make, PYTHONPATH or installation.

Python looks in the working folder first, so this file is found in place of the package below `src/`. Run, it runs the
package; imported (by a child process or a notebook kernel), it gives way to the package.
"""

import importlib
import runpy
import sys
from pathlib import Path

_SOURCE = str(Path(__file__).resolve().parent / "src")
if _SOURCE in sys.path:
    sys.path.remove(_SOURCE)
sys.path.insert(0, _SOURCE)

if __name__ == "__main__":
    runpy.run_module("analysis", run_name="__main__", alter_sys=True)
else:
    del sys.modules[__name__]
    importlib.import_module("analysis")
