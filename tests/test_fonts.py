from __future__ import annotations

import hashlib
import unicodedata
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from analysis.fonts import (
    EMBEDDED_FAMILY,
    VIETNAMESE_LETTERS,
    Fonts,
    choose_fonts,
    font_folders,
    needs_glyph,
)

TINOS = ("Tinos-Regular.ttf", "Tinos-Bold.ttf", "Tinos-Italic.ttf", "Tinos-BoldItalic.ttf")
TIMES = ("times.ttf", "TIMESBD.TTF", "timesi.ttf", "timesbi.ttf")
LIBERATION = tuple(name.replace("Tinos", "LiberationSerif") for name in TINOS)


def make_font(path: Path, family: str, letters: frozenset[str] = VIETNAMESE_LETTERS) -> None:
    names = {ord(letter): f"u{ord(letter):04X}" for letter in sorted(letters | {"a"})}
    order = [".notdef", *names.values()]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(names)
    builder.setupGlyf(dict.fromkeys(order, TTGlyphPen(None).glyph()))
    builder.setupHorizontalMetrics(dict.fromkeys(order, (500, 0)))
    builder.setupHorizontalHeader()
    builder.setupNameTable({"familyName": family, "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    path.parent.mkdir(parents=True, exist_ok=True)
    builder.save(path)


def make_family(folder: Path, names: tuple[str, ...], family: str) -> None:
    for name in names:
        make_font(folder / name, family)


def test_the_alphabet_has_134_letters_of_its_own() -> None:
    """What a font must have are the 134 Vietnamese letters beyond ASCII, each one composed character."""
    assert len(VIETNAMESE_LETTERS) == 134
    assert all(
        letter == unicodedata.normalize("NFC", letter) and len(letter) == 1
        for letter in VIETNAMESE_LETTERS
    )


def test_preference_is_times_then_tinos_then_liberation(tmp_path: Path) -> None:
    """Of the families that are whole the first in the order Times New Roman, Tinos, Liberation Serif is taken."""
    make_family(tmp_path / "c", LIBERATION, "Liberation Serif")
    assert choose_fonts([tmp_path]).family == "Liberation Serif"
    make_family(tmp_path / "b" / "deep", TINOS, "Tinos")
    assert choose_fonts([tmp_path]).family == "Tinos"
    make_family(tmp_path / "a", TIMES, "Times New Roman")
    chosen = choose_fonts([tmp_path])
    assert chosen.family == "Times New Roman"
    assert [file.name for file in chosen.files] == list(TIMES)
    assert chosen.sha256s[1] == hashlib.sha256((tmp_path / "a" / TIMES[1]).read_bytes()).hexdigest()
    assert not chosen.fallback


@pytest.mark.parametrize(
    "spoil",
    [
        lambda folder: make_font(folder / TINOS[1], "Tinos", VIETNAMESE_LETTERS - {"ợ"}),
        lambda folder: (folder / TINOS[3]).unlink(),
        lambda folder: (folder / TINOS[2]).write_bytes(b"no font"),
        lambda folder: make_font(folder / TINOS[0], "Another"),
    ],
    ids=["a letter is missing", "a file is missing", "not a font", "another family"],
)
def test_a_family_that_is_not_whole_is_passed_over(tmp_path: Path, spoil: object) -> None:
    """A family with a missing letter, a missing or broken file or a false name is never taken."""
    make_family(tmp_path, TINOS, "Tinos")
    assert choose_fonts([tmp_path]).family == "Tinos"
    spoil(tmp_path)  # type: ignore[operator]
    assert choose_fonts([tmp_path]) == Fonts(EMBEDDED_FAMILY, (), (), fallback=True)


def test_the_order_of_folders_does_not_matter(tmp_path: Path) -> None:
    """The same font files give the same choice in whatever order the folders are searched."""
    for name in ("x", "y"):
        make_family(tmp_path / name, TINOS, "Tinos")
    folders = [tmp_path / "x", tmp_path / "y", tmp_path]
    assert choose_fonts(folders) == choose_fonts(list(reversed(folders)))


def test_folders_of_each_system() -> None:
    """The usual font folders of Windows, macOS and Linux, of the system and of the user, are searched."""
    windows = {"SYSTEMROOT": "W", "LOCALAPPDATA": "L", "USERPROFILE": "U"}
    assert font_folders(windows, "win32") == [Path("W/Fonts"), Path("L/Microsoft/Windows/Fonts")]
    assert Path("/System/Library/Fonts") in font_folders({"HOME": "/h"}, "darwin")
    assert Path("/h/Library/Fonts") in font_folders({"HOME": "/h"}, "darwin")
    linux = font_folders({"HOME": "/h", "XDG_DATA_DIRS": "/a:/b"}, "linux")
    assert {
        Path("/h/.fonts"),
        Path("/h/.local/share/fonts"),
        Path("/a/fonts"),
        Path("/b/fonts"),
    } <= set(linux)


def test_coverage_is_that_of_the_weakest_file(tmp_path: Path) -> None:
    """A character counts as covered only when regular, bold and both italics have it."""
    make_family(tmp_path, TINOS, "Tinos")
    make_font(tmp_path / TINOS[0], "Tinos", VIETNAMESE_LETTERS | {"中"})
    assert choose_fonts([tmp_path]).covered("ợ中") == {"ợ"}


def test_invisible_characters_need_no_glyph() -> None:
    """Controls, blanks, joiners and direction marks are not asked of a font; letters and symbols are."""
    assert not any(needs_glyph(character) for character in "\x01\t \u00a0\u200b\u202e\ufe0f")
    assert all(needs_glyph(character) for character in "aợ中\U0001f600\ue000\u0600")
