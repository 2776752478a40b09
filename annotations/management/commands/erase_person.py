"""``manage.py erase_person --user wang``: take a person's name out of the system, for good."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from annotations.models import User
from annotations.services.erasure import erase_person
from annotations.services.errors import Problem


class Command(BaseCommand):
    help = "注销人员：抹去姓名、用户名、邮箱和全部登录方式，不能恢复；操作记录一行不改。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--user", required=True, help="用户名")

    def handle(self, *args: Any, **options: Any) -> None:
        person = User.objects.filter(username=options["user"]).first()
        if person is None:
            raise CommandError(f"没有用户名为“{options['user']}”的人。")
        try:
            left = erase_person(actor=None, person=person)
        except Problem as problem:
            raise CommandError(problem.detail) from problem
        self.stdout.write(f"已注销，现在的用户名是 {person.username}。")
        self.stdout.write(
            f"{left.articles} 篇稿件、{left.claims} 个核查点已退回待接手，"
            f"{left.waiting} 个待补充或待审的请同事交接。"
        )
