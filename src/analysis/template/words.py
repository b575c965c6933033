"""The words of the template, in the order that people see them; all are those that the reader of registers knows."""

from __future__ import annotations

from typing import Final

from analysis.registers.words import REGISTER_COLUMNS, REGISTER_REQUIRED
from analysis.vocabulary import BENEFICIARY_TYPES, KINDS, STATUSES

# The total follows from the funds where its column is missing; where the column stands, its cells are required.
_REQUIRED = (*REGISTER_REQUIRED, "tong")
REQUIRED_COLUMNS: Final = tuple(REGISTER_COLUMNS[code].label for code in _REQUIRED)
OPTIONAL_COLUMNS: Final = tuple(word.label for code, word in REGISTER_COLUMNS.items() if code not in _REQUIRED)
MONEY_COLUMNS: Final = tuple(REGISTER_COLUMNS[code].label for code in ("kcqg", "kcdp", "doi_ung", "tong", "budget"))

KIND_CODES: Final = {word.label: code for code, word in KINDS.items()}
STATUS_CODES: Final = {word.label: code for code, word in STATUSES.items()}
DEFAULT_STATUS: Final = STATUSES["actual"].label

ESTABLISHMENT_TYPES: Final = BENEFICIARY_TYPES[:4]
UNSTATED_TYPE: Final = "không nêu"
YES_NO: Final = {"có": True, "không": False}
