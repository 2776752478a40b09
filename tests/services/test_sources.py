"""One way into the library: every kind of content becomes a source with a frozen snapshot."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

import pytest

from annotations.models import AuditEntry, Desk, Snapshot, Source
from annotations.services.errors import Forbidden, Invalid, Missing
from annotations.services.sources import Content, add_snapshot, pasted, store
from annotations.vocabulary import Confidentiality
from tests.factories import a_source, an_article

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

PICTURE = Content(b"\x89PNG", "", "image/png", filename="现场.png")


def test_what_a_reader_found_is_frozen_with_the_bytes_it_came_from(editor, desk) -> None:
    then = datetime(2024, 3, 1, 8, tzinfo=UTC)
    original = "统计公报\r\n第二页".encode("gb18030")
    content = Content(
        original,
        "统计公报\r\n第二页",
        "text/plain",
        filename="公报.txt",
        encoding="gb18030",
        page_starts=(0, 5),
        final_url="https://www.example.cn/gb",
        accessed_at=then,
    )

    source = store(actor=editor, desk=desk, content=content, title="公报", source_type="statistics")

    kept = source.snapshot
    assert (kept.text, bytes(kept.original), kept.size) == ("统计公报\n第二页", original, len(original))
    assert (kept.number, kept.sha256) == (1, hashlib.sha256(original).hexdigest())
    assert (kept.filename, kept.encoding, kept.page_starts) == ("公报.txt", "gb18030", [0, 5])
    assert (kept.final_url, kept.accessed_at) == ("https://www.example.cn/gb", then)
    assert AuditEntry.objects.about(source).count() == source.version == 1


def test_only_a_picture_may_be_without_text(editor, desk) -> None:
    picture = store(actor=editor, desk=desk, content=PICTURE, title="现场照片", source_type="site_visit")
    assert picture.snapshot.text == ""

    with pytest.raises(Invalid, match="没有文字"):
        store(
            actor=editor,
            desk=desk,
            content=Content(b"%PDF", " \n", "application/pdf"),
            title="扫描件",
            source_type="other",
        )
    assert Source.objects.count() == 1


def test_a_source_comes_with_its_material_and_its_viewers_or_not_at_all(editor, colleague, desk) -> None:
    article = an_article(editor)
    source = a_source(editor, article=article, viewers=[colleague.user])
    assert source.article_ids == [article.pk]
    assert list(source.viewers.all()) == [colleague.user]

    elsewhere = an_article(editor)
    elsewhere.desk_id = Desk.objects.create(name="外部门").pk
    with pytest.raises(Missing):
        store(
            actor=editor,
            desk=desk,
            content=pasted("正文。"),
            article=elsewhere,
            title="x",
            source_type="other",
        )
    assert Source.objects.count() == 1


def test_a_further_snapshot_stands_beside_the_first(editor) -> None:
    source = a_source(editor, text="年末统计：169个。")

    later = add_snapshot(actor=editor, source=source, content=pasted("年末统计：196个。"))

    assert (later.number, source.snapshot) == (2, later)
    assert Snapshot.objects.get(source=source, number=1).text == "年末统计：169个。"
    assert AuditEntry.objects.about(source).count() == source.version == 2
    row = AuditEntry.objects.about(source).latest("seq")
    assert row.diff["snapshot"] == [1, 2]
    assert row.diff["sha256"][1] == later.sha256


def test_the_system_itself_may_freeze_a_source_anew(editor) -> None:
    source = a_source(editor)

    add_snapshot(actor=None, source=source, content=pasted("网页改过了。"))

    assert AuditEntry.objects.about(source).latest("seq").actor == "system"


def test_others_may_neither_store_nor_freeze_anew(editor, admin, stranger, desk) -> None:
    source = a_source(editor)

    for actor, refusal in ((admin, Forbidden), (stranger, Missing)):
        with pytest.raises(refusal):
            store(actor=actor, desk=desk, content=pasted("正文。"), title="x", source_type="other")
        with pytest.raises(refusal):
            add_snapshot(actor=actor, source=source, content=pasted("正文。"))
    assert (Source.objects.count(), Snapshot.objects.count()) == (1, 1)


def test_the_log_never_tells_what_a_protected_source_is_called(editor) -> None:
    source = a_source(editor, title="张某的账本", confidentiality=Confidentiality.PROTECTED)
    add_snapshot(actor=editor, source=source, content=Content(b"x", "账", "text/plain", filename="张某.txt"))

    assert "张某" not in str(list(AuditEntry.objects.values_list("diff", "reason")))


def test_a_snapshot_is_numbered_after_those_that_are_there_not_those_that_were_seen(editor) -> None:
    """Somebody else has frozen the source anew since it was read."""
    source = a_source(editor)
    seen_by_the_other = Source.objects.get(pk=source.pk)

    add_snapshot(actor=editor, source=source, content=pasted("第二次。"))
    add_snapshot(actor=editor, source=seen_by_the_other, content=pasted("第三次。"))

    assert sorted(Snapshot.objects.filter(source=source).values_list("number", flat=True)) == [1, 2, 3]
    assert seen_by_the_other.version == 3
