"""Posts of leaders in a run of words: 省委书记李某 holds one, 书记员 and 本市长期 do not."""

from __future__ import annotations

import re

from annotations.text.lexicon import alternation
from annotations.text.names_lists import listed_in

_POST = re.compile(alternation(listed_in("leading_posts.txt")))
_LONGER = re.compile(alternation(listed_in("leading_posts_not.txt")))


def leading_post(words: str) -> str:
    """The first post of a leader that ``words`` hold, or an empty string."""
    longer = [found.span() for found in _LONGER.finditer(words)]
    for post in _POST.finditer(words):
        if not any(start < post.end() < end for start, end in longer):
            return post[0]
    return ""
