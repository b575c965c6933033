#!/usr/bin/env bash
# pytest-xdist 3.8.0 sends tests marked with one `xdist_group` to one worker (`--dist loadgroup`) under pytest 9.1.0.
# Under pytest 9.2.0 the same command, options and marks spread the group over both workers, without an error or a warning:
# the ids of the tests no longer end in "@group", which the scheduler looks at. Tests that share a resource then run side by
# side, and a fixture of a module is made by both workers.
#
# Output seen on Linux, Python 3.11:
#   pytest 9.1.0: workers of the group: 1, ids with the group's name: 8
#   pytest 9.2.0: workers of the group: 2, ids with the group's name: 0
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cat > "$folder/test_group.py" <<'TEST'
import time

import pytest


@pytest.mark.xdist_group("one")
@pytest.mark.parametrize("number", range(8))
def test_of_a_group(number):
    time.sleep(0.2)


@pytest.mark.parametrize("number", range(2))
def test_of_no_group(number):
    time.sleep(0.2)
TEST

seen() {
  python3 -m venv "$folder/$1"
  "$folder/$1/bin/python" -m pip install -q "pytest==$1" "pytest-xdist==3.8.0" 2>/dev/null
  "$folder/$1/bin/python" -m pytest -v -n 2 --dist loadgroup -p no:cacheprovider "$folder/test_group.py" > "$folder/$1.txt"
  local group workers named
  group=$(grep -E '^\[gw[01]\].*PASSED.*test_of_a_group' "$folder/$1.txt")
  workers=$(grep -oE '^\[gw[01]\]' <<< "$group" | sort -u | wc -l)
  named=$(grep -cE '@one *$' <<< "$group" || true)
  echo "pytest $1: workers of the group: $workers, ids with the group's name: $named"
}

before=$(seen 9.1.0)
after=$(seen 9.2.0)
printf '%s\n%s\n' "$before" "$after"
[ "$before" = "pytest 9.1.0: workers of the group: 1, ids with the group's name: 8" ]
[ "$after" = "pytest 9.2.0: workers of the group: 2, ids with the group's name: 0" ]
