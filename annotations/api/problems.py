"""Every refusal as RFC 9457 problem+json, 404, 405 and 500 included."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from http import HTTPStatus
from typing import Any

import orjson
import structlog
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions
from rest_framework.parsers import BaseParser
from rest_framework.response import Response
from rest_framework.views import set_rollback

from annotations.services.errors import Missing, Problem
from annotations.wording import listed, marked, say

CONTENT_TYPE = "application/problem+json"
log = structlog.get_logger(__name__)

TITLES = {
    400: marked("内容有误"),
    401: marked("未登录"),
    403: marked("没有权限"),
    404: marked("没有找到"),
    405: marked("不支持这种操作"),
    406: marked("没有这种格式"),
    409: marked("现在不能这样做"),
    412: marked("内容已被他人更新"),
    413: marked("内容太大"),
    415: marked("不支持的内容类型"),
    428: marked("缺少 If-Match"),
    429: marked("请求太频繁"),
    500: marked("服务器出错"),
    503: marked("暂时不可用"),
}
DETAILS = {
    401: marked("请先登录，或在 Authorization 头里给出有效的密钥。"),
    405: marked("这个地址不支持这种请求方法。"),
    406: marked("没有这种格式的回答，请改用 application/json。"),
}


class PreconditionRequired(exceptions.APIException):
    status_code = 428
    default_detail = _("修改须带 If-Match 头，值为读取时得到的 ETag，以免覆盖他人的修改。")
    default_code = "if_match_required"


def body(status: int, code: str, detail: str, errors: list[dict[str, str]] | None = None) -> dict[str, Any]:
    """The members of a problem; ``type`` is a stable name, not an address to fetch."""
    title = say(TITLES.get(status, "")) or HTTPStatus(status).phrase
    return {
        "type": f"urn:hezhen:problem:{code}",
        "title": title,
        "status": status,
        "code": code,
        "detail": detail,
        "errors": errors or [],
    }


def handler(error: Exception, context: dict[str, Any]) -> Response:
    """DRF's exception handler: services' refusals, the framework's, and the unforeseen."""
    set_rollback()
    headers: dict[str, str] = {}
    if isinstance(error, Problem):
        data = body(error.status, error.code, error.detail, error.errors)
        current = getattr(context.get("view"), "current", None)
        if error.status == 412 and current is not None:
            data["current"] = current(error)
    elif isinstance(error, Http404):
        data = _missing()
    elif isinstance(error, PermissionDenied):
        data = body(403, "forbidden", say("没有权限，或页面已过期，请刷新后再试。"))
    elif isinstance(error, exceptions.APIException):
        data = _framework(error, getattr(context.get("view"), "parser_classes", ()))
        if scheme := getattr(error, "auth_header", None):
            headers["WWW-Authenticate"] = scheme
    else:
        log.exception("unhandled", error=type(error).__name__)
        data = _broken()
    return Response(data, status=data["status"], headers=headers, content_type=CONTENT_TYPE)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """For ``handler404`` under /api/."""
    return _plain(_missing())


def server_error(request: HttpRequest) -> HttpResponse:
    """For ``handler500`` under /api/."""
    return _plain(_broken())


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """For ``handler400`` under /api/."""
    return _plain(body(400, "invalid", say("请求格式有误。")))


def _missing() -> dict[str, Any]:
    return body(404, Missing.code, Missing().detail)


def _broken() -> dict[str, Any]:
    return body(500, "server_error", say("服务器出错，已记录。没有保存任何内容，请稍后再试。"))


def _plain(data: dict[str, Any]) -> HttpResponse:
    return HttpResponse(orjson.dumps(data), status=data["status"], content_type=CONTENT_TYPE)


def _framework(error: exceptions.APIException, parsers: Iterable[type[BaseParser]]) -> dict[str, Any]:
    status = error.status_code
    if isinstance(error, exceptions.UnsupportedMediaType):
        taken = listed(parser.media_type for parser in parsers)
        return body(status, str(error.get_codes()), say("请用 {taken} 提交。", taken=taken))
    if isinstance(error, exceptions.ValidationError):
        errors = list(_pointed("", error.detail, error.get_codes()))
        first = errors[0] if errors else {"detail": say("内容有误。"), "pointer": ""}
        where = say("（{first}）", first=first["pointer"]) if first["pointer"] else ""
        return body(status, "invalid", f"{first['detail']}{where}", errors)
    own = not isinstance(
        error, exceptions.NotAuthenticated | exceptions.MethodNotAllowed | exceptions.NotAcceptable
    )
    detail = (
        str(error.detail)
        if (own and not DETAILS.get(status)) or (status == 401 and own)
        else say(DETAILS[status])
    )
    return body(status, str(error.get_codes()), detail)


def _pointed(pointer: str, detail: Any, codes: Any) -> Iterator[dict[str, str]]:
    """Serializer errors as RFC 6901 pointers."""
    if isinstance(detail, dict):
        for name, inner in detail.items():
            step = "" if name == "non_field_errors" else f"/{str(name).replace('~', '~0').replace('/', '~1')}"
            yield from _pointed(pointer + step, inner, codes[name])
    elif isinstance(detail, list):
        for place, (inner, code) in enumerate(zip(detail, codes, strict=True)):
            nested = isinstance(inner, dict | list)
            yield from _pointed(f"{pointer}/{place}" if nested else pointer, inner, code)
    else:
        yield {"pointer": pointer, "code": str(codes), "detail": str(detail)}
