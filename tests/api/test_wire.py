"""核查程度 and 通稿比对 by the API."""

from __future__ import annotations

import pytest

from annotations.models import Article
from tests.api.conftest import machine_of
from tests.factories import a_claim, a_source, an_article

pytestmark = pytest.mark.django_db

WIRE = "新开工项目约169个，到位资金117.77亿元。"
OURS = "新开工项目169个，到位资金117.77亿元。"


def etag(article: Article) -> str:
    article.refresh_from_db()
    return f'"{article.pk}-{article.version}"'


def test_the_chief_sets_the_level_and_others_are_told_they_may_not(editor, reviewer, chief) -> None:
    article = an_article(editor)
    path = f"articles/{article.pk}/"

    refused = [
        machine_of(who).patch(path, {"check_level": "key"}, etag=etag(article)) for who in (editor, reviewer)
    ]
    done = machine_of(chief).patch(path, {"check_level": "key"}, etag=etag(article))

    assert [answer.status_code for answer in refused] == [403, 403]
    assert (done.status_code, done.json()["check_level"]) == (200, "key")


def test_a_right_is_asked_for_before_the_version(editor) -> None:
    article = an_article(editor)

    answer = machine_of(editor).patch(f"articles/{article.pk}/", {"critical": True})

    assert answer.status_code == 403


def test_critical_is_the_reviewers_and_chiefs(reviewer, editor) -> None:
    article = an_article(editor)

    answer = machine_of(reviewer).patch(f"articles/{article.pk}/", {"critical": True}, etag=etag(article))

    assert (answer.status_code, answer.json()["critical"]) == (200, True)


@pytest.mark.parametrize("level", ["", "none", 1, None])
def test_a_level_that_does_not_exist_is_refused(chief, level) -> None:
    article = an_article(chief)

    answer = machine_of(chief).patch(f"articles/{article.pk}/", {"check_level": level}, etag=etag(article))

    assert answer.status_code == 400


def test_our_changes_are_told_with_what_stands_on_them(editor, chief) -> None:
    article = an_article(chief, text=OURS, check_level="wire")
    source = a_source(editor, text=WIRE, source_type="press_release")
    machine = machine_of(editor)
    path = f"articles/{article.pk}/"

    before = machine.get(f"{path}wire/").json()
    patched = machine.patch(path, {"wire_source": str(source.pk)}, etag=etag(article))
    claim = a_claim(editor, article, quote="新开工项目169个", types=["quantity"])
    after = machine.get(f"{path}wire/").json()

    assert (before["source"], before["only_changes"], before["changes"]) == (None, False, [])
    assert (patched.status_code, patched.json()["wire_source"]) == (200, str(source.pk))
    assert after == {
        "check_level": "wire",
        "source": str(source.pk),
        "text_version": 1,
        "only_changes": True,
        "changes": [
            {
                "start": 5,
                "end": 9,
                "quote": "169个",
                "struck": ["约"],
                "claim": str(claim.pk),
                "suggestion": None,
            }
        ],
    }


def test_a_source_of_another_desk_is_unknown(editor, stranger) -> None:
    article = an_article(editor)
    foreign = a_source(stranger)

    answer = machine_of(editor).patch(
        f"articles/{article.pk}/", {"wire_source": str(foreign.pk)}, etag=etag(article)
    )

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["detail"] == "本部门没有这份核查资料，或者您看不到它。"


def test_an_article_comes_in_with_its_agencys_text(editor, desk) -> None:
    answer = machine_of(editor).post("articles/", {"title": "港口", "text": OURS, "wire_text": WIRE})

    assert answer.status_code == 201
    assert answer.json()["wire_source"] == str(Article.objects.get().wire_source_id)
    assert Article.objects.get().wire_source.snapshot.text == WIRE
