"""Sentences that are stored in Chinese, said in the language of whoever reads the page."""

from __future__ import annotations

from django import template

from annotations.services import complaints

register = template.Library()


@register.filter
def said(detail: str) -> str:
    """A complaint of a job, or any other stored sentence of ours."""
    return complaints.said(detail)
