"""Texts of data, of users and of programs in messages."""

from __future__ import annotations

import errno
import os

import pytest

from analysis.messages import first_of, shown, why_unread


def test_shown_text_stays_on_its_line() -> None:
    """Control characters are escaped, and what is very long is cut."""
    assert shown("a\nb") == r"a\nb"
    assert shown("x" * 100, 80) == "x" * 80 + "…"


@pytest.mark.parametrize("code", ["ENOENT", "EISDIR", "EACCES", "EIO", "ENOSPC"])
def test_why_a_file_is_not_read_is_said_in_vietnamese(code: str) -> None:
    """The words of the system are English; of a rare reason its number is told."""
    number = getattr(errno, code)
    said = why_unread(OSError(number, os.strerror(number)))
    assert os.strerror(number) not in said
    assert not said.isascii()


@pytest.mark.parametrize(
    ("count", "told"), [(0, ""), (2, "a, b"), (3, "a, b, c"), (5, "a, b, c và 2 cột khác")]
)
def test_a_list_that_is_cut_says_how_many_it_leaves_out(count: int, told: str) -> None:
    """As many as the message has room for are named, and the number of the others."""
    assert first_of(list("abcde")[:count], 3, "cột") == told
