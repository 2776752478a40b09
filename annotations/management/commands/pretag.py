"""``manage.py pretag FILE``: what the machine would suggest for a text file, without a database."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from annotations.detectors.engine import STANDARD
from annotations.detectors.proposal import Proposal
from annotations.detectors.suggestions import propose
from annotations.text.expressions import Expression, every
from annotations.text.normalise import clean
from annotations.vocabulary import Approx, ClaimType


class Command(BaseCommand):
    help = "对一个 UTF-8 文本文件做预标注，列出建议核查的内容；不需要数据库。"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="稿件文件（UTF-8 文本）")
        parser.add_argument("--date", default=None, help="稿件日期，如 2024-03-08；用来推算“去年”“3月7日”")
        parser.add_argument(
            "--expressions", action="store_true", help="只列出全部数字、百分数、金额和时间表达，不作取舍"
        )
        parser.add_argument("--json", action="store_true", help="每行输出一个 JSON 对象")

    def handle(self, *args: Any, **options: Any) -> None:
        text = _text(options["file"])
        reference = _date(options["date"])
        if options["expressions"]:
            self._expressions(text, reference, as_json=options["json"])
            return
        found = 0
        for step in propose(text, reference_date=reference):
            for error in step.errors:
                self.stderr.write(
                    f"第 {error['start'] + 1} 字起的一句未能处理（{error['detector']}）：{error['detail']}"
                )
            for proposal in step.proposals:
                found += 1
                self.stdout.write(_row(proposal) if options["json"] else _line(proposal))
        if not options["json"]:
            self.stdout.write(f"引擎 {STANDARD.version}")
            self.stdout.write(f"共 {found} 条建议。")

    def _expressions(self, text: str, reference: date | None, *, as_json: bool) -> None:
        found = every(text, reference)
        for item in found:
            self.stdout.write(_expression_row(item) if as_json else _expression_line(item))
        if not as_json:
            self.stdout.write(f"共 {len(found)} 处表达。")


def _text(path: Path) -> str:
    try:
        return clean(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        raise CommandError(f"找不到文件：{path}") from None
    except OSError as error:
        raise CommandError(f"不能读取文件 {path}：{error.strerror}") from None
    except UnicodeDecodeError as error:
        raise CommandError(
            f"{path} 不是 UTF-8 文本（第 {error.start + 1} 个字节无法识别），请先转换编码。"
        ) from None
    except ValueError as error:
        raise CommandError(str(error)) from None


def _date(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CommandError(f"日期“{text}”无效，请写成 2024-03-08 的样子。") from None


def _row(proposal: Proposal) -> str:
    fields = (
        "start",
        "end",
        "types",
        "value",
        "unit",
        "approx",
        "date",
        "score",
        "priority",
        "reasons",
        "parts",
    )
    row = {"text": proposal.quote} | {name: getattr(proposal, name) for name in fields}
    row |= {"detector": proposal.detector, "prominent": proposal.prominent, "marks": proposal.marks}
    row["engine_version"] = STANDARD.version
    return json.dumps(row, ensure_ascii=False)


def _line(proposal: Proposal) -> str:
    labels = "、".join(ClaimType(kind).label for kind in proposal.types)
    approx = Approx(proposal.approx).label if proposal.approx not in ("", Approx.EQ) else ""
    value = " ".join(part for part in (approx, proposal.value or "", proposal.unit) if part)
    details = "  ".join(
        part for part in (labels, value, proposal.date, "重要位置" if proposal.prominent else "") if part
    )
    reasons = "；".join(reason["text"] for reason in proposal.reasons)
    indent = " " * 14
    head = f"{proposal.start:>6}  {proposal.score:.2f}  {proposal.quote}"
    return f"{head}\n{indent}{details}\n{indent}理由：{reasons}"


_KINDS = {
    "number": "数字", "percentage": "百分数", "currency": "金额", "date": "日期", "time": "时刻",
    "period": "时段", "duration": "时长", "set": "重复时间", "vague": "约略时间",
}  # fmt: skip


def _expression_row(item: Expression) -> str:
    return json.dumps(asdict(item), ensure_ascii=False)


def _expression_line(item: Expression) -> str:
    value = item.date or " ".join(part for part in (item.value or "", item.unit) if part)
    return f"{item.start:>6}  {item.text}  {_KINDS[item.kind]}  {value}".rstrip()
