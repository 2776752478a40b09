"""``manage.py createmember --user bianji --desk 要闻 --role editor``"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from annotations.services.errors import Problem
from annotations.services.members import create_member
from annotations.vocabulary import Role


class Command(BaseCommand):
    help = "给一个人在一个部门的角色；人员和部门不存在时一并建立。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--user", required=True, help="用户名")
        parser.add_argument("--desk", required=True, help="部门名")
        parser.add_argument("--role", required=True, help=f"角色：{'、'.join(Role)}")
        parser.add_argument("--name", default="", help="姓名（新建时）")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            member = create_member(
                username=options["user"],
                desk_name=options["desk"],
                role=options["role"],
                name=options["name"],
            )
        except Problem as error:
            raise CommandError(error.detail) from error
        self.stdout.write(
            f"{member}。首次登录前用 manage.py changepassword {member.user.username} 设定密码。"
        )
