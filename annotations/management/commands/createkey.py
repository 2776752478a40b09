"""``manage.py createkey --user bianji --desk 要闻 --scope write`` prints a key once, nothing else."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from annotations.services.errors import Problem
from annotations.services.members import create_key
from annotations.vocabulary import Scope


class Command(BaseCommand):
    help = "建立一个接口密钥，只显示这一次。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--user", required=True, help="用户名")
        parser.add_argument("--desk", required=True, help="部门名")
        parser.add_argument(
            "--scope", required=True, action="append", help=f"权限范围：{'、'.join(Scope)}；可重复"
        )
        parser.add_argument("--name", default="", help="密钥的名称")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            secret = create_key(
                username=options["user"],
                desk_name=options["desk"],
                scopes=options["scope"],
                name=options["name"],
            )
        except Problem as error:
            raise CommandError(error.detail) from error
        self.stdout.write(secret)
