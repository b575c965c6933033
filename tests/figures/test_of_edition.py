"""What an edition goes on with: its own rows, and those of all years of its place."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from analysis.edition import Edition
from analysis.figures.of_edition import lists_of, lists_of_all_years
from analysis.raw.folder import read_raw
from analysis.registers.frame_texts import renamed
from analysis.stages.reading import sound
from data_builder import figure, write_table
from register_files import register, row


@pytest.mark.parametrize(
    ("years", "edition"),
    [
        ((2023, 2023), Edition("tinh", 2023, 2023)),
        ((2022, 2023), Edition("tinh", 2023, 2023)),
        ((2021, 2022, 2023), Edition("tinh", 2023, 2023)),
        ((2022, 2023), Edition("tinh", 2022, 2023)),
        ((2022, 2024), Edition("tinh", 2022, 2022)),
    ],
)
def test_all_years_of_a_place_are_those_of_an_edition_of_all_years(
    tmp_path: Path, years: tuple[int, ...], edition: Edition
) -> None:
    """What `compare` keeps of all years is what reading them as an edition gives, whichever years the edition has."""
    rows = [row(number, q=100 + number, year=year) for number, year in enumerate(years, start=1)]
    folder = register(tmp_path, *rows)
    printed = [figure("460", fund="KCQG", years=(2020, 2020), place="tinh", source="s")]
    write_table(folder, "so-lieu.csv", printed)
    received = read_raw(folder)
    read = sound(received, edition)
    everything = read.raw.corrections, read.figures, read.registers
    plain = lists_of(received, *everything, [edition, edition.all_years])
    quick = lists_of_all_years(read.lists, read.figures, read.registers)
    assert quick.figures == plain.figures
    assert quick.registers.tables == plain.registers.tables
    assert quick.registers.schemes.equals(plain.registers.schemes)
    assert {figure.year_from for figure in quick.sums} >= {*years}


@pytest.mark.parametrize("texts", [["a", "b", "a"], ["a", "a"], []])
def test_other_names_stand_row_by_row(texts: list[str]) -> None:
    """Each text of a column has its other name in its own row; one without a name is an error."""
    column = pd.Series(texts, dtype="str", index=range(5, 5 + len(texts)))
    names = {"a": "A", "b": "B"}
    found = renamed(column, names)
    assert found.tolist() == [names[text] for text in texts]
    assert (found.dtype, found.index.tolist()) == (column.dtype, column.index.tolist())
    with pytest.raises(KeyError):
        renamed(pd.Series(["c"], dtype="str"), names)
