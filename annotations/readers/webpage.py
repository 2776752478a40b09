"""html: what a reader of the page sees, one line a block; nothing is run, fetched or looked up."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from annotations.readers.document import Document, Unreadable, checked, one_line
from annotations.readers.encodings import decode
from annotations.readers.kinds import HTML
from annotations.readers.sentences import MARKUP, PAGE_TOO_LARGE, TOO_DEEP

SIZE_LIMIT = 5 * 1024 * 1024

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:.-]{2,30})", re.I)
_DECLARATION = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w:.-]{2,30})", re.I)
_SUBSET = re.compile(r"<!DOCTYPE[^>\[]{0,300}\[", re.I)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_UNSEEN = frozenset(
    {
        *("head", "script", "style", "noscript", "template", "iframe", "object", "embed", "applet"),
        *("svg", "math", "canvas", "audio", "video", "select", "textarea"),
    }
)
_BLOCKS = frozenset(
    {
        *("address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt"),
        *("fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header"),
        *("hr", "html", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "ul", "br"),
        *("table", "caption", "tbody", "tfoot", "thead", "tr"),
    }
)
_CELLS = frozenset(("td", "th"))
CHARSET_HEAD = 4096
ROW_LIMIT = 400
"""Characters; a longer row is layout."""
_BLANKS = re.compile(r"[ \t\n\r\f]+")


def read(content: bytes, encoding: str) -> Document:
    if len(content) > SIZE_LIMIT:
        raise Unreadable(PAGE_TOO_LARGE, megabytes=SIZE_LIMIT // 1024 // 1024)
    markup, used, guesses = decode(content, encoding, _declared(content))
    if _SUBSET.search(markup[:CHARSET_HEAD]):
        raise Unreadable(MARKUP)
    root = _tree(markup.replace("\0", ""))
    title = root.find(".//title")
    text = "\n".join(_lines(root))
    return Document(
        checked(text), HTML, one_line("".join(title.itertext())) if title is not None else "", used, guesses
    )


def _declared(content: bytes) -> str:
    """The encoding that the page names, wherever it does."""
    head = content[:CHARSET_HEAD]
    found = _CHARSET.search(head) or _DECLARATION.search(head)
    return found[1].decode() if found else ""


def _tree(markup: str) -> etree._Element:
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    root = etree.fromstring(markup.encode("utf-8", "replace"), parser)
    # libxml2 stops where its depth ends and would hand over half a page without a word.
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        raise Unreadable(TOO_DEEP)
    return root


def _lines(root: etree._Element) -> list[str]:
    """The page's lines without empty ones."""
    lines: list[str] = []
    words: list[str] = []
    for piece in _pieces(root):
        if piece == "\n":
            lines.append(_line(words))
            words = []
        else:
            words.append(piece)
    lines.append(_line(words))
    return [line for line in lines if line]


def _line(words: list[str]) -> str:
    """Blanks as a browser shows them; the cells of a row stay a tab apart."""
    return "\t".join(_BLANKS.sub(" ", cell).strip() for cell in "".join(words).split("\t")).strip()


def _pieces(root: etree._Element) -> Iterator[str]:
    """Text in order, a line break of its own where a block begins or ends, a tab after a cell."""
    walker = etree.iterwalk(root, events=("start", "end"))
    row, pre = None, 0
    for event, element in walker:
        tag = element.tag
        begins = event == "start"
        if begins and (tag in _UNSEEN or _is_hidden(element)):
            walker.skip_subtree()
            continue
        if tag == "pre":
            pre += 1 if begins else -1
        if tag == "tr" and row in (None, element):
            row = element if begins and _holds_data(element) else None
        if tag in _CELLS and not begins:
            yield "\t"
        elif tag in _BLOCKS:
            yield "\n" if row is None or row is element else " "
        if said := element.text if begins else element.tail:
            yield from _said(said, keep_lines=pre > 0)


def _said(text: str, *, keep_lines: bool) -> Iterator[str]:
    for number, line in enumerate(text.split("\n") if keep_lines else [text]):
        if number:
            yield "\n"
        yield line.replace("\n", " ").replace("\t", " ")


def _holds_data(row: etree._Element) -> bool:
    """Whether a row is one of a table of data; old pages are laid out in tables whose rows hold articles."""
    return row.find(".//table") is None and sum(len(text) for text in row.itertext()) <= ROW_LIMIT


def _is_hidden(element: etree._Element) -> bool:
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))
