"""材料对稿: the page, its acts by htmx and without, and who sees what."""

from __future__ import annotations

from typing import Any

import pytest

from annotations.models import Claim, Job, Material, Pair
from annotations.services.material import attach
from annotations.vocabulary import Confidentiality, PairOutcome, Role, Verdict
from annotations.web.pairrows import bits
from tests.factories import a_source, an_article
from tests.services.test_pairing import REPORT, TEXT, of, run_all, swept, tag

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(browse: Any) -> Any:
    return browse(Role.EDITOR)


@pytest.fixture
def article(editor: Any) -> Any:
    article = an_article(editor.actor, text=TEXT)
    tag(editor.actor, article)
    return article


@pytest.fixture
def pairs(editor: Any, article: Any) -> dict[str, Pair]:
    a_source(editor.actor, text=REPORT, title="云溪公报", article=article)
    return swept(article)


def at(article: Any, more: str = "") -> str:
    return f"/articles/{article.pk}/material/{more}"


def text_of(answer: Any) -> str:
    return answer.content.decode()


def test_without_material_the_page_says_what_it_is_for(editor: Any, article: Any) -> None:
    page = text_of(editor.get(at(article)))
    assert "还没有随稿材料" in page
    assert "把官方材料" in page
    assert at(article) in text_of(editor.get(f"/articles/{article.pk}/"))


def test_pasted_material_is_attached_and_the_bar_polls_until_the_sweep_is_over(
    editor: Any, article: Any
) -> None:
    fields = {
        "desk": str(article.desk_id),
        "title": "云溪公报",
        "source_type": "statistics",
        "confidentiality": "public",
        "text": REPORT,
    }
    answer = editor.post(at(article, "paste/"), fields)
    assert (answer.status_code, answer["Location"]) == (302, at(article))
    waiting = text_of(editor.get(at(article)))
    assert 'hx-trigger="every 2s"' in waiting

    run_all()
    polled = text_of(editor.part(at(article, "progress/")))
    assert "every 2s" not in polled
    assert "对稿完成" in polled
    assert "2318万吨" in polled


def test_a_paste_without_text_says_so_and_keeps_what_was_typed(editor: Any, article: Any) -> None:
    answer = editor.post(at(article, "paste/"), {"title": "云溪公报", "text": ""})
    assert answer.status_code == 400
    assert "请粘贴资料正文" in text_of(answer)
    assert not Material.objects.exists()


def test_a_source_of_the_library_is_attached_and_taken_away(editor: Any, article: Any) -> None:
    source = a_source(editor.actor, text=REPORT, title="云溪公报")
    assert "云溪公报" in text_of(editor.part(at(article, "find/?q=云溪")))
    assert editor.post(at(article, "attach/"), {"source": str(source.pk)}).status_code == 302
    assert Material.objects.filter(article=article, source=source).exists()
    assert "云溪公报" not in text_of(editor.part(at(article, "find/?q=云溪")))
    assert editor.post(at(article, "detach/"), {"source": str(source.pk)}).status_code == 302
    assert not Material.objects.exists()
    assert editor.post(at(article, "detach/"), {"source": str(source.pk)}).status_code == 404


def test_differing_and_missing_ones_come_first_or_all_as_they_are_read(
    editor: Any, article: Any, pairs: Any
) -> None:
    page = text_of(editor.get(at(article)))
    by_need = [page.index(str(of(pairs, words).pk)) for words in ("1.86亿元", "7个", "2318万吨")]
    assert by_need == sorted(by_need)
    reading = text_of(editor.get(at(article, "?order=reading")))
    listed = reading[reading.index('id="items"') :]
    in_text = [listed.index(str(of(pairs, words).pk)) for words in ("2318万吨", "1.86亿元", "7个")]
    assert in_text == sorted(in_text)
    assert "不一致" in page
    assert "云溪公报" in page


def test_one_key_confirms_and_the_next_pair_comes(editor: Any, article: Any, pairs: Any) -> None:
    pair, following = of(pairs, "2318万吨"), of(pairs, "1.86亿元")
    panel = text_of(editor.part(f"/pairs/{pair.pk}/"))
    assert 'data-key="Enter"' in panel

    answer = text_of(
        editor.part(f"/pairs/{pair.pk}/confirm/", {"seen": pair.version, "next": str(following.pk)})
    )

    assert Claim.objects.get().verdict == Verdict.VERIFIED
    assert f'data-panel="{following.pk}"' in answer
    assert f'id="item-{pair.pk}"' in answer
    assert "属实" in answer
    submitted = text_of(editor.part(at(article, "submit/"), {}))
    assert "已提交 1 个核查点" in submitted


