"""The only change a text undergoes on its way in: line ends become ``\\n``."""

from __future__ import annotations

import re

_FORBIDDEN = re.compile("[\0\ud800-\udfff]")


def clean(text: str) -> str:
    """Make line ends ``\\n`` and keep every other character.

    Raises ``ValueError`` with a Chinese sentence when the text holds NUL or a lone surrogate.
    """
    if found := _FORBIDDEN.search(text):
        name = "空字符（NUL）" if found.group() == "\0" else f"不成对的代理码位 U+{ord(found.group()):04X}"
        raise ValueError(f"第 {found.start() + 1} 个字符是{name}，不能保存。请删去后重试。")
    return text.replace("\r\n", "\n").replace("\r", "\n")
