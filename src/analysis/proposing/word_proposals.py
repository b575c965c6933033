"""What the words, places and names below a header mean, where the vocabulary lacks them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from analysis.adopting.answer_values import WORDS, wanted_words
from analysis.adopting.answers import NEW_AREA, HeaderAnswers
from analysis.adopting.kinds import (
    groups_of_schemes,
    kind_of_name,
    kind_of_word,
    kinds_of_groups,
)
from analysis.adopting.money import LEAST_FIT
from analysis.around.status_words import ACTUAL, sense_of
from analysis.language.place_words import without_unit
from analysis.proposing.column_proposals import columns_by_code
from analysis.proposing.likeness import LEAST_WORDS, percent_shared
from analysis.proposing.look import ASKED, KNOWN, OPEN, SET, HeaderLook, Line
from analysis.tables.dates import read_year
from analysis.tables.table import Table, in_any_case, meant_by
from analysis.tables.text_columns import is_unfinished
from analysis.tables.units import normal
from analysis.vocabulary import KINDS, REGISTER_STATUSES

KINDS_BY_NAME = "loai_hinh_theo_ten"
MOST_WORDS = 60
MOST_AREAS = 300


def areas_in(table: Table, look: HeaderLook) -> dict[str, str]:
    """The places of the schemes of a table, as they are typed, by their text in one case."""
    index = columns_by_code(look.columns, table).get("place")
    if index is None:
        return {}
    distinct = table.cells(index).unique().to_pylist()
    texts = (" ".join(text.split()) for text in distinct)
    return {normal(text): text for text in texts if text}


def area_lines(texts: Sequence[str], told: Mapping[str, str]) -> tuple[Line, ...]:
    """The places of a file: known, or asked about where earlier files of its province had none of that name.

    Many are addresses rather than units: none is listed.

    Args:
        texts: the places.
        told: those of earlier files with the name that each had before; without any nothing is asked.
    """
    if len(texts) > MOST_AREAS:
        return ()
    before = {normal(text): name for text, name in told.items()}
    here = set(map(normal, texts))
    gone = [text for text in told if normal(text) not in here]
    lines = []
    for text in texts:
        name = before.get(normal(text))
        if not before or (name is not None and normal(name) == normal(text)):
            lines.append(Line(text, text, KNOWN))
        elif name is not None:
            lines.append(Line(text, name, SET, "như lần trước"))
        else:
            lines.append(_new_area(text, gone))
    return tuple(lines)


def _new_area(text: str, gone: Iterable[str]) -> Line:
    """The question of a place that no earlier file had: a new one, or the new name of one that is gone."""
    bare = without_unit(normal(text))
    ranked = [(percent_shared(bare, without_unit(normal(name))), name) for name in gone]
    shared, name = max(ranked, default=(0, ""))
    if shared < LEAST_WORDS:
        return Line(text, NEW_AREA, ASKED, "sổ trước không có địa bàn này")
    reason = f"tên mới của địa bàn cũ? {shared}% từ giống, tên cũ không còn trong sổ; nơi khác thì ghi {NEW_AREA}"
    return Line(text, name, ASKED, f"{reason}; tính chung thì ghi ở dia-ban.csv")


def word_lines(
    table: Table, code: str, index: int, earlier: HeaderAnswers | None
) -> tuple[Line, ...]:
    """The words of a column that the vocabulary lacks, with how many cells have each."""
    known = in_any_case({} if earlier is None else earlier.words.get(code, {}))
    counted: Counter[str] = Counter()
    typed: dict[str, str] = {}
    for one in table.cells(index).value_counts().to_pylist():
        # an answer is for a text whatever its blanks and capitals: two entries of one name would be no TOML
        text = typed.setdefault(normal(one["values"]), " ".join(one["values"].split()))
        counted[text] += one["counts"]
    lines = []
    for text, count in counted.items():
        if meaning := meant_by(known, text):
            lines.append(Line(text, meaning, SET, "như lần trước"))
        elif text and not _is_known(code, text) and len(lines) < MOST_WORDS:
            meaning, why = _meaning(code, text)
            if not meaning:
                why = f"{why}; ghi {wanted_words(code)}"
            state = OPEN if meaning else ASKED
            lines.append(Line(text, meaning, state, f"{count} ô; {why}"))
    return tuple(lines)


def _is_known(code: str, text: str) -> bool:
    if code == "year":
        # of several years each row is asked about: another file may mean another one by the same text
        year, told = read_year(text)
        return year > 0 or told in ("", "year-range")
    words = normal(text)
    return any(
        words in {normal(printed) for printed in (word.label, word.code, *word.printed)}
        for word in WORDS[code].values()
    )


def _meaning(code: str, text: str) -> tuple[str, str]:
    """The best meaning of a word with its reason, '' where none is near enough."""
    if code == "year":
        return "", "không đọc được thành năm"
    if code == "status":
        sense = sense_of(text, beside=True)
        if sense in REGISTER_STATUSES and not (sense == ACTUAL and is_unfinished(text)):
            return REGISTER_STATUSES[sense].label, "theo từ về tình trạng"
        return "", "chưa đủ căn cứ để đề xuất"
    if label := kind_of_name(text):
        return label, "theo từ về loại hình"
    ranked = [
        (percent_shared(text, printed), kind.label)
        for kind in KINDS.values()
        for printed in (kind.label, *kind.printed)
    ]
    shared, label = max(ranked)
    if shared >= LEAST_WORDS:
        return label, f"{shared}% từ giống"
    return "", f"chưa đủ căn cứ để đề xuất (từ giống nhất {shared}%)"


def group_lines(
    table: Table,
    codes: Mapping[str, int],
    own: HeaderAnswers | None,
    earlier: HeaderAnswers | None,
) -> tuple[Line, ...]:
    """The names of groups that are no kind of the list, where others are: one question for all schemes of each."""
    if "kind" in codes or "name" not in codes or (own is not None and own.kinds_by_name):
        return ()
    known = _kind_words(earlier)
    counted = Counter(group for _, group in _unclear(table, codes, {}) if group)
    if not any(kinds_of_groups(table, {})) and not any(map(kind_of_name, counted)):
        return ()
    lines = []
    for name, count in list(counted.items())[:MOST_WORDS]:
        if meaning := meant_by(known, name):
            lines.append(Line(name, meaning, SET, "như lần trước"))
            continue
        meaning, why = _meaning("kind", name)
        if not meaning:
            why = f"{why}; ghi {wanted_words('kind')}"
        state = OPEN if meaning else ASKED
        lines.append(Line(name, meaning, state, f"nhóm của {count} đề án; {why}"))
    return tuple(lines)


def kinds_line(
    table: Table,
    codes: Mapping[str, int],
    own: HeaderAnswers | None,
    earlier: HeaderAnswers | None,
    groups: Iterable[Line],
) -> Line | None:
    """Whether the names of schemes say their kinds, asked where nothing else does and no earlier header was told it.

    Of a scheme in a group that is a kind, or one of the lines `groups`, nothing more is asked.
    """
    if "kind" in codes or "name" not in codes or (own is not None and own.kinds_by_name):
        return None
    names = _names(table, codes, earlier, groups)
    if not names:
        return None
    if earlier is not None and earlier.kinds_by_name:
        return Line(KINDS_BY_NAME, "true", SET, "như lần trước")
    said = sum(1 for name in names if kind_of_name(name))
    if not said:
        return None
    fit = 100 * said // len(names)
    reason = f"không có cột Loại hình; {said} trong {len(names)} tên đề án nói rõ loại hình"
    return Line(KINDS_BY_NAME, "true", OPEN if fit >= LEAST_FIT else ASKED, reason)


def names_of_no_kind(
    table: Table,
    codes: Mapping[str, int],
    earlier: HeaderAnswers | None,
    groups: Iterable[Line],
) -> tuple[Line, ...]:
    """The names of schemes that do not say their kind, where the other names do: each is asked for its own.

    Of a scheme in a group that is a kind, or one of the lines `groups`, nothing more is asked.
    """
    if "name" not in codes:
        return ()
    known = _kind_words(earlier)
    typed: dict[str, str] = {}
    for name in _names(table, codes, earlier, groups):
        typed.setdefault(normal(name), name)
    lines = []
    for text in typed.values():
        if meaning := meant_by(known, text):
            lines.append(Line(text, meaning, SET, "như lần trước"))
        elif text and not kind_of_name(text) and len(lines) < MOST_WORDS:
            reason = f"tên không nói rõ một loại hình; ghi {wanted_words('kind')}"
            lines.append(Line(text, "", ASKED, reason))
    return tuple(lines)


def _kind_words(answers: HeaderAnswers | None) -> dict[str, str]:
    return in_any_case({} if answers is None else answers.words.get("kind", {}))


def _names(
    table: Table,
    codes: Mapping[str, int],
    earlier: HeaderAnswers | None,
    groups: Iterable[Line],
) -> list[str]:
    """The names of the schemes whose kind nothing else says or is asked for."""
    asked = {line.text for line in groups}
    unclear = _unclear(table, codes, _kind_words(earlier))
    return [name for name, group in unclear if group not in asked]


def _unclear(
    table: Table, codes: Mapping[str, int], words: Mapping[str, str]
) -> list[tuple[str, str]]:
    """The name and the group of each scheme whose kind neither its group nor its activity says."""
    labels = kinds_of_groups(table, words)
    if "activity_text" in codes:
        texts = table.cells(codes["activity_text"]).to_pylist()
        labels = [label or kind_of_word(text) for label, text in zip(labels, texts, strict=True)]
    names = (" ".join(name.split()) for name in table.cells(codes["name"]).to_pylist())
    told = zip(names, groups_of_schemes(table, words), labels, strict=True)
    return [(name, group) for name, group, label in told if name and not label]
