"""May they? The one place where services ask for a right."""

from __future__ import annotations

import uuid

from annotations.models import Actor, Desk, User
from annotations.services.errors import Forbidden, Invalid, Missing
from annotations.vocabulary import Role
from annotations.wording import marked, say
from annotations.workflow import MAY, may

ACTS = {
    "read": marked("查看"),
    "upload": marked("上传稿件"),
    "add_source": marked("添加核查资料"),
    "comment": marked("留言"),
    "annotate": marked("标注和核查"),
    "confirm_basis": marked("确认依据仍然成立"),
    "confirm_basis_reviewed": marked("确认已提交的核查点依据仍然成立"),
    "review": marked("审核"),
    "publish": marked("签发"),
    "read_facts": marked("查看已核事实"),
    "administer": marked("管理人员和规则"),
    "answer": marked("答复提问"),
    "report_error": marked("报告差错"),
    "assess": marked("评估差错"),
    "decide_correction": marked("决定更正"),
    "set_check_level": marked("设定核查程度"),
    "keep_wording": marked("决定保留原文"),
    "grant": marked("安排代班"),
    "inspect": marked("登记差错"),
    "recheck": marked("复查已刊稿件"),
    "read_reports": marked("查看统计和差错率"),
    "read_log": marked("查看本部门的操作记录"),
}


def require(actor: Actor, desk_id: uuid.UUID, act: str) -> None:
    """Raise ``Missing`` at a foreign desk and ``Forbidden`` when no role held there may do ``act``."""
    roles = actor.roles_at(desk_id)
    if not roles and not actor.reads_all:
        raise Missing()
    if not may(act, roles):
        who = say("、").join(role.label for role in Role if role in MAY[act])
        raise Forbidden(
            say("您在本部门没有“{act}”的权限；这项工作由{who}办理。", act=say(ACTS[act]), who=who)
        )


def colleague(desk_id: uuid.UUID, person_id: uuid.UUID) -> User:
    """The person to whom work at a desk is to be given. Raises ``Invalid``."""
    person = User.objects.filter(pk=person_id, is_active=True).first()
    if person is None:
        raise Invalid.field("assignee", say("没有这个人。"), "unknown")
    require_worker(desk_id, person)
    return person


def require_worker(desk_id: uuid.UUID, person: User) -> None:
    """Raise ``Invalid`` when ``person`` cannot check claims at the desk."""
    if not may("annotate", Actor(person).roles_at(desk_id)):
        raise Invalid.field(
            "assignee", say("{person} 不是本部门的编辑、审核人或值班总编，不能接手。", person=person)
        )


def desk_for(actor: Actor, desk_id: uuid.UUID | None, act: str) -> Desk:
    """The desk named, or the only one where the actor may do ``act``; rights are checked.

    Raises ``Invalid`` when none is named and there are several to choose from.
    """
    if desk_id is None:
        if actor.key is not None:
            desk_id = actor.key.desk_id
        else:
            own = [desk for desk in actor.desk_ids if may(act, actor.roles_at(desk))]
            if not own:
                raise Forbidden(say("没有您可以“{act}”的部门。", act=say(ACTS[act])))
            if len(own) > 1:
                names = say("、").join(Desk.objects.filter(pk__in=own).values_list("name", flat=True))
                raise Invalid.field(
                    "desk",
                    say("请指明部门：您可以在{names}“{act}”。", names=names, act=say(ACTS[act])),
                    "required",
                )
            desk_id = own[0]
    require(actor, desk_id, act)
    try:
        return Desk.objects.get(pk=desk_id)
    except Desk.DoesNotExist:
        raise Missing() from None
