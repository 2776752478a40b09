"""Every command that has a key: one table for buttons, the sheet of keys, the settings and the script."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from annotations.models.preferences import KeyMode, Preference
from annotations.wording import say

WORKBENCH = "workbench"
REVIEW = "review"
EVERYWHERE = "everywhere"
PLACES: Mapping[str, Promise] = {WORKBENCH: _("核查台"), REVIEW: _("待审"), EVERYWHERE: _("各页")}


@dataclass(frozen=True)
class Command:
    """What a key does. ``key`` is what the browser calls it: "a", "A" (with Shift), "Enter", "/"."""

    id: str
    key: str
    label: Promise
    where: str = WORKBENCH


COMMANDS = (
    Command("next", "j", _("下一条"), EVERYWHERE),
    Command("previous", "k", _("上一条"), EVERYWHERE),
    Command("accept", "a", _("采纳建议；核查点：属实")),
    Command("dismiss", "x", _("忽略建议")),
    Command("wrong", "r", _("有误，再按 1 有误、2 部分有误、3 表述不当、4 已过时")),
    Command("unverifiable", "u", _("无法核实")),
    Command("not_checkable", "n", _("无需核查")),
    Command("decide", "Enter", _("唯一证据的数字一致：采纳并判属实，到下一条")),
    Command("evidence", "e", _("添加证据")),
    Command("comment", "c", _("留言")),
    Command("open", "o", _("材料对稿与核查台之间来回，停在这一条")),
    Command("seek", "f", _("材料对稿：材料未提及的这一条，到资料库找证据")),
    Command("submit", "s", _("提交复审")),
    Command("submit_all", "S", _("提交我名下全部已完成的核查点")),
    Command("undo", "z", _("撤销刚才的操作")),
    Command("accept_shown", "A", _("采纳列表中显示的全部建议")),
    Command("dismiss_shown", "X", _("忽略列表中显示的全部建议")),
    Command("untaken", "w", _("下一处未覆盖的句子：含可核查内容，还没有人标注或忽略")),
    Command("select", "v", _("用键盘在正文中选取文字")),
    Command("approve", "a", _("批准"), REVIEW),
    Command("return", "t", _("退回，须写意见"), REVIEW),
    Command("tick", "Space", _("整稿审定：勾选当前这一条"), REVIEW),
    Command("extend", "J", _("整稿审定：连下一条一起勾选"), REVIEW),
    Command("approve_ticked", "s", _("整稿审定：批准勾选的各条"), REVIEW),
    Command("approve_rest", "A", _("整稿审定：批准其余各条，都在屏幕上看过之后"), REVIEW),
    Command("sign", "p", _("签发页；在签发页：到签发处"), EVERYWHERE),
    Command("search", "/", _("检索"), EVERYWHERE),
    Command("goto", "g", _("前往，再按页面的字母"), EVERYWHERE),
    Command("help", "?", _("键盘帮助"), EVERYWHERE),
)
BY_ID = {command.id: command for command in COMMANDS}

GOTO = (
    ("q", "articles", _("稿件队列")),
    ("r", "review", _("待审")),
    ("f", "facts", _("事实库")),
    ("d", "dashboard", _("统计")),
    ("h", "handover", _("交接")),
    ("m", "mine", _("我的工作")),
)
"""After "goto": letter, name of the page, words for it. Only pages that are there count."""

DIGITS = frozenset("12345678")
"""Always the types of a selection or claim; never free for a command."""
NAMED = {"Enter": "↵", "Space": "␣"}
"""Keys with a name instead of a character, and the sign shown for them."""


def _preference(user: Any) -> Preference | None:
    # Django keeps the row (or its absence) on the user, so that a page asks once.
    return getattr(user, "preference", None)


def mode_of(user: Any) -> str:
    """Whether keys act alone, with Alt, or not at all for this person."""
    preference = _preference(user)
    return preference.keys if preference else KeyMode.ON


def keymap_of(user: Any) -> dict[str, str]:
    """The key of every command for this person; "" where there is none. Nothing at all when keys are off."""
    preference = _preference(user)
    if preference and preference.keys == KeyMode.OFF:
        return {}
    own = preference.keymap if preference else {}
    return {command.id: own.get(command.id, command.key) for command in COMMANDS}


def key_for(user: Any, name: str) -> str:
    """The key of the command ``name`` for this person, "" for none; a digit is its own."""
    if name in DIGITS:
        return "" if mode_of(user) == KeyMode.OFF else name
    if name not in BY_ID:
        raise LookupError(f"No command {name!r} in annotations/web/commands.py.")
    return keymap_of(user).get(name, "")


def sign_of(key: str, mode: str = KeyMode.ON) -> str:
    """The key as buttons show it: ``A`` is Shift and a, so ⇧A; with Alt "Alt+a"."""
    sign = NAMED.get(key) or (f"⇧{key}" if key.isalpha() and key.isupper() else key)
    return f"Alt+{sign}" if mode == KeyMode.ALT else sign


def sheet(user: Any) -> list[tuple[str, list[tuple[list[str], str]]]]:
    """Place by place the signs of the keys and what they do; empty when keys are off."""
    keymap, mode = keymap_of(user), mode_of(user)
    if not keymap:
        return []
    fixed = {
        WORKBENCH: [(["1–8"], say("选中文字或当前核查点的类型；数字细分由系统判读"))],
        EVERYWHERE: [
            *(
                ([sign_of(keymap["goto"], mode), letter], str(label))
                for letter, page, label in GOTO
                if _is_there(page)
            ),
            (["Esc"], say("关闭、取消")),
        ],
    }
    rows: list[tuple[str, list[tuple[list[str], str]]]] = []
    for place, title in PLACES.items():
        own = [command for command in COMMANDS if command.where == place and command.id != "goto"]
        keyed = [([sign_of(keymap[one.id], mode)], str(one.label)) for one in own if keymap[one.id]]
        rows.append((str(title), keyed + fixed.get(place, [])))
    return rows


def _is_there(page: str) -> bool:
    try:
        reverse(f"web:{page}")
    except NoReverseMatch:
        return False
    return True


def faults_in(keymap: Mapping[str, str]) -> dict[str, str]:
    """What is wrong with these changed keys, by command, in words; empty when all is well."""
    faults = {name: fault for name, key in keymap.items() if (fault := _fault(name, key))}
    chosen = {command.id: keymap.get(command.id, command.key) for command in COMMANDS}
    for one, other in _rivals():
        key = chosen[one.id]
        if not key or key != chosen[other.id]:
            continue
        # The fault stands beside the key that was changed.
        at, against = (one, other) if one.id in keymap and keymap[one.id] != one.key else (other, one)
        faults.setdefault(at.id, say("“{key}”已用于“{other}”。", key=sign_of(key), other=against.label))
    return faults


def _rivals() -> Iterator[tuple[Command, Command]]:
    """Pairs of commands that one page may offer at the same time."""
    for one, other in combinations(COMMANDS, 2):
        if one.where == other.where or EVERYWHERE in (one.where, other.where):
            yield one, other


def _fault(name: str, key: str) -> str:
    if name not in BY_ID:
        return say("没有“{name}”这个命令。", name=name)
    if key in DIGITS:
        return say("数字 1 至 8 固定用于类型。")
    plain = len(key) == 1 and key.isprintable() and key.isascii() and not key.isspace()
    return (
        ""
        if not key or plain or key in NAMED
        else say("请用一个英文字母、数字或符号，或者 Enter、Space；留空表示不用。")
    )
