"""Whatever a text says and lacks, it is read."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

import pytest

from analysis.extracting.article import extract

GOLD = Path(__file__).parents[2] / "benchmarks" / "extract"
TEXTS = 2500
LOST = 0.12  # of the words


@pytest.mark.parametrize("seed", [1, 2])
def test_sentences_in_any_order_and_with_words_lost_are_read(seed: int) -> None:
    """No mixture of the sentences of all texts, whole or without every eighth word, stops the reading."""
    chance = random.Random(seed)
    sentences = [
        sentence
        for path in sorted(GOLD.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
        for sentence in re.split(r"(?<=[.!?;])\s+|\n+", json.loads(line)["text"])
    ]
    for _ in range(TEXTS):
        words = " ".join(chance.choices(sentences, k=chance.randint(1, 4))).split(" ")
        lost = LOST if chance.random() < 0.7 else 0.0
        text = " ".join(word for word in words if chance.random() >= lost)
        for entry in extract(text).quantities:
            assert text[entry.record["start"] : entry.record["end"]] == entry.record["text"], text
