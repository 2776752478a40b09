"""Words of the vocabulary in templates."""

from __future__ import annotations

from django import template

from annotations.vocabulary import Role, Scope

register = template.Library()


@register.filter
def role(value: str) -> str:
    """editor → 编辑."""
    return Role(value).label if value in list(Role) else value


@register.filter
def scope(value: str) -> str:
    """export → 导出已刊发事实."""
    return Scope(value).label if value in list(Scope) else value
