"""``manage.py reindex``: bring the search index up to date now, instead of waiting for the worker."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from annotations.services.indexing import reindex

STEPS = {
    "write": "写入段落：{done}/{total} 篇",
    "cut": "切词：{done}/{total} 段",
    "count": "统计词频：{done} 个词",
}


class Command(BaseCommand):
    help = (
        "补齐检索用的段落并切词；中断后再次运行会接着做。词典更新后会自动重新切词，--all 连段落也重新划分。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="重新划分全部段落（划分规则变了以后用）")

    def handle(self, *args: Any, **options: Any) -> None:
        reindex(self._tell, anew=options["all"])
        self.stdout.write("检索库已是最新。")

    def _tell(self, step: str, done: int, total: int) -> None:
        self.stdout.write(STEPS[step].format(done=done, total=total))
