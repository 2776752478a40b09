"""Fields that take exactly what the contract says: no trimming, no coercion, nothing unknown."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from annotations.wording import say


@extend_schema_field(str)
class Text(serializers.Field):
    """A string as it is; anchored text must never be trimmed."""

    default_error_messages = {
        "type": _("这里须是文字。"),
        "blank": _("这里不能为空。"),
        "max_length": _("内容太长：{length} 个字符，最多 {limit} 个。"),
        "required": _("缺少这一项。"),
        "null": _("这里不能是 null。"),
    }

    def __init__(self, *, max_length: int = 200_000, blank: bool = True, **kwargs: Any) -> None:
        self.limit = max_length
        self.blank = blank
        super().__init__(**kwargs)

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("type")
        if len(data) > self.limit:
            self.fail("max_length", length=len(data), limit=self.limit)
        if not data and not self.blank:
            self.fail("blank")
        return data

    def to_representation(self, value: Any) -> str:
        return str(value)


@extend_schema_field(int)
class Integer(serializers.Field):
    """A JSON integer: no ``1.0``, no ``"1"``, no ``true``, within the database's range."""

    default_error_messages = {
        "type": _("这里须是整数。"),
        "range": _("这个整数超出范围（0 到 {limit}）。"),
        "required": _("缺少这一项。"),
        "null": _("这里不能是 null。"),
    }
    limit = 2**31 - 1

    def to_internal_value(self, data: Any) -> int:
        if type(data) is not int:
            self.fail("type")
        if not 0 <= data <= self.limit:
            self.fail("range", limit=self.limit)
        return data

    def to_representation(self, value: Any) -> int:
        return int(value)


@extend_schema_field(float)
class Number(serializers.Field):
    """A JSON number: no ``"0.5"``, no ``true``."""

    default_error_messages = {"type": _("这里须是数字。"), "null": _("这里不能是 null。")}

    def to_internal_value(self, data: Any) -> float:
        if type(data) not in (int, float):
            self.fail("type")
        try:
            return float(data)
        except OverflowError:
            self.fail("type")

    def to_representation(self, value: Any) -> float:
        return float(value)


@extend_schema_field(OpenApiTypes.ANY)
class AsSent(serializers.Field):
    """Any JSON, looked through by a rule of the house that names every fault."""

    default_error_messages = {"null": _("这里不能是 null。")}

    def to_internal_value(self, data: Any) -> Any:
        return data

    def to_representation(self, value: Any) -> Any:
        return value


@extend_schema_field(bool)
class Flag(serializers.Field):
    """A JSON boolean."""

    default_error_messages = {"type": _("这里须是 true 或 false。"), "required": _("缺少这一项。")}

    def to_internal_value(self, data: Any) -> bool:
        if type(data) is not bool:
            self.fail("type")
        return data

    def to_representation(self, value: Any) -> bool:
        return bool(value)


@extend_schema_field(OpenApiTypes.BINARY)
class File(serializers.Field):
    """An uploaded file; what it is, its bytes say."""

    default_error_messages = {
        "type": _("这里须是上传的文件。"),
        "required": _("缺少这一项。"),
    }

    def to_internal_value(self, data: Any) -> UploadedFile:
        if not isinstance(data, UploadedFile):
            self.fail("type")
        return data

    def to_representation(self, value: Any) -> str:
        return str(value)


class Switch(Flag):
    """A boolean in a form, whose values are words."""

    def to_internal_value(self, data: Any) -> bool:
        return super().to_internal_value({"true": True, "false": False}.get(data, data))


class Time(serializers.DateTimeField):
    """A time that stays one in every time zone: the ends of the calendar are refused."""

    def to_internal_value(self, value: Any) -> Any:
        try:
            return super().to_internal_value(value)
        except OverflowError:
            self.fail("overflow")


class Form(serializers.Serializer[Any]):
    """A body whose unknown fields are refused."""

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, dict):
            raise serializers.ValidationError({"non_field_errors": [say("请求内容须是一个 JSON 对象。")]})
        unknown = [name for name in data if name not in self.fields]
        if unknown:
            known = say("、").join(self.fields)
            raise serializers.ValidationError(
                {
                    name: [
                        serializers.ErrorDetail(
                            say("没有这一项，或不能这样修改。可用：{known}。", known=known), "unknown"
                        )
                    ]
                    for name in unknown[:20]
                }
            )
        return super().to_internal_value(data)


class Many(serializers.ListField):
    """A list whose length is looked at before its members: a huge one costs nothing."""

    default_error_messages = {
        "not_a_list": _("这里须是一个列表。"),
        "max_length": _("列表太长：最多 {limit} 项。"),
        "min_length": _("列表不能为空。"),
        "required": _("缺少这一项。"),
    }

    def __init__(self, *, limit: int, **kwargs: Any) -> None:
        self.limit = limit
        super().__init__(**kwargs)

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, list):
            self.fail("not_a_list")
        if len(data) > self.limit:
            self.fail("max_length", limit=self.limit)
        return super().to_internal_value(data)


class Types(Many):
    """A list of claim types; which are known is the service's business."""

    child = Text(max_length=40)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(limit=20, **kwargs)
