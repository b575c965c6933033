"""`python -m analysis.cluster.warm`: make one edition after another, as a dask worker asks for them.

The worker has threads and cannot fork; this process has none, imports all libraries and reads the raw
files once, and forks for each edition. It gets `{"parameters": …, "limit": …}` of an edition as a line of
JSON, answers with what became of it, and ends with the worker.
"""

from __future__ import annotations

import json
import os
import sys
from functools import partial
from pathlib import Path

from analysis.parameters import parse_parameters
from analysis.project import Project, find_root
from analysis.raw.folder import read_raw
from analysis.running.forked import end_with
from analysis.running.manifest import program_of
from analysis.running.many import each
from analysis.running.run import make_report
from analysis.stages.asked import edition_asked
from analysis.stages.reading import read_once

LIFE = "ANALYSIS_LIFE"  # the pipe that the worker holds as long as it lives


def serve(project: Project) -> None:
    """Answer lines until there are no more."""
    make = partial(make_report, program=program_of(project))
    # what the work prints, and what it starts, must not come between the answers
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    read_once(read_raw(project.raw))
    for line in sys.stdin:
        asked = json.loads(line)
        parameters = parse_parameters(asked["parameters"])
        name = edition_asked(project, parameters).name
        (ended,) = each(project, {name: parameters}, make, limit=asked["limit"])
        answers.write(json.dumps(ended.outcome) + "\n")
        answers.flush()


if __name__ == "__main__":
    if life := os.environ.pop(LIFE, ""):
        end_with(int(life))
    serve(find_root(Path.cwd()))
