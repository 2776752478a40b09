"""JSON as RFC 8259 means it, and nothing more: what one reader could take otherwise is refused."""

from __future__ import annotations

import json
from typing import IO, Any

from django.core.exceptions import SuspiciousOperation
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import BaseParser, MultiPartParser

from annotations.wording import say

BODY_LIMIT = 4 * 1024 * 1024
DEPTH_LIMIT = 64
UPLOAD_LIMIT = 11 * 1024 * 1024
"""A file of 10 MB with the fields beside it."""


class TooLarge(APIException):
    status_code = 413
    default_detail = _("请求内容超过 4 MB；正文请控制在 50 万字以内，或分成几篇提交。")
    default_code = "too_large"


class OtherCharset(APIException):
    status_code = 415
    default_detail = _("请求内容须用 UTF-8 编码。")
    default_code = "unsupported_media_type"


class StrictJSONParser(BaseParser):
    """Refuses duplicate keys, NaN, NUL, lone surrogates, deep nesting, and anything but UTF-8."""

    media_type = "application/json"

    def parse(self, stream: IO[bytes], media_type: str | None = None, parser_context: Any = None) -> Any:
        charset = (media_type or "").lower().partition("charset=")[2].strip('" ')
        if charset not in ("", "utf-8", "utf8"):
            raise OtherCharset()
        raw = stream.read(BODY_LIMIT + 1)
        if len(raw) > BODY_LIMIT:
            raise TooLarge()
        return parse(raw) if raw else {}


class FileTooLarge(TooLarge):
    default_detail = _("文件最大 10 MB；请压缩图片，或者拆成几份上传。")


class FileParser(MultiPartParser):
    """One file with its fields, as strict as JSON: nothing twice, no NUL, no lone surrogate."""

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        request = (parser_context or {})["request"]
        if int(request.META.get("CONTENT_LENGTH") or 0) > UPLOAD_LIMIT:
            raise FileTooLarge()
        try:
            found = super().parse(stream, media_type, parser_context)
        except SuspiciousOperation as error:  # thousands of fields, or of files
            raise ParseError(say("表单里的项目太多，或者太大。")) from error
        fields: dict[str, Any] = {}
        for name, values in [*found.data.lists(), *found.files.lists()]:
            if len(values) > 1 or name in fields:
                raise ParseError(say("“{shown}”出现了两次；一次只传一个文件。", shown=_shown(name)))
            _clean(name)
            if isinstance(values[0], str):
                _clean(values[0])
            fields[name] = values[0]
        return fields


def parse(raw: bytes) -> Any:
    """The JSON value of ``raw``. Raises ``ParseError`` with a Chinese sentence."""
    try:
        text = raw.decode("utf-8-sig")
        value = json.loads(text, object_pairs_hook=_no_duplicates, parse_constant=_no_constants)
    except UnicodeDecodeError as error:
        raise ParseError(say("请求内容不是有效的 UTF-8（第 {start} 字节）。", start=error.start)) from error
    except json.JSONDecodeError as error:
        raise ParseError(
            say("JSON 格式错误：第 {lineno} 行第 {colno} 列附近。", lineno=error.lineno, colno=error.colno)
        ) from error
    except RecursionError:
        raise ParseError(say("JSON 嵌套超过 {depth_limit} 层。", depth_limit=DEPTH_LIMIT)) from None
    except ValueError as error:  # an integer of thousands of digits
        raise ParseError(say("JSON 里的数字太长。")) from error
    _walk(value)
    return value


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    seen: dict[str, Any] = {}
    for key, value in pairs:
        if key in seen:
            raise ParseError(say("JSON 里的键“{shown}”出现了两次。", shown=_shown(key)))
        seen[key] = value
    return seen


def _no_constants(name: str) -> Any:
    raise ParseError(say("JSON 里不能有 {name}。", name=name))


def _walk(value: Any) -> None:
    """Depth and every string, without recursion."""
    waiting = [(value, 1)]
    while waiting:
        node, depth = waiting.pop()
        if depth > DEPTH_LIMIT and isinstance(node, dict | list):
            raise ParseError(say("JSON 嵌套超过 {depth_limit} 层。", depth_limit=DEPTH_LIMIT))
        if isinstance(node, str):
            _clean(node)
        elif isinstance(node, dict):
            for key in node:
                _clean(key)
            waiting += [(child, depth + 1) for child in node.values()]
        elif isinstance(node, list):
            waiting += [(child, depth + 1) for child in node]


def _clean(text: str) -> None:
    if "\x00" in text:
        raise ParseError(
            say("文字里有空字符（NUL，第 {index} 个字符），请删去后再提交。", index=text.index(chr(0)))
        )
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise ParseError(
            say("文字里有不成对的代理字符（第 {start} 个字符），请删去后再提交。", start=error.start)
        ) from error


def _shown(text: str) -> str:
    return text[:60].encode("utf-8", "replace").decode()
