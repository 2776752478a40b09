"""留言: what colleagues tell each other about a claim. Nothing of the claim changes by it."""

from __future__ import annotations

from django.db import transaction

from annotations.models import Actor, Claim, Comment
from annotations.services import fields as check
from annotations.services.access import require
from annotations.services.errors import Invalid
from annotations.wording import say

LONGEST = 10_000


@transaction.atomic
def add_comment(*, actor: Actor, claim: Claim, text: str) -> Comment:
    """Leave a remark beside a claim, whatever its status. Raises ``Invalid`` when it says nothing."""
    require(actor, claim.article.desk_id, "comment")
    if not text.strip():
        raise Invalid.field("text", say("留言是空的。"), "required")
    words = check.limited("text", text.strip(), LONGEST)
    return Comment.objects.create(claim=claim, author=actor.user, text=words)
