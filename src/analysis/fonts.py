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
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
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
# Families in order of preference; in each paragraph the file names of regular, bold, italic and bold
# italic, as systems and packages name them.
_FAMILIES = {
    "Times New Roman": """
times.ttf
timesbd.ttf
timesi.ttf
timesbi.ttf

Times New Roman.ttf
Times New Roman Bold.ttf
Times New Roman Italic.ttf
Times New Roman Bold Italic.ttf

Times_New_Roman.ttf
Times_New_Roman_Bold.ttf
Times_New_Roman_Italic.ttf
Times_New_Roman_Bold_Italic.ttf
""",
    "Tinos": """
Tinos-Regular.ttf
Tinos-Bold.ttf
Tinos-Italic.ttf
Tinos-BoldItalic.ttf
""",
    "Liberation Serif": """
LiberationSerif-Regular.ttf
LiberationSerif-Bold.ttf
LiberationSerif-Italic.ttf
LiberationSerif-BoldItalic.ttf
""",
}
_NAMINGS = {}
for _family_name, _names in _FAMILIES.items():
    _paragraphs = _names.casefold().strip().split("\n\n")
    _NAMINGS[_family_name] = [paragraph.split("\n") for paragraph in _paragraphs]


@dataclass(frozen=True)
class Fonts:
    """The chosen family.

    `files` (regular, bold, italic, bold italic) and `sha256s` are empty for the embedded one.
    """

    family: str
    files: tuple[Path, ...]
    sha256s: tuple[str, ...]
    fallback: bool

    def covered(self, characters: Iterable[str]) -> set[str]:
        """Those of `characters` that every one of the files can draw.

        Of the embedded family what is known of it.
        """
        wanted = set(filter(needs_glyph, characters))
        if not self.files:
            return set(filter(_embedded_draws, wanted))
        for file in self.files:
            wanted &= drawable(file, wanted)
        return wanted


EMBEDDED = Fonts(EMBEDDED_FAMILY, (), (), fallback=True)


def choose_fonts(folders: Iterable[Path] | None = None) -> Fonts:
    """The font for the PDF, from `folders` and the folders below them.

    By default the font folders of this system.
    """
    if folders is None:
        return _system_fonts()
    return _choose(folders)


@cache
def _system_fonts() -> Fonts:
    return _choose(font_folders())


def _choose(folders: Iterable[Path]) -> Fonts:
    by_folder = _known_files(folders)
    for family, namings in _NAMINGS.items():
        groups = (_group(files, naming) for files in by_folder.values() for naming in namings)
        for group in sorted(filter(None, groups)):
            if _usable(group, family):
                hashes = tuple(hashlib.sha256(file.read_bytes()).hexdigest() for file in group)
                return Fonts(family, group, hashes, fallback=False)
    return EMBEDDED


def font_folders(
    variables: Mapping[str, str] = os.environ, platform: str = sys.platform
) -> list[Path]:
    """The folders where this system and its user keep fonts; some may not exist."""
    if platform == "win32":
        windows = variables.get("SYSTEMROOT") or variables.get("WINDIR") or r"C:\Windows"
        home = Path(variables.get("USERPROFILE", "~")).expanduser()
        local = variables.get("LOCALAPPDATA") or home / "AppData" / "Local"
        return [Path(windows, "Fonts"), Path(local, "Microsoft", "Windows", "Fonts")]
    home = Path(variables.get("HOME", "~")).expanduser()
    data = Path(variables.get("XDG_DATA_HOME") or home / ".local" / "share")
    own = [home / ".fonts", data / "fonts", Path(sys.prefix, "fonts")]
    if platform == "darwin":
        shared = [str(home / "Library"), "/Library", "/System/Library"]
        return [*(Path(folder, "Fonts") for folder in shared), *own]
    shared = (variables.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share").split(":")
    return [*own, *(Path(folder, "fonts") for folder in shared if folder)]


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
    known = {name for namings in _NAMINGS.values() for naming in namings for name in naming}
    found: dict[Path, dict[str, Path]] = {}
    seen = set()
    for folder, below, files in chain.from_iterable(map(os.walk, folders)):
        if folder in seen:
            below.clear()
            continue
        seen.add(folder)
        for file in files:
            if file.casefold() in known:
                path = Path(folder, file)
                found.setdefault(path.parent, {})[file.casefold()] = path
    return found


def _group(files: Mapping[str, Path], naming: Sequence[str]) -> tuple[Path, ...]:
    """The four files of a naming; none unless all are there."""
    try:
        return tuple(files[name] for name in naming)
    except KeyError:
        return ()


def _usable(group: tuple[Path, ...], family: str) -> bool:
    """Whether the four files are of the family that they promise, with all Vietnamese letters."""
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

    Read here, since fontTools imports its readers of all other tables with that of this one, a
    third of a second.
    """
    count, start = struct.unpack_from(">HH", table, 2)
    families = {}
    for number in range(count):
        system, _, language, kind, length, offset = struct.unpack_from(
            ">6H", table, 6 + 12 * number
        )
        if (system, language) == _WINDOWS_ENGLISH:
            text = table[start + offset : start + offset + length]
            families[kind] = text.decode("utf-16-be")
    # the family without its styles (21, 16) is named where it differs from the family of four
    # files (1)
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
