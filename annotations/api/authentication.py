"""Who is calling: a machine by its key, or a person by the browser's session."""

from __future__ import annotations

from django.utils import timezone
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, SessionAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied
from rest_framework.request import Request

from annotations.models import ApiKey, User
from annotations.services.keys import digest, touch_key
from annotations.wording import say

SCHEMES = (b"bearer", b"token")


class KeyAuthentication(BaseAuthentication):
    """``Authorization: Bearer <key>``; stands first, so that an anonymous call is answered with 401."""

    def authenticate(self, request: Request) -> tuple[User, ApiKey] | None:
        parts = get_authorization_header(request).split()
        if not parts or parts[0].lower() not in SCHEMES:
            return None
        if len(parts) != 2:
            raise AuthenticationFailed(say("Authorization 头格式不对，应为“Bearer 密钥”。"))
        key = (
            ApiKey.objects.select_related("user", "desk")
            .filter(digest=digest(parts[1].decode("ascii", "replace")))
            .first()
        )
        if key is None:
            raise AuthenticationFailed(say("密钥无效：没有这个密钥。"))
        if reason := _ended(key):
            raise AuthenticationFailed(reason)
        touch_key(key)
        return key.user, key

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="hezhen"'


def _ended(key: ApiKey) -> str:
    """Why a key that was good is good no more, or nothing. Only its holder gets to read this."""
    if key.revoked_at is not None:
        day = timezone.localtime(key.revoked_at).date()
        return say("密钥 {prefix} 已于 {day} 吊销，请向部门管理员要新的。", prefix=key.prefix, day=day)
    if key.expires_at is not None and key.expired:
        day = timezone.localtime(key.expires_at).date()
        return say("密钥 {prefix} 已于 {day} 到期，请向部门管理员要新的。", prefix=key.prefix, day=day)
    if not key.user.is_active:
        return say("密钥 {prefix} 所属的账号已停用。", prefix=key.prefix)
    return ""


class BrowserSession(SessionAuthentication):
    """The browser's own session, with CSRF."""

    def enforce_csrf(self, request: Request) -> None:
        try:
            super().enforce_csrf(request)
        except PermissionDenied:
            raise PermissionDenied(
                say("页面已过期，或请求不是从本站页面发出的；请刷新后再试（CSRF）。")
            ) from None


class KeyScheme(OpenApiAuthenticationExtension):
    target_class = "annotations.api.authentication.KeyAuthentication"
    name = "key"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        return {
            "type": "http",
            "scheme": "bearer",
            "description": "Shown once, when it is made.",
        }


class SessionScheme(OpenApiAuthenticationExtension):
    target_class = "annotations.api.authentication.BrowserSession"
    name = "session"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        return {"type": "apiKey", "in": "cookie", "name": "sessionid"}
