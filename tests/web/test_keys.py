"""管理 · 密钥, and each person's own keys."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from annotations.models import ApiKey, AuditEntry
from annotations.vocabulary import Role, Scope
from tests.factories import DeskFactory, a_key


@pytest.fixture
def admin(browse: Any) -> Any:
    return browse(Role.ADMIN)


@pytest.fixture
def path(desk: Any) -> str:
    return f"/desks/{desk.pk}/keys/"


def said(answer: Any) -> str:
    return answer.content.decode()


def wanted(somebody: Any, **fields: Any) -> dict[str, Any]:
    person = str(somebody.actor.user.pk)
    return {"person": person, "name": "排版系统", "scopes": ["read"], "until": "2099-06-30", **fields}


def secret_on(answer: Any) -> str:
    return re.search(r'id="secret" readonly value="([^"]+)"', said(answer))[1]


def calls(secret: str) -> Any:
    return Client().get("/api/v1/me/", headers={"Authorization": f"Bearer {secret}"})


def test_a_key_is_shown_once_opens_and_is_revoked_at_once(admin: Any, browse: Any, path: str):
    made = admin.post(path, wanted(browse()))
    secret = secret_on(made)
    before = calls(secret)
    key = ApiKey.objects.get()

    revoked = said(admin.post(f"/keys/{key.pk}/revoke/", follow=True))
    after = calls(secret)

    assert "no-store" in made["Cache-Control"]
    assert secret not in said(admin.get(path))
    assert (before.status_code, after.status_code) == (200, 401)
    today = timezone.localdate().isoformat()
    assert after.json()["detail"] == f"密钥 {key.prefix} 已于 {today} 吊销，请向部门管理员要新的。"
    assert f"密钥 {key.prefix} 已吊销，即时失效。" in revoked
    assert "已吊销" in said(admin.get(path))
    assert secret not in str(list(AuditEntry.objects.values_list("diff", flat=True)))


def test_a_key_past_its_end_and_one_of_an_ended_account_say_why(browse: Any):
    expired, stopped = browse(), browse()
    secrets = [a_key(expired.actor, expires_at="2020-01-01T00:00:00Z"), a_key(stopped.actor)]
    stopped.actor.user.is_active = False
    stopped.actor.user.save()

    answers = [calls(secret) for secret in secrets]

    assert [answer.status_code for answer in answers] == [401, 401]
    assert "已于 2020-01-01 到期" in answers[0].json()["detail"]
    assert "所属的账号已停用" in answers[1].json()["detail"]
    assert calls("hz_wrong").json()["detail"] == "密钥无效：没有这个密钥。"


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ({"scopes": []}, "请至少选一项权限范围。"),
        ({"until": ""}, "请填写有效期。"),
        ({"until": "明年"}, "日期请写成 2024-03-08 的样子。"),
        ({"until": "2020-01-01"}, "有效期已经过去"),
        ({"person": ""}, "请选一个人。"),
        ({"name": "长" * 81}, "名称最多 80 个字。"),
    ],
)
def test_a_fault_stands_beside_its_field(admin: Any, browse: Any, path: str, typed: dict, fault: str):
    answer = admin.post(path, wanted(browse(), **typed))

    assert answer.status_code == 400
    assert fault in said(answer)
    assert not ApiKey.objects.exists()


def test_people_see_and_revoke_their_own_keys(browse: Any, desk: Any):
    editor, colleague = browse(), browse()
    secret = a_key(editor.actor, Scope.READ, name="我的脚本")
    a_key(colleague.actor, name="别人的脚本")
    own = ApiKey.objects.get(user=editor.actor.user)
    foreign = ApiKey.objects.get(user=colleague.actor.user)

    page = said(editor.get("/settings/keys/"))
    gone = said(editor.post(f"/keys/{own.pk}/revoke/", {"mine": "1"}, follow=True))

    assert ("我的脚本" in page, "别人的脚本" in page) == (True, False)
    assert "/settings/keys/" in said(editor.get("/settings/"))
    assert "已吊销" in gone
    assert calls(secret).status_code == 401
    assert editor.post(f"/keys/{foreign.pk}/revoke/").status_code == 403
    assert browse(Role.CHIEF, at=DeskFactory.create()).post(f"/keys/{foreign.pk}/revoke/").status_code == 404
    assert ApiKey.objects.get(pk=foreign.pk).revoked_at is None


def test_nobody_has_keys_at_first(admin: Any, path: str):
    assert "还没有密钥" in said(admin.get(path))
    assert "还没有密钥" in said(admin.get("/settings/keys/"))


def test_three_keys_cost_as_many_queries_as_one(admin: Any, browse: Any, path: str):
    editor = browse()
    counts = []
    for n in (1, 2):
        for _ in range(n):
            a_key(editor.actor)
        with CaptureQueriesContext(connection) as queries:
            admin.get(path)
        counts.append(len(queries))

    assert counts[0] == counts[1]
