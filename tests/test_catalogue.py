"""The English catalogue says everything that the program says, and nothing else."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from annotations import vocabulary
from annotations.vocabulary import Word
from tools import messages
from tools.sentences import CHINESE, ROOT, collect, of_python, of_template

BLANK = re.compile(r"\{\w*\}|%\(\w+\)[sd]")
NAMES = ("简体中文", "亿")
"""Chinese that stays Chinese in English."""
BANNED = ("断言", "锚点", "带疑刊发")
LATIN_SENTENCE = re.compile(r"[A-Za-z]{3,}")


@pytest.fixture(scope="module")
def catalogue():
    return messages.read()


def english(catalogue) -> list[tuple[str, str]]:
    """Every sentence with each of its English forms."""
    pairs = []
    for message in catalogue:
        if message.id:
            many = isinstance(message.id, tuple)
            chinese = message.id[0] if many else message.id
            pairs += [(chinese, said) for said in (message.string if many else (message.string,))]
    return pairs


def test_every_sentence_is_in_the_catalogue_and_no_other(catalogue):
    assert {one.text for one in collect()} == {chinese for chinese, _ in english(catalogue)}


def test_every_sentence_has_english(catalogue):
    assert messages.waiting(catalogue) == []
    assert [message.id for message in catalogue if message.id and message.fuzzy] == []


def test_english_fills_in_the_same_blanks(catalogue):
    differing = [
        (chinese, said)
        for chinese, said in english(catalogue)
        if sorted(set(BLANK.findall(chinese))) != sorted(set(BLANK.findall(said)))
    ]
    assert differing == []


def test_english_has_no_chinese_in_it(catalogue):
    left = []
    for chinese, said in english(catalogue):
        bare = said
        for name in NAMES:
            bare = bare.replace(name, "")
        if CHINESE.search(bare):
            left.append((chinese, said))
    assert left == []


def test_the_compiled_catalogue_is_the_written_one(catalogue):
    assert messages.MO.read_bytes() == messages.compiled(catalogue), "Run `make messages`."


def test_the_compiled_catalogue_goes_with_the_project():
    ignored = subprocess.run(["git", "check-ignore", "-q", str(messages.MO)], cwd=ROOT, check=False)

    assert ignored.returncode != 0
    assert "COPY locale locale" in (ROOT / "Dockerfile").read_text()


def test_every_word_of_the_vocabulary_is_translated(catalogue):
    words = [
        member.chinese
        for kind in vars(vocabulary).values()
        if isinstance(kind, type) and issubclass(kind, Word) and kind is not Word
        for member in kind
    ]

    assert len(words) > 100
    assert [word for word in words if not (catalogue.get(word) and catalogue.get(word).string)] == []


def test_a_sentence_without_english_is_noticed(catalogue):
    from_source = [*of_python('say("从来没有说过的话")', "x.py"), *collect()]

    assert messages.waiting(messages.renewed(catalogue, from_source)) == ["从来没有说过的话"]


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ('say("甲{n}", n=1)', ["甲{n}"]),
        ('say("甲"\n "乙")', ["甲乙"]),
        ('say_many("甲 {n}", n=2)', ["甲 {n}"]),
        ('other("甲")', []),
        ('class W(Word):\n    A = "a", "甲"', ["甲"]),
    ],
)
def test_sentences_are_found_in_python(source: str, said: list[str]):
    assert [one.text for one in of_python(source, "x.py")] == said


def test_sentences_are_found_in_templates():
    source = (
        '{% load i18n %}<p>\n  {% translate "甲" %}\n'
        " {% blocktranslate with n=a.n trimmed %}乙 {{ n }}{% endblocktranslate %}"
    )

    assert [one.text for one in of_template(source, "x.html")] == ["甲", "乙 %(n)s"]


def test_no_template_has_a_sentence_outside_the_catalogue():
    left = {}
    for path in sorted((ROOT / "templates").rglob("*.html")):
        source = re.sub(r"\{#.*?#\}|\{%.*?%\}", "", without_blocks(path.read_text()), flags=re.S)
        if found := [
            word for word in re.findall(r"[^<>\"\s]*[\u4e00-\u9fff][^<>\"\s]*", source) if word != "中文"
        ]:
            left[path.name] = found
    assert left == {}


def without_blocks(source: str) -> str:
    return re.sub(r"\{% blocktranslate.*?endblocktranslate %\}", "", source, flags=re.S)


def test_banned_words_stay_out():
    files = [
        path
        for folder in ("annotations", "templates", "locale", "docs")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in (".py", ".html", ".js", ".po", ".md") and path.name != "glossary.md"
    ]

    assert [(path.name, word) for path in files for word in BANNED if word in path.read_text()] == []


def glossary() -> list[tuple[str, str, str]]:
    """Chinese, English and identifier of each row."""
    rows = re.findall(
        r"^\| ([^|]+) \| ([^|]+) \| ([^|]*) \|$", Path(ROOT / "docs/glossary.md").read_text(), re.M
    )
    return [(a.strip(), b.strip(), c.strip(" `")) for a, b, c in rows if CHINESE.search(a)]


def test_the_glossary_says_what_the_catalogue_says(catalogue):
    wrong = []
    for chinese, said, _ in glossary():
        message = catalogue.get(chinese)
        if message and message.string.lower() != said.lower():
            wrong.append((chinese, said, message.string))
    assert len(glossary()) > 60
    assert wrong == []
