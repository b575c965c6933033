"""What is issued can be signed: a report that lacks its office, place, signatory's office or province is refused."""

from __future__ import annotations

import re

import pytest

from analysis.commands.freeze import refuse_unsigned
from analysis.edition import Edition
from analysis.errors import IssuedError

EDITION = Edition("thu", 2022, 2022)


def test_all_that_lacks_is_named_in_one_message() -> None:
    """The list, the code and the remedy stand in the refusal."""
    with pytest.raises(IssuedError) as error:
        refuse_unsigned(EDITION, ["dia_ban", "co_quan_ban_hanh"])
    assert re.search(
        r"reports/thu-2022 chưa ký được: .*chưa có dia_ban, co_quan_ban_hanh .*\[freeze-unsigned\]",
        str(error.value),
    )


def test_what_lacks_nothing_is_issued() -> None:
    """The empty list refuses nothing."""
    refuse_unsigned(EDITION, [])
