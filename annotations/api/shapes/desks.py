"""Desks, their rules, and what they have set for their pre-tagging."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from annotations.api.shapes.basics import DeskShape


class DeskRow(DeskShape):
    """A desk as lists show it: without its dictionary."""

    review_levels = serializers.IntegerField()
    check_level = serializers.CharField()
    version = serializers.IntegerField()


class WordShape(serializers.Serializer[Any]):
    """An entry of the dictionary; ``since`` and ``until`` are days on which it still holds."""

    word = serializers.CharField()
    kind = serializers.CharField()
    since = serializers.DateField(allow_null=True)
    until = serializers.DateField(allow_null=True)
    note = serializers.CharField()


class DeskSettingsShape(DeskRow):
    """A desk with its settings. ``evidence_rules`` and ``weights`` are those that differ from the standard;
    ``engine_version`` names the engine that reads an article of today."""

    evidence_rules = serializers.DictField()
    check_levels = serializers.ListField(child=serializers.DictField())
    gate = serializers.DictField(child=serializers.BooleanField())
    issue_calendar = serializers.DictField()
    lexicon = WordShape(many=True)
    weights = serializers.DictField(child=serializers.FloatField())
    engine_version = serializers.CharField()
