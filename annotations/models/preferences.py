"""How a person wants the pages to look and the keys to work."""

from __future__ import annotations

from django.db import models

from annotations.models.people import User
from annotations.vocabulary import Word


class Language(Word):
    """The language of the interface for one person."""

    AUTO = "auto", "跟随浏览器"
    CHINESE = "zh-hans", "简体中文"
    ENGLISH = "en", "English"


class Theme(Word):
    """Light or dark."""

    AUTO = "auto", "跟随系统"
    LIGHT = "light", "浅色"
    DARK = "dark", "深色"


class TextSize(Word):
    """The size of the article's text."""

    S = "s", "小"
    M = "m", "标准"
    L = "l", "大"
    XL = "xl", "特大"


class KeyMode(Word):
    """How single keys act (WCAG 2.1.4 asks that they can be turned off or changed)."""

    ON = "on", "单键"
    ALT = "alt", "与 Alt 同按"
    OFF = "off", "停用"


class Preference(models.Model):
    """One row per person who changed something; whoever has none gets the defaults.

    ``keymap`` holds only the keys that were changed: {command: key}, "" for none.
    """

    user = models.OneToOneField(User, primary_key=True, on_delete=models.CASCADE, related_name="preference")
    language = models.CharField(max_length=8, choices=Language.choices, default=Language.AUTO)
    theme = models.CharField(max_length=8, choices=Theme.choices, default=Theme.AUTO)
    text_size = models.CharField(max_length=2, choices=TextSize.choices, default=TextSize.M)
    autospace = models.BooleanField(default=True)
    glyphs = models.BooleanField(default=True)
    keys = models.CharField(max_length=4, choices=KeyMode.choices, default=KeyMode.ON)
    keymap = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = "个人设置"
        verbose_name_plural = "个人设置"

    def __str__(self) -> str:
        return str(self.user_id)
