"""``manage.py requeue``: hint again at every job that waits, for instance after the broker was lost."""

from typing import Any

from django.core.management.base import BaseCommand

from annotations.services.jobs import hint_all


class Command(BaseCommand):
    help = "重新通知后台进程处理所有排队中或中断的任务。"

    def handle(self, *args: Any, **options: Any) -> None:
        sent, waiting = hint_all()
        self.stdout.write(f"等待中的任务 {waiting} 个，已通知 {sent} 个。")
        if sent < waiting:
            self.stderr.write("消息队列暂时连不上；任务没有丢，队列恢复后会自动继续。")
