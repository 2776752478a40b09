"""Numbers of the reports, written the same in every language."""

from __future__ import annotations

from decimal import Decimal

from django import template

from annotations.quality.arithmetic import plain as written

register = template.Library()


@register.filter
def plain(value: Decimal) -> str:
    """0.1, 2, 10: no trailing zeros, no exponent."""
    return written(value)


@register.filter
def hundredths(value: float) -> str:
    """A length in a drawing, in hundredths of its width."""
    return f"{value:.2f}%"
