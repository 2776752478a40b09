"""Independence of evidence: copies of one story count once, and it is said where the evidence is counted."""

from __future__ import annotations

import random

import pytest

from annotations.models import Claim
from annotations.services.annotate import edit_claim
from annotations.services.errors import Conflict
from annotations.services.review import take_step
from annotations.services.reviewlines import lines_of
from annotations.services.sheet import render_sheet
from annotations.services.sources import edit_source
from annotations.services.witnesses import standing_of
from annotations.vocabulary import Status, Verdict
from tests.factories import BULLETIN, a_claim, a_link, a_source, a_submitted_claim

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

HAN = "".join(map(chr, range(0x4E00, 0x4E00 + 900)))
STORY = BULLETIN + "".join(random.Random(5).choices(HAN, k=600))
ONCE = "《甲报》与《乙报》出自同一稿件，只算 1 个来源"
WANTED = "还需 1 个一手来源，或 1 个来源不同的二手来源"


def two_copies(editor, claim, **fields):
    """A claim with two secondary links to copies of one story."""
    for title in ("甲报", "乙报"):
        source = a_source(editor, text=STORY, title=title, source_type="media", **fields)
        a_link(editor, claim, source, tier="secondary")
    return Claim.objects.select_related("article__desk").get(pk=claim.pk)


def test_two_copies_of_one_story_are_one_source_and_the_refusal_says_which(editor) -> None:
    claim = two_copies(editor, a_claim(editor))
    claim = edit_claim(actor=editor, claim=claim, seen=None, changes={"verdict": Verdict.VERIFIED})

    standing = standing_of(claim, editor)
    assert (standing.missing, standing.once) == (WANTED, [ONCE])
    with pytest.raises(Conflict, match=f"证据不足：{WANTED}（{ONCE}）。"):
        take_step(actor=editor, claim=claim, to=Status.SUBMITTED, seen=claim.version)

    a_link(editor, claim, a_source(editor, title="丙报", text=BULLETIN), tier="secondary")
    assert standing_of(claim, editor).missing == ""
    claim.refresh_from_db()
    assert take_step(actor=editor, claim=claim, to=Status.SUBMITTED, seen=None).status == Status.SUBMITTED


def test_the_sheet_says_it_too(editor) -> None:
    claim = two_copies(editor, a_claim(editor))

    assert ONCE in render_sheet(claim.article)


def test_a_reviewer_is_told_when_the_evidence_no_longer_suffices(editor, reviewer) -> None:
    claim = a_submitted_claim(editor)
    (line,) = lines_of(reviewer, [claim])
    assert "evidence" not in [why.rule for why in line.why]

    first = claim.evidence.get().source
    claim.article.critical = True
    claim.article.save()
    a_link(editor, claim, a_source(editor, title="另一份"), tier="secondary")
    (line,) = lines_of(reviewer, [Claim.objects.select_related("article__desk").get()])
    assert "evidence" not in [why.rule for why in line.why]

    for source in (first, claim.evidence.last().source):
        edit_source(actor=editor, source=source, seen=None, changes={"origin_key": "新华社"})
    (line,) = lines_of(reviewer, [Claim.objects.select_related("article__desk").get()])
    (why,) = [why for why in line.why if why.rule == "evidence"]
    assert why.text.startswith("证据不足：批评报道须有 2 个相互独立的来源，还需 1 个（")


def test_a_protected_copy_counts_once_and_is_named_to_its_viewers_only(editor, colleague) -> None:
    claim = a_claim(editor)
    public = a_source(editor, text=STORY, title="甲报", source_type="media")
    secret = a_source(editor, text=STORY, title="乙报", source_type="media", confidentiality="protected")
    for source in (public, secret):
        a_link(editor, claim, source, tier="secondary")
    claim = Claim.objects.select_related("article__desk").get()

    assert (standing_of(claim, editor).missing, standing_of(claim, editor).once) == (WANTED, [ONCE])
    for viewer in (colleague, None):
        assert (standing_of(claim, viewer).missing, standing_of(claim, viewer).once) == (WANTED, [])
    assert "乙报" not in render_sheet(claim.article)


def test_a_quote_needs_the_word_of_those_concerned(editor) -> None:
    claim = a_claim(editor, types=["quote"], quote="到位资金117.77亿元")
    a_link(editor, claim, a_source(editor, source_type="media"))
    assert "权威材料" in standing_of(claim, editor).missing

    a_link(editor, claim, a_source(editor, source_type="interview_record"), tier="secondary")
    assert standing_of(claim, editor).missing == ""
