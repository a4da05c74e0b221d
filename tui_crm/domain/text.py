"""Cleaning texts for storage, folding them for searching, and keys for sorting them."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

NAME_LIMIT: Final = 200
NOTE_LIMIT: Final = 1_000_000
NAMED_LIMIT: Final = 40
SEARCH_LIMIT: Final = 200

_MARKS_IN_A_ROW: Final = 4
# The width of the columns that hold the key.
_SORT_KEY_LIMIT: Final = 255

_NONCHARACTERS: Final = "\ufdd0-\ufdef" + "".join(
    chr(plane * 0x10000 + last) for plane in range(17) for last in (0xFFFE, 0xFFFF)
)
_NO_TEXT: Final = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff" + _NONCHARACTERS
# Soft hyphen, bidi controls, ZWSP, the other invisible operators, BOM, TAG characters; the
# joiners U+200C and U+200D stay: emoji and Indic scripts are made of them.
_INVISIBLE: Final = (
    "\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f"
)

_DROPPED_FROM_LINES: Final = re.compile(f"[{_NO_TEXT}{_INVISIBLE}]")
_DROPPED_FROM_NOTES: Final = re.compile(f"[{_NO_TEXT}\x0b\x0c\x85]")
_BREAKS: Final = "\t\n\x0b\x0c\r\x85\u2028\u2029"
_BLANKS: Final = re.compile(f"[ {_BREAKS}]+")
_JOINERS: Final = "\u200c\u200d"


def clean_line(text: str) -> str:
    """A name or a subject as one line in NFC, without invisible and control characters.

    Tabs and line breaks, with the blanks around them, become one space.
    """
    line = _BLANKS.sub(_blank, _DROPPED_FROM_LINES.sub("", text)).strip()
    if line.isascii():
        return line
    # Before normalising too: NFC takes quadratic time over a long row of marks.
    return _limit_marks(unicodedata.normalize("NFC", _limit_marks(line))).strip()


def _blank(run: re.Match[str]) -> str:
    return " " if run[0].strip(" ") else run[0]


def _limit_marks(text: str) -> str:
    kept = []
    marks = 0
    for character in text:
        if character in _JOINERS or unicodedata.category(character) in {"Mn", "Me"}:
            marks += 1
        else:
            marks = 0
        if marks <= _MARKS_IN_A_ROW:
            kept.append(character)
    return "".join(kept)


def clean_note(text: str) -> str:
    """A note as it was typed (R32); only line ends are unified and control characters dropped."""
    return _DROPPED_FROM_NOTES.sub("", text).replace("\r\n", "\n").replace("\r", "\n")


# Letters that Unicode does not decompose, and the quotes and dashes of word processors.
_ALIKE: Final = str.maketrans(
    {
        "ł": "l", "ø": "o", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th", "ħ": "h",
        "ı": "i", "ŋ": "n", "ŧ": "t", "ĸ": "k", "ƀ": "b", "ɨ": "i", "ʉ": "u", "ƶ": "z",
        "‘": "'", "’": "'", "‚": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"',
        "‐": "-", "‒": "-", "–": "-", "—": "-", "−": "-",
    }
)  # fmt: skip


class _Folded(dict[int, str]):
    """Maps a code point to its folded form; computed on first use."""

    def __missing__(self, code: int) -> str:
        folded = _fold_character(chr(code))
        self[code] = folded
        return folded


def _fold_character(character: str) -> str:
    if character.isspace():
        return " "
    plain = unicodedata.normalize("NFKD", character.casefold())
    plain = unicodedata.normalize("NFKD", plain.casefold()).translate(_ALIKE)
    return "".join(part for part in plain if not _ignored(part))


def _ignored(character: str) -> bool:
    return (
        unicodedata.combining(character) != 0
        or unicodedata.category(character) in {"Cc", "Cf", "Cs"}
        or "\ufe00" <= character <= "\ufe0f"
        or _DROPPED_FROM_LINES.match(character) is not None
    )


_FOLDED: Final = _Folded()


def fold(text: str) -> str:
    """The form of a text that searches compare: `Łódź` and `LODZ` are both `lodz`.

    Blanks are collapsed to one space and stripped at the ends. Characters are folded one by one,
    so the time is linear whatever is typed.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.lower().split())
    return " ".join(text.translate(_FOLDED).split())


