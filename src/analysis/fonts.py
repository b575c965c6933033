"""Which font the PDF is set in.

Times New Roman where the machine has it, else a font of the same widths.

The font is looked for by its known file names in the usual font folders (no fontconfig), and taken
only when all four of its files have every Vietnamese letter: version 1 of Liberation Serif, for
one, has 42 of 134. Without any, the PDF is set in Libertinus Serif, which Typst carries inside, and
the report says so. The same font files give the same bytes.
"""

from __future__ import annotations

import hashlib
import os
import struct
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

EMBEDDED_FAMILY = "Libertinus Serif"

# Format characters that are drawn, though their class is not, and a blank that is a stroke.
_DRAWN_FORMATS = frozenset({*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x1680})
_TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
_VOWELS = ("a", "ă", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y")
VIETNAMESE_LETTERS = frozenset(
    letter
    for vowel in _VOWELS
    for tone in _TONES
    for cased in (vowel, vowel.upper())
    for letter in [unicodedata.normalize("NFC", cased + tone)]
    if not letter.isascii()
) | {"đ", "Đ"}

_WINDOWS_ENGLISH = (3, 0x409)
_STYLES = ("Regular", "Bold", "Italic", "BoldItalic")
# Families in order of preference; file names of regular, bold, italic, bold italic, as systems and
# packages name them.
_FAMILIES: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...] = (
    (
        "Times New Roman",
        (
            ("times.ttf", "timesbd.ttf", "timesi.ttf", "timesbi.ttf"),
            tuple(
                f"Times New Roman{style}.ttf" for style in ("", " Bold", " Italic", " Bold Italic")
            ),
            tuple(
                f"Times_New_Roman{style}.ttf" for style in ("", "_Bold", "_Italic", "_Bold_Italic")
            ),
        ),
    ),
    ("Tinos", (tuple(f"Tinos-{style}.ttf" for style in _STYLES),)),
    ("Liberation Serif", (tuple(f"LiberationSerif-{style}.ttf" for style in _STYLES),)),
)


@dataclass(frozen=True)
class Fonts:
    """The chosen family; `files` (regular, bold, italic, bold italic) and `sha256s` are empty for the embedded one."""

    family: str
    files: tuple[Path, ...]
    sha256s: tuple[str, ...]
    fallback: bool

    def covered(self, characters: Iterable[str]) -> set[str]:
        """Those of `characters` that every one of the files can draw.

        Of the embedded family what is known of it.
        """
        wanted = {character for character in characters if needs_glyph(character)}
        for file in self.files:
            wanted &= drawable(file, wanted)
        return wanted if self.files else {c for c in wanted if _embedded_draws(c)}


EMBEDDED = Fonts(EMBEDDED_FAMILY, (), (), fallback=True)


def choose_fonts(folders: Iterable[Path] | None = None) -> Fonts:
    """The font for the PDF, from `folders` and the folders below them.

    By default the font folders of this system.
    """
    return _system_fonts() if folders is None else _choose(folders)


@cache
def _system_fonts() -> Fonts:
    return _choose(font_folders())


def _choose(folders: Iterable[Path]) -> Fonts:
    by_folder = _known_files(folders)
    for family, namings in _FAMILIES:
        groups = (_group(files, naming) for files in by_folder.values() for naming in namings)
        for group in sorted(group for group in groups if group):
            if _usable(group, family):
                hashes = tuple(hashlib.sha256(file.read_bytes()).hexdigest() for file in group)
                return Fonts(family, group, hashes, fallback=False)
    return EMBEDDED


