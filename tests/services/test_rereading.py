"""换编码: the same bytes read otherwise are a new snapshot; the old one and its links stay."""

from __future__ import annotations

import pytest

from annotations.models import AuditEntry, Snapshot
from annotations.services.errors import Conflict, Forbidden, Invalid, Missing
from annotations.services.rereading import other_readings, reread
from annotations.vocabulary import Flag
from tests.factories import a_claim, a_file, a_link, a_source
from tests.readers.files import LINE, PNG

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
AMBIGUOUS = "项目169个".encode("gbk")


def test_another_encoding_makes_a_snapshot_of_the_same_bytes(editor) -> None:
    source = a_file(editor, AMBIGUOUS)

    reread(actor=editor, source=source, encoding="Big5")

    first, second = Snapshot.objects.filter(source=source).order_by("number")
    assert (first.text, second.text, second.encoding) == ("项目169个", "砐醴169跺", "big5")
    assert (first.sha256, first.filename) == (second.sha256, second.filename)
    assert AuditEntry.objects.about(source).count() == source.version == 2


def test_claims_that_quote_the_first_reading_are_told(editor) -> None:
    source = a_file(editor, AMBIGUOUS)
    link = a_link(editor, a_claim(editor), source, quote="169")
    link.claim.refresh_from_db()
    assert link.claim.flags == []

    reread(actor=editor, source=source, encoding="big5")

    link.claim.refresh_from_db()
    assert link.claim.flags == [Flag.STALE]


def test_the_other_readings_are_shown_by_how_they_begin(editor) -> None:
    assert other_readings(a_file(editor, AMBIGUOUS).snapshot) == [("big5", "Big5", "砐醴169跺")]
    assert other_readings(a_file(editor, LINE.encode()).snapshot) == []
    assert other_readings(a_source(editor).snapshot) == []


@pytest.mark.parametrize(
    ("encoding", "sentence"),
    [
        ("gb18030", "现在就是"),
        ("utf-8", "读不出"),
        ("latin-1", "没有这种编码"),
        ("", "没有这种编码"),
        ("\0", "没有这种编码"),
    ],
)
def test_an_encoding_that_will_not_do_is_refused(editor, encoding, sentence) -> None:
    source = a_file(editor, AMBIGUOUS)

    with pytest.raises(Invalid, match=sentence):
        reread(actor=editor, source=source, encoding=encoding)

    assert source.snapshots.count() == 1


def test_a_file_that_says_itself_how_it_is_read_has_no_other_reading(editor) -> None:
    for source in (a_file(editor, PNG, "a.png"), a_source(editor)):
        with pytest.raises(Conflict):
            reread(actor=editor, source=source, encoding="big5")


def test_others_may_not_read_it_anew(editor, admin, stranger) -> None:
    source = a_file(editor, AMBIGUOUS)

    for actor, refusal in ((admin, Forbidden), (stranger, Missing)):
        with pytest.raises(refusal):
            reread(actor=actor, source=source, encoding="big5")