def test_undo_brings_the_pair_back(editor: Any, article: Any, pairs: Any) -> None:
    pair = of(pairs, "2318万吨")
    editor.part(f"/pairs/{pair.pk}/confirm/", {"seen": pair.version})
    assert "已撤销" in text_of(editor.part(at(article, "undo/"), {}))
    assert not Claim.objects.exists()
    assert Pair.objects.current(article).filter(pk=pair.pk).exists()


def test_a_differing_pair_has_no_key_that_confirms_but_one_for_wrong(editor: Any, pairs: Any) -> None:
    pair = of(pairs, "1.86亿元")
    panel = text_of(editor.part(f"/pairs/{pair.pk}/"))
    assert f"/pairs/{pair.pk}/confirm/" not in panel
    answer = editor.part(f"/pairs/{pair.pk}/refute/", {"seen": pair.version, "verdict": "false"})
    assert "拟改为" in text_of(answer)
    assert Claim.objects.get().verdict == Verdict.FALSE
    assert editor.part(f"/pairs/{pair.pk}/confirm/", {"seen": pair.version}).status_code == 409


def test_what_the_material_lacks_leads_to_the_drawer_of_its_claim_and_back(
    editor: Any, article: Any, pairs: Any
) -> None:
    pair, agreeing = of(pairs, "7个"), of(pairs, "2318万吨")
    panel = text_of(editor.part(f"/pairs/{pair.pk}/"))
    assert f'action="/pairs/{pair.pk}/evidence/"' in panel
    assert 'value="wrong_passage"' not in panel
    found = text_of(editor.part(f"/pairs/{agreeing.pk}/"))
    assert "/evidence/" not in found
    assert 'value="wrong_passage"' in found

    led = editor.post(f"/pairs/{pair.pk}/evidence/", {"seen": pair.version})

    claim = Claim.objects.get()
    assert (claim.quote, claim.verdict) == (pair.quote, "")
    assert led["Location"] == f"/articles/{article.pk}/?at={claim.pk}&evidence=1"
    drawer = f'hx-get="/claims/{claim.pk}/evidence/" hx-trigger="load"'
    page = text_of(editor.get(led["Location"]))
    assert drawer in page
    assert f'href="{at(article)}?at={claim.pk}"' in page
    assert "返回材料对稿" in page
    assert f'data-panel="{pair.pk}"' in text_of(editor.get(at(article, f"?at={claim.pk}")))
    assert f"?at={claim.pk}&amp;evidence=1" in text_of(editor.part(f"/pairs/{pair.pk}/"))
    assert drawer not in text_of(editor.get(f"/articles/{article.pk}/?at={claim.pk}"))
    assert 'evidence/" hx-trigger' not in text_of(editor.get(f"/articles/{article.pk}/?at=gone&evidence=1"))


def test_a_passage_that_lacks_a_figure_has_no_key_that_confirms(editor: Any) -> None:
    article = an_article(editor.actor, text="全县民宿由2021年的64家发展到231家。")
    tag(editor.actor, article)
    a_source(editor.actor, text="全县现有民宿231家。", article=article)
    pair = of(swept(article), "231家")

    panel = editor.part(f"/pairs/{pair.pk}/").content.decode()

    assert "材料未提及" in panel
    assert "64家" in panel
    assert f"/pairs/{pair.pk}/confirm/" not in panel
    assert f'action="/pairs/{pair.pk}/evidence/"' in panel


def test_setting_aside_and_back(editor: Any, pairs: Any) -> None:
    pair = of(pairs, "2318万吨")
    editor.part(f"/pairs/{pair.pk}/aside/", {"seen": 1, "reason": "wrong_passage"})
    assert Pair.objects.get(pk=pair.pk).aside == "wrong_passage"
    assert "放回" in text_of(editor.part(f"/pairs/{pair.pk}/"))
    editor.part(f"/pairs/{pair.pk}/back/", {"seen": 2})
    assert Pair.objects.get(pk=pair.pk).aside == ""
    stale = text_of(editor.part(f"/pairs/{pair.pk}/aside/", {"seen": 1, "reason": "wrong_passage"}))
    assert "他人已先保存" in stale


