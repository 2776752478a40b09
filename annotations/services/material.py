"""随稿材料: sources laid beside an article, by whoever hands the copy over or checks it."""

from __future__ import annotations

from django.db import transaction

from annotations.models import Actor, Article, Material, Source
from annotations.services import pairing
from annotations.services.access import require
from annotations.services.audit import Change, record
from annotations.services.errors import Forbidden, Missing
from annotations.vocabulary import Action, Confidentiality
from annotations.wording import say
from annotations.workflow import may


@transaction.atomic
def attach(*, actor: Actor, article: Article, source: Source) -> bool:
    """Lay a source beside an article of its desk; False when it lies there already."""
    require_material(actor, article)
    if source.desk_id != article.desk_id:
        raise Missing()
    _, new = Material.objects.get_or_create(
        article=article, source=source, defaults={"attached_by": actor.user}
    )
    if new:
        _log(actor, article, source, [None, str(source.pk)])
        pairing.request(article, actor)
    return new


@transaction.atomic
def detach(*, actor: Actor, article: Article, source: Source) -> bool:
    """Take a source from beside an article; links to it stay. False when it did not lie there."""
    require_material(actor, article)
    gone, _ = Material.objects.filter(article=article, source=source).delete()
    if gone:
        _log(actor, article, source, [str(source.pk), None])
        pairing.request(article, actor)
    return bool(gone)


def require_material(actor: Actor, article: Article) -> None:
    """Who may work on an article's material: editors on all, reporters on what they brought themselves."""
    require(actor, article.desk_id, "add_source")
    roles = actor.roles_at(article.desk_id)
    if not may("annotate", roles) and article.created_by_id != actor.user.pk:
        raise Forbidden(say("记者只能给自己上传的稿件添加材料、指出原句；别人的稿件请交编辑办理。"))


def _log(actor: Actor, article: Article, source: Source, moved: list[str | None]) -> None:
    """The article's row; of a protected source the source's own, which only those who know of it read."""
    if source.confidentiality == Confidentiality.PROTECTED:
        diff = {"articles": [side and article.pk for side in moved]}
        record(actor, article.desk_id, source, Change(Action.EDIT, None, None, diff))
        return
    change = Change(Action.EDIT, article.status, article.status, {"material": moved})
    record(actor, article.desk_id, article, change)
