"""Days and moments as the reader's language writes them; years only where a table of dates needs them."""

from __future__ import annotations

from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.dateformat import format as written
from django.utils.translation import gettext

register = template.Library()


@register.filter
def day(value: date | None) -> str:
    """5月3日, 3 May."""
    return written(_here(value), gettext("n月j日")) if value else ""


@register.filter
def whole_day(value: date | None) -> str:
    """2024年5月3日, 3 May 2024."""
    return written(_here(value), gettext("Y年n月j日")) if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    """5月3日 17:30, 3 May 17:30."""
    return written(_here(value), gettext("n月j日 H:i")) if value else ""


def _here(value: date) -> date:
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value
