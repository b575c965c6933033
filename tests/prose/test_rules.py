"""The words of `rules.toml`: none says two things in its table."""

from __future__ import annotations

from collections import Counter

from analysis.prose.rules import listed, rules

# These lists are parts of patterns: a word may stand in several of them.
LISTS = ("giving", "filler")
TABLES = [table for table in rules() if table not in LISTS]


def test_a_phrase_says_one_code_of_its_table() -> None:
    """No spelling stands under two codes of a table, of which the order of the file would choose one unseen."""
    for table in TABLES:
        said = Counter(spelled for code in rules()[table] for spelled in set(listed(table, code)))
        assert [spelled for spelled, codes in said.items() if codes > 1] == [], table


def test_a_phrase_is_written_once_in_a_list() -> None:
    """No list of the file has a phrase twice."""
    for table, codes in rules().items():
        for code, phrases in codes.items():
            twice = [phrase for phrase, times in Counter(phrases).items() if times > 1]
            assert twice == [], (table, code)
