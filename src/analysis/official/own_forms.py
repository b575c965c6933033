"""Which filled forms are of an edition, and which of them nobody has filled."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.definitions.provinces import province_at, province_of
from analysis.edition import Edition
from analysis.filled.form import FilledForm


def empty_files(forms: Sequence[FilledForm], edition: Edition) -> list[str]:
    """The files with nothing but empty forms of an edition."""
    filled = {form.where.file for form in forms if not form.is_empty}
    files = dict.fromkeys(form.where.file for form in forms if concerns(form, edition))
    return [file for file in files if file not in filled]


def concerns(form: FilledForm, edition: Edition) -> bool:
    """Whether a form is of the place of an edition and inside its period."""
    return form.lies_in(edition) and is_of(form, edition)


def is_of(form: FilledForm, edition: Edition) -> bool:
    """Whether a form is of the territory of an edition."""
    province, other = province_of(edition), province_at(form.place, form.last_day)
    if province is None or other is None:
        return form.place == edition.place
    return province.parts == other.parts
