"""管理 · 预标注: a desk's weights, and reading all its articles again."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from annotations.models import DeskWeight, Job, WorkerPulse
from annotations.services.lexicon import Wanted, add_word
from annotations.services.worker import run_job
from annotations.vocabulary import JobState, Role
from tests.factories import a_suggestion, an_article


@pytest.fixture
def admin(browse: Any) -> Any:
    return browse(Role.ADMIN)


@pytest.fixture
def path(desk: Any) -> str:
    return f"/desks/{desk.pk}/"


def said(answer: Any) -> str:
    return answer.content.decode()


def weights_form(admin: Any, path: str, **typed: str) -> dict[str, str]:
    """The table as the page sends it, with some fields typed over."""
    context = admin.get(path).context
    lines = [*context["reasons"], *context["dampings"]]
    form = {name: value for _, name, value in lines}
    return form | {f"weight-{key}": value for key, value in typed.items()} | {"seen": context["desk"].version}


def test_weights_are_saved_where_they_differ_and_given_back(admin: Any, path: str):
    page = said(admin.post(f"{path}weights/", weights_form(admin, path, figure="0.9", quote=""), follow=True))

    assert "权重已保存" in page
    assert "1 项不同于标准" in page
    assert list(DeskWeight.objects.values_list("key", "amount")) == [("figure", 0.9)]
    reset = admin.post(f"{path}weights/", weights_form(admin, path) | {"reset": "1"}, follow=True)
    assert "已恢复标准权重" in said(reset)
    assert not DeskWeight.objects.exists()


@pytest.mark.parametrize(
    ("typed", "fault"),
    [("1.5", "“数字+单位”不能大于 1。"), ("-1", "不能小于 0。"), ("多", "须填 0 到 1 之间的数。")],
)
def test_a_weight_beyond_its_bounds_is_told_and_the_typing_stays(
    admin: Any, path: str, typed: str, fault: str
):
    answer = admin.post(f"{path}weights/", weights_form(admin, path, figure=typed))

    assert answer.status_code == 400
    assert fault in said(answer)
    assert f'value="{typed}"' in said(answer)
    assert not DeskWeight.objects.exists()


def test_weights_that_somebody_changed_meanwhile_are_told(admin: Any, desk: Any, path: str):
    form = weights_form(admin, path, figure="0.9")
    add_word(actor=admin.actor, desk=desk, wanted=Wanted("潮信园", "place"))

    answer = admin.post(f"{path}weights/", form)

    assert "他人已先保存" in said(answer)
    assert 'name="seen" value="2"' in said(answer)
    assert not DeskWeight.objects.exists()


def test_the_threshold_is_no_field(admin: Any, path: str):
    page = said(admin.get(path))

    assert "低于 0.24 的不显示" in page
    assert "weight-shown_from" not in page


def test_the_last_changes_are_listed_with_who_made_them(admin: Any, desk: Any, path: str):
    add_word(actor=admin.actor, desk=desk, wanted=Wanted("潮信园", "place"))

    page = said(admin.get(path))

    (line,) = page_lines(admin, path)
    assert (line.who, line.changes[0].label) == (str(admin.actor.user), "词表")
    assert "潮信园（地名）" in page


def page_lines(admin: Any, path: str) -> list[Any]:
    return list(admin.get(path).context["history"])


def test_everything_is_read_again_with_its_progress_and_sums(admin: Any, browse: Any, desk: Any, path: str):
    an_article(browse().actor)
    started = said(admin.part(f"{path}retag/", {}))
    WorkerPulse.objects.create(at=timezone.now())
    waiting = said(admin.part(f"{path}job/"))
    job = Job.objects.get(kind="retag")

    run_job(job.pk)
    done = said(admin.part(f"{path}job/"))

    assert ('hx-trigger="every 2s"' in started, "没有后台进程在运行" in started) == (True, True)
    assert ("排队中" in waiting, "没有后台进程在运行" in waiting) == (True, False)
    job.refresh_from_db()
    assert f"1 篇，新增 {job.added} 条，更新 0 条，撤下 0 条" in done
    assert "hx-trigger" not in done


def test_only_the_administrator_cancels_a_round_and_takes_it_up_again(admin: Any, browse: Any, path: str):
    admin.part(f"{path}retag/", {})
    job = Job.objects.get(kind="retag")
    chief = browse(Role.CHIEF)

    assert chief.part(f"/jobs/{job.pk}/cancel/", {}).status_code == 403
    stopped = said(admin.part(f"/jobs/{job.pk}/cancel/", {}))
    again = said(admin.part(f"/jobs/{job.pk}/retry/", {}))

    assert ("重新预标注已取消" in stopped, "从停下处继续" in stopped) == (True, True)
    assert "重新预标注本部门 排队中" in again
    assert admin.post(f"/jobs/{job.pk}/cancel/")["Location"] == path


def test_what_could_not_be_read_is_listed_beneath_the_sums(admin: Any, desk: Any, path: str):
    Job.objects.create(
        kind="retag",
        desk=desk,
        state=JobState.DONE,
        finished=timezone.now(),
        errors=[{"detail": "《甲》没有成功"}],
    )

    assert "有 1 处没能读懂" in said(admin.get(path))
    assert "《甲》没有成功" in said(admin.get(path))


def test_the_editor_of_an_article_sees_which_rows_are_new(browse: Any, desk: Any):
    editor = browse()
    article = an_article(editor.actor)
    run_job_of(editor, article)
    first = said(editor.get(f"/articles/{article.pk}/"))
    row = a_suggestion(article, quote="新开工", run=2)
    article.last_run.number = 2
    article.last_run.save()

    page = said(editor.get(f"/articles/{article.pk}/"))

    assert "data-new" not in first
    assert page.count('class="new"') == 1
    assert f'id="item-{row.pk}"' in page
    article.last_run.number = 3
    article.last_run.save()
    assert "data-new" not in said(editor.get(f"/articles/{article.pk}/"))


def run_job_of(editor: Any, article: Any) -> Job:
    editor.part(f"/articles/{article.pk}/pretag/", {})
    job = article.jobs.latest("created_at")
    run_job(job.pk)
    return job
