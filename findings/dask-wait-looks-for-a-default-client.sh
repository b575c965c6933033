#!/usr/bin/env bash
# distributed 2026.8.0: a future knows its client, and `future.result()` and `client.gather` go by that. The functions
# `wait` and `as_completed` do not: they look for the default client. With the only client made by `set_as_default=False`,
# both raise ValueError "No clients found" for that client's futures, also when these are finished.
#
# Output seen on Linux, Python 3.11:
#   result: 3, gathered: [3]
#   wait: ValueError: No clients found
#   as_completed: ValueError: No clients found
#   wait, default client: done 1
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install -q "distributed==2026.8.0" 2>/dev/null
cat > "$folder/waits.py" <<'PYTHON'
from operator import add

from distributed import Client, as_completed, wait


def client(default):
    return Client(processes=False, n_workers=1, dashboard_address=None, set_as_default=default)


if __name__ == "__main__":
    with client(False) as own:
        future = own.submit(add, 1, 2)
        print(f"result: {future.result()}, gathered: {own.gather([future])}")
        for function in (wait, as_completed):
            try:
                function([future])
            except ValueError as error:
                print(f"{function.__name__}: ValueError: {str(error).splitlines()[0]}")
    with client(True) as default:
        print("wait, default client: done", len(wait([default.submit(add, 1, 2)]).done))
PYTHON
seen=$("$folder/venv/bin/python" "$folder/waits.py" 2>/dev/null)
echo "$seen"
[ "$seen" = "result: 3, gathered: [3]
wait: ValueError: No clients found
as_completed: ValueError: No clients found
wait, default client: done 1" ]
