"""``createkey --user bianji --desk 要闻 --scope write [--expires 2027-06-30]``: a key, printed once."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from annotations.services.errors import Problem
from annotations.services.keys import create_key
from annotations.vocabulary import Scope
from annotations.wording import say


class Command(BaseCommand):
    help = "建立一个接口密钥，只显示这一次。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--user", required=True, help="用户名")
        parser.add_argument("--desk", required=True, help="部门名")
        parser.add_argument(
            "--scope", required=True, action="append", help=f"权限范围：{'、'.join(Scope)}；可重复"
        )
        parser.add_argument("--name", default="", help="密钥的名称")
        parser.add_argument(
            "--expires", default="", help="有效到哪一天（如 2027-06-30），never 表示不限；不写是一年"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        expires = options["expires"]
        endless = expires == "never"
        try:
            until = date.fromisoformat(expires) if expires and not endless else None
        except ValueError as error:
            raise CommandError(say("有效期请写成 2027-06-30 的样子，或写 never。")) from error
        try:
            secret = create_key(
                username=options["user"],
                desk_name=options["desk"],
                scopes=options["scope"],
                name=options["name"],
                until=until,
                endless=endless,
            )
        except Problem as error:
            raise CommandError(error.detail) from error
        self.stdout.write(secret)
