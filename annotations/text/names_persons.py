"""Persons: Chinese names by their characters and what stands around them, foreign ones by their spelling."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from annotations.text import names_lists as lists
from annotations.text.lexicon import listed
from annotations.text.names_classes import family_title
from annotations.text.names_shapes import foreign, points, score
from annotations.text.words import Word

Stretch = tuple[int, int]

NEEDED = 3
_KNOWN = 8
_BEGINS = re.compile("[PpSDFHN·]|(?<=T)[nil.]")
_FUNCTION = frozenset(listed("p c u d v r m f y uj ul uv ud uz"))
_MARKS = frozenset('，。；：“”（）《》！？、,;:()"!?　 ')
# What may not stand inside a Chinese name that jieba cut.
_CLOSED = frozenset(".dTVLOEmxql·")
_LONGEST_FOREIGN = 6
_VERBS_BEHIND = frozenset("说称和与及在对任率将等的为是赴从于则也还曾已并又就都被把让要")
_NAME_OF_TWO = 6


def persons(
    words: Sequence[Word], letters: str, taken: bytearray, known: Collection[str] = ()
) -> Iterator[Stretch]:
    """Character stretches of names, in order. ``taken`` marks words that belong to other names.

    ``known`` are names seen elsewhere in the text: they need no evidence here.
    """
    free = 0
    last = -1
    for found in _BEGINS.finditer(letters):
        at = found.start()
        letter = found.group()
        if at < free + (letter == "·") or taken[at]:
            continue
        if letter == "H":
            start = words[at].start
            yield start, start + family_title(words[at].text)
            last = free = at + 1
            continue
        if letter in "nil." and not (letter := _behind_title(words[at])):
            continue
        end = _end(words, letters, at, letter, taken, last, known)
        if end > at:
            first = _dotted_start(words, letters, at, free, taken) if letter == "·" else at
            taken[first:end] = b"\1" * (end - first)
            yield words[first].start, words[end - 1].end - _overrun(words[end - 1], end - first)
            last = free = end


def _behind_title(word: Word) -> str:
    """Right behind a title a surname may be what elsewhere is another word: 局长|谢|文静, 律师|高明|远."""
    text = word.text
    if lists.SURNAMES.get(text[0], 0) < 4 - len(text) or len(text) > 2 or word.tag in ("x", "m"):
        return ""
    return "S" if len(text) == 1 else "s"


def _end(
    words: Sequence[Word],
    letters: str,
    at: int,
    letter: str,
    taken: bytearray,
    last: int,
    known: Collection[str],
) -> int:
    """The word behind the name that begins here, or ``at`` when none does."""
    if letter == "·":
        return _dotted_end(words, letters, at, taken) if at and not taken[at - 1] else at
    if letters[at + 1 : at + 2] == "·" and at + 2 < len(words):
        return at
    if letter == "F":
        return _foreign_end(words, letters, at, taken, last)
    if letter == "N":
        return at + 1
    best, most = at, NEEDED - 1
    left = _before(words, letters, at, last) if letter != "P" else 0
    for end in _ends(words, letters, at, letter, taken):
        text = words[at].text if end == at + 1 else "".join([word.text for word in words[at:end]])
        whole = end == at + 1
        worth = points(text, words[at].known) if whole else _rejoined(words[at:end], text, letter)
        worth += left + _behind(words, letters, end) + (_KNOWN if text in known else 0)
        if worth > most:
            best, most = end, worth
    if best == at and letter in "SD" and letters[at + 1 : at + 2] == "T" and len(words[at + 1].text) > 1:
        return at + 1
    return best


def _overrun(word: Word, pieces: int) -> int:
    """1 when a guessed word took the verb behind a name of two characters along: 王强说."""
    if pieces > 1 or word.known or len(word.text) != 3 or word.text[2] not in _VERBS_BEHIND:
        return 0
    return 1 if score(word.text[:2]) >= _NAME_OF_TWO else 0


def _ends(words: Sequence[Word], letters: str, at: int, letter: str, taken: bytearray) -> Iterator[int]:
    """Where a name that begins here may end: at most two characters of given name."""
    text = words[at].text
    if letter in "Pp":
        yield at + 1
    room = (4 if text[:2] in lists.DOUBLE_SURNAMES else 3) - len(text)
    end = at + 1
    while end < len(words) and room > 0 and not taken[end]:
        piece = words[end].text
        single = len(piece) == 1 and "\u4e00" <= piece <= "\u9fff"
        if len(piece) > room or (letters[end] in _CLOSED and not single and not _given(words[end])):
            return
        room -= len(piece)
        end += 1
        yield end


def _given(word: Word) -> bool:
    """A word of two characters that may as well be a given name: 赵|立新, 梁|永康."""
    text = word.text
    return len(text) == 2 and word.tag != "v" and all(lists.GIVEN.get(one, 2) > 1 for one in text)


def _rejoined(pieces: Sequence[Word], text: str, letter: str) -> int:
    """Points of a name that jieba cut: 王|建国, 王|愿|坚, 鲍蕙|乔."""
    if text in lists.NOT_PERSONS:
        return -9
    worth = score(text)
    final = pieces[-1]
    if letter == "s":
        return 1 if len(pieces) == 2 and worth >= 7 and final.tag not in _FUNCTION else -9
    if letter in "Pp":
        if pieces[0].known or len(pieces) > 2 or len(pieces[0].text) != 2:
            return -9
        if final.tag in _FUNCTION and lists.GIVEN.get(final.text, 2) < 3:
            return -9
        return 3 if worth >= 8 else 1
    odd = sum(piece.tag in _FUNCTION or piece.tag == "ns" for piece in pieces[1:])
    if len(text) == 2:
        return 1 if worth >= 9 and not odd else -2
    return (2 if worth >= 9 else 1 if worth >= 7 else -3) - odd


def _before(words: Sequence[Word], letters: str, at: int, last: int) -> int:
    """Evidence on the left: a title, or another person in a list; two names never touch."""
    if at == 0:
        return 1
    if letters[at - 1] == "T" or (letters[at - 1] == "d" and last == at - 1):
        return 3
    if last == at:
        return -2
    return 1 if words[at - 1].text in _MARKS else 0


def _behind(words: Sequence[Word], letters: str, end: int) -> int:
    """Evidence on the right: a title or a verb of speech."""
    if end >= len(letters):
        return 0
    if letters[end] == "T":
        return 3
    if letters[end] == "V":
        return 2
    return 1 if words[end].text in _MARKS else 0


def _foreign_end(words: Sequence[Word], letters: str, at: int, taken: bytearray, last: int) -> int:
    """Pieces of one foreign name that jieba cut belong together; two characters need evidence."""
    end = at + 1
    while end < len(words) and end - at < _LONGEST_FOREIGN and not taken[end]:
        if letters[end] not in "FPpu" or not foreign(words[end].text):
            break
        end += 1
    if letters[end : end + 1] == "·":
        return at
    # 谢哈布|丁: a last character that jieba left over
    left_over = end < len(words) and end - at == 1 and letters[end] in "iS" and len(words[at].text) > 2
    if left_over and _spelled(words[end].text) and words[end].tag not in _FUNCTION and not taken[end]:
        end += 1
    if words[end - 1].end - words[at].start >= 3:
        return end
    return end if _before(words, letters, at, last) + _behind(words, letters, end) >= 2 else at


def _dotted_start(words: Sequence[Word], letters: str, dot: int, free: int, taken: bytearray) -> int:
    """The first piece of 诺罗敦·西哈努克, which jieba may have cut again."""
    start = dot - 1
    while (
        start > free
        and dot - start < 3
        and not taken[start - 1]
        and letters[start - 1] not in ".dTV"
        and foreign(words[start - 1].text)
    ):
        start -= 1
    return start


def _dotted_end(words: Sequence[Word], letters: str, dot: int, taken: bytearray) -> int:
    """Behind the last piece; ``dot`` itself when nothing that could be a name stands around it."""
    before = words[dot - 1].text
    if not before.isalpha() or (letters[dot - 1] in "dTV·OELjk" and not _spelled(before)):
        return dot
    end = dot
    while letters[end : end + 1] == "·" and end + 1 < len(words) and not taken[end + 1]:
        if not words[end + 1].text.isalpha():
            break
        end += 2
        while end < len(words) and not taken[end] and letters[end] in "FPpuLi" and _spelled(words[end].text):
            end += 1
    return end


def _spelled(text: str) -> bool:
    return all(character in lists.TRANSLITERATED for character in text)
