"""Number checks of an article: made with each run, set aside while their words stand, made claims of."""

from __future__ import annotations

import pytest

from annotations.models import Article, AuditEntry, DismissedCheck, LastRun
from annotations.services import checkresults
from annotations.services.checkresults import checks_of, unresolved
from annotations.services.checks import beside, claim_of_check, dismiss_check, restore_check
from annotations.services.errors import Forbidden, Missing
from annotations.services.pretag import request_pretag
from annotations.services.worker import run_job
from tests.factories import a_claim, an_article

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

GROWTH = "高新企业由2020年的120家增加到2023年的180家，增长60%。"
LISTED = "三大任务：修路、架桥、通水。"
TEXT = f"{GROWTH}\n{LISTED}"


@pytest.fixture
def article(editor) -> Article:
    article = an_article(editor, text=TEXT)
    run_job(request_pretag(actor=editor, article=article).pk)
    return Article.objects.get(pk=article.pk)


def outcomes(article: Article) -> list[tuple[str, str, bool]]:
    return [(one.check.name, one.check.outcome, one.dismissed) for one in checks_of(article)]


def key_of(article: Article, name: str) -> str:
    return next(one.check.key for one in checks_of(article) if one.check.name == name)


def test_a_run_stores_the_results_without_their_sentences(article) -> None:
    assert outcomes(article) == [("growth", "differs", False), ("enumeration", "holds", False)]
    stored = LastRun.objects.get(article=article).checks
    assert [set(row) for row in stored] == [{"check", "key", "spans", "outcome", "saying", "params"}] * 2
    assert checks_of(article)[0].check.explanation == "120家 → 180家，变化 50% ≠ 60%"


def test_before_a_run_and_for_an_older_text_there_are_none(editor, article) -> None:
    assert checks_of(an_article(editor, text=f"{TEXT}又一篇。")) == []
    article.text_version += 1
    assert checks_of(article) == []


def test_a_check_that_fails_costs_the_checks_and_not_the_suggestions(editor, monkeypatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(checkresults, "check", broken)
    article = an_article(editor, text=f"{TEXT}另一篇。")
    run_job(request_pretag(actor=editor, article=article).pk)

    assert checks_of(article) == []
    assert article.suggestions.exists()


def test_setting_aside_is_logged_once_and_can_be_taken_back(editor, article) -> None:
    key = key_of(article, "growth")
    before = AuditEntry.objects.count()

    assert dismiss_check(actor=editor, article=article, key=key).dismissed
    dismiss_check(actor=editor, article=article, key=key)
    assert unresolved(article) == []
    entry = AuditEntry.objects.latest("seq")
    assert AuditEntry.objects.count() == before + 1
    assert (entry.object_id, entry.diff["number_check"]) == (article.pk, [None, "dismissed"])

    assert not restore_check(actor=editor, article=article, key=key).dismissed
    assert [one.check.key for one in unresolved(article)] == [key]
    assert AuditEntry.objects.count() == before + 2


def test_a_dismissal_outlives_the_next_run(editor, article) -> None:
    dismiss_check(actor=editor, article=article, key=key_of(article, "growth"))
    run_job(request_pretag(actor=editor, article=article).pk)

    assert outcomes(article)[0] == ("growth", "differs", True)


def test_a_claim_is_made_of_the_suggestion_or_the_one_that_stands(editor, article) -> None:
    claim = claim_of_check(actor=editor, article=article, key=key_of(article, "growth"))

    assert "60%" in claim.quote
    assert claim.suggestion_id
    assert claim_of_check(actor=editor, article=article, key=key_of(article, "growth")) == claim
    assert [one.check.name for one in beside(claim)] == ["growth"]


def test_words_that_nobody_proposed_become_a_claim_of_their_own(editor, article) -> None:
    article.suggestions.all().delete()

    claim = claim_of_check(actor=editor, article=article, key=key_of(article, "growth"))

    assert (claim.quote, claim.types, claim.suggestion_id) == ("60%", ["comparison"], None)


def test_beside_a_claim_elsewhere_there_is_nothing(editor, article) -> None:
    assert beside(a_claim(editor, article, quote="高新企业", types=["org"])) == []


def test_only_those_who_annotate_decide(reporter, admin, stranger, article) -> None:
    key = key_of(article, "growth")
    for actor, refusal in ((reporter, Forbidden), (admin, Forbidden), (stranger, Missing)):
        for act in (dismiss_check, restore_check, claim_of_check):
            with pytest.raises(refusal):
                act(actor=actor, article=article, key=key)

    assert not DismissedCheck.objects.exists()


def test_a_result_that_is_gone_is_told(editor, article) -> None:
    with pytest.raises(Missing, match="数字检查"):
        dismiss_check(actor=editor, article=article, key="0" * 32)
