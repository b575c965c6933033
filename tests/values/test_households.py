"""Households stay unnamed however a register spells them."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.values.households import without_households


@pytest.mark.parametrize(
    ("beneficiary", "name"),
    [
        ("Hộ Nguyễn Văn Hòa", "Máy cưa của ông Nguyễn Văn Hoà"),
        ("Hộ Lê Văn Kì", "Máy cưa của ông Lê Văn Kỳ"),
        ("Hộ Lê  Văn Tám", "Máy cưa của ông LÊ VĂN TÁM"),
        ("Hộ Lê Văn Tám", "Máy cưa của ông Le\u0302 Va\u0306n Ta\u0301m"),
    ],
)
def test_a_household_is_found_in_the_name_of_its_scheme_in_any_spelling(
    beneficiary: str, name: str
) -> None:
    """The place of a tone mark, i for y, blanks, capitals and composition do not make another person."""
    scheme = {"name": [name], "beneficiary": [beneficiary], "beneficiary_type": [""]}
    told = without_households(pd.DataFrame(scheme))
    assert told["name"].tolist() == ["Máy cưa của ông hộ kinh doanh"]
