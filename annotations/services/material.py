"""随稿材料: sources laid beside an article, by whoever hands the copy over or checks it."""

from __future__ import annotations

from django.db import transaction

from annotations.models import Actor, Article, Material, Source
from annotations.services.access import require
from annotations.services.audit import Change, record
from annotations.services.errors import Missing
from annotations.vocabulary import Action, Confidentiality


@transaction.atomic
def attach(*, actor: Actor, article: Article, source: Source) -> bool:
    """Lay a source beside an article of its desk; False when it lies there already."""
    require(actor, article.desk_id, "add_source")
    if source.desk_id != article.desk_id:
        raise Missing()
    _, new = Material.objects.get_or_create(
        article=article, source=source, defaults={"attached_by": actor.user}
    )
    if new:
        _log(actor, article, source, [None, str(source.pk)])
    return new


@transaction.atomic
def detach(*, actor: Actor, article: Article, source: Source) -> bool:
    """Take a source from beside an article; links to it stay. False when it did not lie there."""
    require(actor, article.desk_id, "add_source")
    gone, _ = Material.objects.filter(article=article, source=source).delete()
    if gone:
        _log(actor, article, source, [str(source.pk), None])
    return bool(gone)


def _log(actor: Actor, article: Article, source: Source, moved: list[str | None]) -> None:
    """The article's row; of a protected source the source's own, which only those who know of it read."""
    if source.confidentiality == Confidentiality.PROTECTED:
        diff = {"articles": [side and article.pk for side in moved]}
        record(actor, article.desk_id, source, Change(Action.EDIT, None, None, diff))
        return
    change = Change(Action.EDIT, article.status, article.status, {"material": moved})
    record(actor, article.desk_id, article, change)
