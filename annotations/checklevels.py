"""核查程度: how much of an article is checked, and what 重点核查 looks at. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from annotations.text.leaders import leading_post
from annotations.vocabulary import CheckLevel, ClaimType
from annotations.wording import say

RULES_AT_MOST = 100
LONGEST = {"section": 80, "source": 300}
"""Characters: as many as an article's own fields hold."""

KEY_TYPES = frozenset({ClaimType.PERSON, ClaimType.SUPERLATIVE, ClaimType.FIRST})


def level_for(rules: Sequence[Mapping[str, str]], *, section: str, source: str, default: str) -> CheckLevel:
    """The level of the first rule that fits an article, else ``default``.

    An empty ``section`` or ``source`` in a rule fits any; a section fits when it is the same, a source when
    the article's contains it (新华社 fits 新华社北京3月7日电).
    """
    for rule in rules:
        if _fits(rule, section.strip(), source):
            return CheckLevel(rule["level"])
    return CheckLevel(default)


def _fits(rule: Mapping[str, str], section: str, source: str) -> bool:
    own, text = rule.get("section", ""), rule.get("source", "")
    return own in ("", section) and text in source


def faults(rules: Any) -> list[str]:
    """What is wrong with a desk's rules, a sentence each; empty when they can be stored."""
    if not isinstance(rules, list):
        return [say("核查程度的规则须是一个列表，每条写明版面、来源和核查程度。")]
    if len(rules) > RULES_AT_MOST:
        return [
            say("核查程度的规则最多 {limit} 条，收到 {n} 条；请合并。", limit=RULES_AT_MOST, n=len(rules))
        ]
    found = [sentence for number, rule in enumerate(rules, start=1) for sentence in _faults_of(number, rule)]
    return found or _never_reached(rules)


def _faults_of(number: int, rule: Any) -> list[str]:
    if not isinstance(rule, dict):
        return [say("第 {number} 条规则须写明版面（section）、来源（source）和核查程度。", number=number)]
    unknown = sorted(str(name) for name in rule.keys() - {"section", "source", "level"})
    if unknown:
        return [
            say(
                "第 {number} 条规则里没有“{name}”这一项；可用：section、source、level。",
                number=number,
                name=unknown[0][:40],
            )
        ]
    sentences = []
    for name, limit in LONGEST.items():
        text = rule.get(name, "")
        if not isinstance(text, str) or len(text) > limit or text != text.strip():
            sentences.append(
                say(
                    "第 {number} 条规则的“{name}”须是首尾不带空格的文字，最多 {limit} 个字符，可以留空。",
                    number=number,
                    name=name,
                    limit=limit,
                )
            )
    if rule.get("level") not in list(CheckLevel):
        known = say("、").join(say("{word}（{label}）", word=one, label=one.label) for one in CheckLevel)
        sentences.append(say("第 {number} 条规则的核查程度不对；可用：{known}。", number=number, known=known))
    return sentences


def _never_reached(rules: Sequence[Mapping[str, str]]) -> list[str]:
    """Rules that an earlier one always forestalls: an editor who wrote them expects them to work."""
    sentences = []
    for at, rule in enumerate(rules):
        section, source = rule.get("section", ""), rule.get("source", "")
        for before, earlier in enumerate(rules[:at]):
            if _fits(earlier, section, source):
                sentences.append(
                    say(
                        "第 {number} 条规则永远用不上：第 {before} 条先适用。请调换次序或删去一条。",
                        number=at + 1,
                        before=before + 1,
                    )
                )
                break
    return sentences


def names_leader(quote: str) -> bool:
    """Whether the words hold the post of a leader of party, state or place (总书记, 市长, 部长)."""
    return bool(leading_post(quote))


def is_key(types: Collection[str], *, prominent: bool, conflict: bool, quote: str, critical: bool) -> bool:
    """Whether 重点核查 looks at a claim or suggestion.

    Names and leaders' posts, what stands in a prominent place (headline, subhead, caption), superlatives
    and firsts, figures with a conflict; of a critical article everything.
    """
    return critical or prominent or conflict or not KEY_TYPES.isdisjoint(types) or names_leader(quote)
