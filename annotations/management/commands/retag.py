"""``manage.py retag 要闻``: read all articles of a desk again with its present words and weights."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from annotations.models import Desk
from annotations.models.jobs import worker_alive
from annotations.services.retag import request_retag


class Command(BaseCommand):
    help = "重新预标注一个部门的全部稿件；由后台进程去做，中断后接着做，已经跟上的稿件跳过。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("desk", help="部门名")

    def handle(self, *args: Any, **options: Any) -> None:
        desk = Desk.objects.filter(name=options["desk"]).first()
        if desk is None:
            known = "、".join(Desk.objects.values_list("name", flat=True)) or "（还没有部门）"
            raise CommandError(f"没有“{options['desk']}”这个部门；现有：{known}。")
        job = request_retag(actor=None, desk=desk)
        total = desk.articles.count()
        self.stdout.write(f"“{desk}”共 {total} 篇稿件，任务 {job.pk} {job.get_state_display()}。")
        if not worker_alive():
            self.stderr.write("现在没有后台进程在运行；任务会等它启动。")
