"""Keys on buttons, in the person's own key map; nothing where keys are off.

``<button {% key "accept" %}>采纳 {% kbd "accept" %}</button>``: the attribute makes the script click
the button, the sign shows the key. A type's digit is named by itself: ``{% key group.key %}``.
"""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html

from annotations.web.commands import key_for, mode_of, sheet, sign_of

register = template.Library()


@register.simple_tag(takes_context=True)
def key(context: template.Context, name: Any) -> str:
    """The attribute by which the script finds the button of a command, or nothing."""
    found = key_for(_user(context), str(name))
    return format_html('data-key="{}"', found) if found else ""


@register.simple_tag(takes_context=True)
def kbd(context: template.Context, name: Any) -> str:
    """The key of a command as people read it, or nothing."""
    user = _user(context)
    found = key_for(user, str(name))
    return format_html("<kbd>{}</kbd>", sign_of(found, mode_of(user))) if found else ""


@register.simple_tag(takes_context=True)
def sign(context: template.Context, name: Any) -> str:
    """The key of a command as plain text, for a placeholder, or nothing."""
    user = _user(context)
    found = key_for(user, str(name))
    return sign_of(found, mode_of(user)) if found else ""


@register.simple_tag(takes_context=True)
def goto(context: template.Context, letter: str) -> str:
    """The attribute of a page's link for the letter struck after "goto", or nothing."""
    return format_html('data-goto="{}"', letter) if key_for(_user(context), "goto") else ""


@register.simple_tag(takes_context=True)
def command_sheet(context: template.Context) -> list[tuple[str, list[tuple[list[str], str]]]]:
    """Every key of this person with what it does, place by place; empty when keys are off."""
    return sheet(_user(context))


@register.simple_tag(takes_context=True)
def keys_mode(context: template.Context) -> str:
    """How single keys act for this person: on, alt or off. Stands on the body for the script."""
    return mode_of(_user(context))


def _user(context: template.Context) -> Any:
    return getattr(context.get("request"), "user", None)