def test_pointing_out_a_passage(editor: Any, article: Any, pairs: Any) -> None:
    pair = of(pairs, "7个")
    source = article.sources.get()
    page = text_of(editor.get(f"/pairs/{pair.pk}/point/"))
    assert "云溪公报" in page
    wrong = editor.post(f"/pairs/{pair.pk}/point/", {"start": 0, "end": 2, "quote": "错了"})
    assert wrong.status_code == 400
    fields = {"start": 0, "end": 3, "quote": REPORT[:3], "source": str(source.pk)}
    assert editor.post(f"/pairs/{pair.pk}/point/", fields).status_code == 302
    assert Pair.objects.get(pk=pair.pk).outcome == PairOutcome.POINTED


def test_a_reporter_attaches_and_points_out_but_gets_no_keys_for_verdicts(browse: Any, editor: Any) -> None:
    reporter = browse(Role.REPORTER)
    article = an_article(reporter.actor, text=TEXT)
    tag(editor.actor, article)
    attach(actor=reporter.actor, article=article, source=a_source(reporter.actor, text=REPORT))
    pair = of(swept(article), "2318万吨")

    page = text_of(reporter.get(at(article)))
    assert "指出原句" in page or "另指原句" in page
    assert f"/pairs/{pair.pk}/confirm/" not in page
    assert 'data-key="Enter"' not in page
    assert reporter.part(f"/pairs/{pair.pk}/confirm/", {"seen": 1}).status_code == 403
    lacking = Pair.objects.get(outcome=PairOutcome.MISSING, quote__contains="7个")
    assert "/evidence/" not in text_of(reporter.part(f"/pairs/{lacking.pk}/"))
    assert reporter.post(f"/pairs/{lacking.pk}/evidence/", {"seen": 1}).status_code == 403

    other = an_article(editor.actor, text="另一篇。" + TEXT)
    assert reporter.get(at(other, "paste/")).status_code == 403
    assert "添加材料" not in text_of(reporter.get(at(other)))


def test_protected_material_its_pairs_and_its_sums_are_seen_by_its_viewers_alone(
    browse: Any, editor: Any, article: Any, pairs: Any
) -> None:
    colleague = browse(Role.EDITOR)
    before = text_of(colleague.get(at(article)))
    secret = a_source(
        editor.actor,
        text="内部人士：新建泊位7个。",
        title="密谈记录",
        confidentiality=Confidentiality.PROTECTED,
        article=article,
    )
    run_all()
    guarded = Pair.objects.get(guarded_by=secret, outcome=PairOutcome.SAME)

    assert "密谈记录" in text_of(editor.get(at(article)))
    after = text_of(colleague.get(at(article)))
    assert "密谈记录" not in after
    sums = '<span id="counted" class="num">'
    assert before.split(sums)[1][:40] == after.split(sums)[1][:40]
    assert colleague.get(f"/pairs/{guarded.pk}/").status_code == 404
    assert colleague.part(f"/pairs/{guarded.pk}/confirm/", {"seen": 1}).status_code == 404
    assert "密谈记录" not in text_of(colleague.get("/articles/"))
    assert "材料 1 ·" in text_of(colleague.get("/articles/"))
    assert "材料 2 ·" in text_of(editor.get("/articles/"))


def test_strangers_find_nothing(browse: Any, article: Any, pairs: Any) -> None:
    from_elsewhere = browse(Role.EDITOR, at=type(article.desk).objects.create(name="别处"))
    assert from_elsewhere.get(at(article)).status_code == 404
    pair = of(pairs, "2318万吨")
    assert from_elsewhere.get(f"/pairs/{pair.pk}/").status_code == 404
    for act in ("confirm", "evidence"):
        assert from_elsewhere.post(f"/pairs/{pair.pk}/{act}/", {"seen": 1}).status_code == 404


def test_without_scripts_every_act_leads_back_to_the_page(editor: Any, article: Any, pairs: Any) -> None:
    pair = of(pairs, "2318万吨")
    assert editor.get(f"/pairs/{pair.pk}/")["Location"].startswith(at(article))
    assert editor.post(f"/pairs/{pair.pk}/confirm/", {"seen": 1})["Location"] == at(article)
    assert editor.post(at(article, "again/"))["Location"] == at(article)
    assert Job.objects.unfinished().filter(kind="pair").count() == 1


def test_bits_cut_a_sentence_where_quote_and_marks_begin_and_end() -> None:
    text = "前一句。全市旅游收入1.86亿元，增长很快。"
    cut = bits(text, (4, 16), [(10, 16, "differs")])
    assert [(bit.text, bit.quoted, bit.outcome) for bit in cut] == [
        ("全市旅游收入", True, ""),
        ("1.86亿元", True, "differs"),
        ("，增长很快。", False, ""),
    ]
    assert "".join(bit.text for bit in bits("长" * 300, (150, 152), [])).startswith("…长")
