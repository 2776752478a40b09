"""``manage.py seed_demo``: the demo newsroom; safe to run again."""

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from annotations.services.demo import PEOPLE, seed

ACCOUNTS = "demo-accounts.txt"


class Command(BaseCommand):
    help = "建立演示用的部门、人员和样稿；可重复运行。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--force", action="store_true", help="在 DATABASE_URL 指定的数据库上也建立")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.EMBEDDED and not options["force"]:
            raise CommandError("已设 DATABASE_URL，不会自动写入演示数据；确要写入请加 --force。")
        passwords = seed()
        path = Path(settings.DATA) / ACCOUNTS
        if passwords:
            _keep(path, passwords)
        self.stdout.write(f"演示账号在 {path}")


def _keep(path: Path, passwords: dict[str, str]) -> None:
    """Append accounts to a file that only its owner can read."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(handle, "a", encoding="utf-8") as file:
        for username, desk, role, name in PEOPLE:
            if username in passwords:
                file.write(f"{username}\t{passwords[username]}\t{desk}\t{role.label}\t{name}\n")
