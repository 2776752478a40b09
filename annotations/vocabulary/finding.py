"""What a search looks for."""

from __future__ import annotations

from annotations.vocabulary.word import Word


class Kind(Word):
    """The things that a search finds, as people and the API name them."""

    ARTICLES = "articles", "稿件"
    CLAIMS = "claims", "核查点"
    FACTS = "facts", "事实"
    SOURCES = "sources", "资料"
