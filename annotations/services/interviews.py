"""采访记录: what somebody told a reporter, taken down with the person, the day and the way."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils import timezone

from annotations.models import Actor, Article, Desk, Source, User
from annotations.services import fields as check
from annotations.services.access import require
from annotations.services.errors import Invalid
from annotations.services.ingest import TITLE_LIMIT
from annotations.services.sources import Content, pasted, store
from annotations.vocabulary import Confidentiality, InterviewMethod, SourceType
from annotations.wording import as_stored, marked, say

SPEAKER_LIMIT = 100
RECORDING_LIMIT = 300
TITLE = marked("采访记录 · {speaker} · {day} · {method}")
"""How a record is called everywhere; stored, so it is Chinese."""
RECORDING = marked("录音或附件：{recording}")
"""The last line of a record that was taped."""


def add_interview(
    *,
    actor: Actor,
    desk: Desk,
    speaker: str,
    spoken_on: date | None,
    method: str,
    text: str,
    recording: str = "",
    title: str = "",
    article: Article | None = None,
    viewers: Iterable[User] = (),
    **details: Any,
) -> Source:
    """Store a record of what ``speaker`` said; internal unless ``confidentiality`` says otherwise.

    ``recording`` says where the tape or the attachments are kept and becomes the last line of the text. The
    speaker is the origin, so two records of one person are one source. Raises ``Forbidden``, ``Invalid``.
    """
    require(actor, desk.pk, "add_source")
    _require_complete(speaker, spoken_on, method)
    check.limited("recording", recording, RECORDING_LIMIT)
    speaker = speaker.strip()
    details.setdefault("confidentiality", Confidentiality.INTERNAL)
    details["origin_key"] = details.get("origin_key") or speaker
    return store(
        actor=actor,
        desk=desk,
        content=_content(text, recording.strip()),
        article=article,
        viewers=viewers,
        title=title.strip() or called(speaker, spoken_on, method),
        source_type=SourceType.INTERVIEW_RECORD,
        speaker=speaker,
        spoken_on=spoken_on,
        method=method,
        **details,
    )


def called(speaker: str, spoken_on: date | None, method: str) -> str:
    """The title of a record."""
    with as_stored():
        way = InterviewMethod(method).label
        return say(TITLE, speaker=speaker, day=str(spoken_on), method=way)[:TITLE_LIMIT]


def _content(text: str, recording: str) -> Content:
    plain = pasted(text)  # an empty record stays empty, whatever was taped
    with as_stored():
        taped = say(RECORDING, recording=recording)
    return pasted(f"{plain.text}\n\n{taped}") if recording else plain


def _require_complete(speaker: str, spoken_on: date | None, method: str) -> None:
    if not speaker.strip():
        raise Invalid.field("speaker", say("请填写受访人。"), "required")
    check.limited("speaker", speaker, SPEAKER_LIMIT)
    if spoken_on is None:
        raise Invalid.field("spoken_on", say("请填写采访日期。"), "required")
    if spoken_on > timezone.localdate():
        raise Invalid.field("spoken_on", say("采访日期不能晚于今天。"))
    if method not in list(InterviewMethod):
        known = say("、").join(say("{word}（{label}）", word=one, label=one.label) for one in InterviewMethod)
        raise Invalid.field("method", say("请选择采访方式：{known}。", known=known), "unknown")