def font_folders(
    environment: Mapping[str, str] | None = None, platform: str = sys.platform
) -> list[Path]:
    """The folders where this system and its user keep fonts; some may not exist."""
    variables = os.environ if environment is None else environment
    home = Path(variables.get("USERPROFILE" if platform == "win32" else "HOME", "~")).expanduser()
    if platform == "win32":
        windows = variables.get("SYSTEMROOT") or variables.get("WINDIR") or r"C:\Windows"
        local = variables.get("LOCALAPPDATA") or str(home / "AppData" / "Local")
        return [Path(windows) / "Fonts", Path(local) / "Microsoft" / "Windows" / "Fonts"]
    data = Path(variables.get("XDG_DATA_HOME") or home / ".local" / "share")
    own = [home / ".fonts", data / "fonts", Path(sys.prefix) / "fonts"]
    if platform == "darwin":
        return [
            home / "Library" / "Fonts",
            Path("/Library/Fonts"),
            Path("/System/Library/Fonts"),
            *own,
        ]
    shared = (variables.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share").split(":")
    return [*own, *(Path(folder) / "fonts" for folder in shared if folder)]


def needs_glyph(character: str) -> bool:
    """Whether a font must have something to draw.

    Not for control and format characters, blanks and variation marks.
    """
    code = ord(character)
    if code in _DRAWN_FORMATS:
        return True
    if unicodedata.category(character) in ("Cc", "Cf", "Zs", "Zl", "Zp"):
        return False
    return not (0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF or code == 0x034F)


def drawable(file: Path, characters: Iterable[str]) -> set[str]:
    """Those of `characters` that the font file has a glyph for.

    None when it is not a readable font.
    """
    from fontTools.ttLib import TTFont, TTLibError

    try:
        with TTFont(file, lazy=True) as font:
            glyphs = font.getBestCmap() or {}
    except (OSError, TTLibError, ValueError, KeyError, AssertionError):
        return set()
    return {character for character in characters if ord(character) in glyphs}


def _known_files(folders: Iterable[Path]) -> dict[Path, dict[str, Path]]:
    """Font files with a known name, by folder and by name in small letters."""
    known = {name.casefold() for _, namings in _FAMILIES for naming in namings for name in naming}
    found: dict[Path, dict[str, Path]] = {}
    for folder, file in _files(folders):
        if file.casefold() in known:
            found.setdefault(folder, {})[file.casefold()] = folder / file
    return found


def _files(folders: Iterable[Path]) -> Iterator[tuple[Path, str]]:
    """All files below the folders, each once, whatever cannot be read left out."""
    seen: set[str] = set()
    for top in folders:
        for folder, below, files in os.walk(top):
            if folder in seen:
                below.clear()
                continue
            seen.add(folder)
            yield from ((Path(folder), file) for file in files)


def _group(files: Mapping[str, Path], naming: tuple[str, ...]) -> tuple[Path, ...]:
    group = tuple(files[name.casefold()] for name in naming if name.casefold() in files)
    return group if len(group) == len(naming) else ()


def _usable(group: tuple[Path, ...], family: str) -> bool:
    """Whether the four files are of the family that their names promise and have all Vietnamese letters."""
    if _family(group[0]) != family:
        return False
    return all(drawable(file, VIETNAMESE_LETTERS) == VIETNAMESE_LETTERS for file in group)


def _family(file: Path) -> str:
    """The family that a font file names itself; '' when it is not a readable font."""
    from fontTools.ttLib import TTFont, TTLibError

    try:
        with TTFont(file, lazy=True) as font:
            return _family_in(font.reader["name"])
    except (OSError, TTLibError, ValueError, KeyError, AssertionError, struct.error):
        return ""


def _family_in(table: bytes) -> str:
    """The family in a font's table `name` (OpenType specification, "name - Naming Table").

    Read here, since fontTools imports its readers of all other tables with that of this one, a third of a second.
    """
    count, start = struct.unpack_from(">HH", table, 2)
    families: dict[int, str] = {}
    for number in range(count):
        system, _, language, kind, length, offset = struct.unpack_from(
            ">6H", table, 6 + 12 * number
        )
        if (system, language) == _WINDOWS_ENGLISH:
            text = table[start + offset : start + offset + length]
            families[kind] = text.decode("utf-16-be")
    # the family without its styles (21, 16) is named where it differs from the family of four files (1)
    return families.get(21) or families.get(16) or families.get(1, "")


def _embedded_draws(character: str) -> bool:
    """What Libertinus Serif is known to have.

    Latin with Vietnamese, Greek, Cyrillic and common punctuation.
    """
    code = ord(character)
    if unicodedata.category(character) == "Cn":
        return False
    if character in VIETNAMESE_LETTERS or 0x20 <= code <= 0x7E or 0xA0 <= code <= 0x17F:
        return True
    return (
        character in "–—‘’‚“”„†‡•…‰‹›€₫−×÷±≤≥≈≠→←"
        or 0x391 <= code <= 0x3C9
        or 0x410 <= code <= 0x44F
    )
