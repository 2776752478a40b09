"""``manage.py verify_audit [--desk 要闻]``: hash every row of the log again; exit 1 when one is broken."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from annotations.chain import Fault
from annotations.models import Desk
from annotations.services.verifying import Verified, verify_desk

NAMED = 20
SAYINGS = {
    "seq": "第 {seq} 条之前缺行：序号不连续（字段 seq）。",
    "prev_hash": "第 {seq} 条接不上前一条（字段 prev_hash）。",
    "hash": "第 {seq} 条的哈希被改过，内容无误（字段 hash）。",
    "row": "第 {seq} 条的内容与它的哈希不符：这一行被改过。",
    "head": "链尾不符：记录到第 {seq} 条，与链头登记（audithead）不一致，末尾有行被删、被加，或登记被改。",
    "signature": "有签发记录写下的链尾哈希在链上找不到：末尾的行可能连同登记一起被退回过。",
}


class Command(BaseCommand):
    help = "逐条重算操作记录的哈希链，指出被改动、删除或插入的行；全部无误时退出码为 0，否则为 1。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--desk", default="", help="只核这个部门")

    def handle(self, *args: Any, **options: Any) -> None:
        desks = Desk.objects.all()
        if options["desk"]:
            desks = desks.filter(name=options["desk"])
            if not desks.exists():
                raise CommandError(f"没有“{options['desk']}”这个部门。")
        sound = [self._told(verify_desk(desk, self._progress)) for desk in desks]
        if not all(sound):
            sys.exit(1)

    def _progress(self, rows: int) -> None:
        self.stderr.write(f"… {rows} 条")

    def _told(self, found: Verified) -> bool:
        figures = f"{found.rows} 条，{found.seconds:.1f} 秒，链尾 {found.hash or '（空）'}"
        self.stdout.write(f"{found.desk.name}：{'不符' if found.faults else '无误'}。{figures}")
        for fault in found.faults[:NAMED]:
            self.stdout.write(f"  {saying(fault)}")
        if len(found.faults) > NAMED:
            self.stdout.write(f"  …… 共 {len(found.faults)} 处。")
        return not found.faults


def saying(fault: Fault) -> str:
    """A fault as a sentence."""
    return SAYINGS[fault.field].format(seq=fault.seq)