JOINING_SIGNS: Final = ".'&/`-"
"""The signs within a word that it is found without; a set of a pattern as it is."""
_INNER: Final = re.compile(rf"[^\W_](?:[{JOINING_SIGNS}]+[^\W_])")
_ABBREVIATED: Final = re.compile(r"(?:^| )[^ ]{1,6}\.|(?:^| )[^\W_](?= |$)")
_NO_LETTERS: Final = re.compile(r"[\W_]+")
# Parts of “sp. z o.o.” that have lost their dots.
_PARTS_OF_FORMS: Final = frozenset({"sp", "oo", "zoo"})
_LONGEST_JOINED: Final = 40
_MOST_JOINED: Final = 400
_LONGEST_PART: Final = 4
_RUN: Final = 5


def squeezed(word: str) -> str:
    """The letters and digits of a folded word: `fhu` of `f.h.u.`, `obrien` of `o'brien`."""
    return word if word.isalnum() else _NO_LETTERS.sub("", word)


def joined_words(folded: str) -> str:
    """What the words of a folded text are without the signs within them, separated by blanks.

    `fhu` of `f.h.u.`, `jeanpierre` of `jean-pierre`; of abbreviations side by side also any that
    stand together: `zoo` and `spzoo` of `sp. z o.o.`. Empty for a text without such words.
    """
    if _INNER.search(folded) is None and _ABBREVIATED.search(folded) is None:
        return ""
    found: dict[str, None] = {}
    run: list[str] = []
    for word in [*folded.split(), ""]:
        plain = squeezed(word) if len(word) <= _LONGEST_JOINED and "@" not in word else ""
        inner = bool(plain) and _INNER.search(word) is not None
        if inner:
            found[plain] = None
        shortened = word.endswith(".") or inner or len(plain) == 1 or plain in _PARTS_OF_FORMS
        if shortened and plain.isalpha() and len(plain) <= _LONGEST_PART:
            run.append(plain)
            continue
        if len(run) > 1:
            found.update(dict.fromkeys(_side_by_side(run)))
        run = []
        if len(found) > _MOST_JOINED:
            break
    return " ".join(found)


def with_joined(folded: str) -> str:
    """A folded text with its `joined_words` behind it."""
    return f"{folded} {joined_words(folded)}".strip()


def _side_by_side(run: list[str]) -> list[str]:
    return [
        "".join(run[start:end])
        for start in range(len(run))
        for end in range(start + 2, min(len(run), start + _RUN) + 1)
    ]


_POLISH: Final = {
    "ą": "a~", "ć": "c~", "ę": "e~", "ł": "l~", "ń": "n~", "ó": "o~", "ś": "s~",
    "ź": "z~", "ż": "z~~",
}  # fmt: skip


class _Weights(dict[int, str]):
    """Maps a code point to its part of the sort key; computed on first use."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        weight = _POLISH.get(character.lower())
        if weight is None:
            weight = " " if character.isspace() else "".join(map(_weight, fold(character)))
        self[code] = weight
        return weight


def _weight(plain: str) -> str:
    if plain == " " or (plain.isascii() and plain.isalnum()):
        return plain
    return ("{" if plain.isalpha() else "#") + plain


_WEIGHTS: Final = _Weights()
_FOREIGN: Final = re.compile("[^\x20-\x7eąćęłńóśźżĄĆĘŁŃÓŚŹŻ]")


def sort_key(text: str) -> str:
    """A string whose binary order is the Polish alphabet's, on SQLite and PostgreSQL alike.

    Blanks come first, then signs, digits, letters and other scripts; case makes no difference.
    Foreign diacritics follow their base letter only where all else is equal. The codes in their
    order: space ends the letters, `!` is a blank, `#` leads a sign, `{` another script, and `~`
    lifts a Polish letter above everything its base letter starts.
    """
    line = clean_line(text)
    key = "!".join(line.translate(_WEIGHTS).split(" "))
    if _FOREIGN.search(line) is not None:
        key = f"{key} {line.lower()}"
    return key[:_SORT_KEY_LIMIT]


def backwards(number: str) -> str:
    """The digits of a phone number in reverse order: numbers are searched by their last digits."""
    return "".join(sign for sign in reversed(number) if sign in "0123456789")


def full_name(first_name: str | None, last_name: str | None) -> str:
    """First and last name; empty when both are missing."""
    return f"{first_name or ''} {last_name or ''}".strip()


def with_others(first: str, count: int) -> str:
    """The first name or subject of *count*, and how many more there are: `ALFA +2`."""
    return first if count == 1 else f"{first} +{count - 1}"


def shortened(text: str) -> str:
    """The text cut to `NAMED_LIMIT` characters, for naming it within a message."""
    return text if len(text) <= NAMED_LIMIT else f"{text[: NAMED_LIMIT - 1]}…"
