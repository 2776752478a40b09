"""`manage.py up`: prepare the data, then run the web and the worker until told to stop."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import BaseCommand, CommandError, call_command
from django.db import connections

from workbench import environment, supervisor


class Command(BaseCommand):
    help = "启动核真：准备数据库和静态文件，首次运行时放入演示数据，然后运行网页和后台两个服务。"

    def handle(self, *_: Any, **__: Any) -> None:
        self.address = f"http://{supervisor.LOOPBACK}:{settings.PORT}/"
        try:
            # The variable keeps the file open, and with it the lock.
            held = supervisor.lock(settings.DATA, self.address)
            supervisor.check_port(settings.PORT)
        except supervisor.Refused as error:
            raise CommandError(str(error)) from error
        self.prepare()
        supervisor.Supervisor(self.services(), port=settings.PORT, announce=self.announce).run()
        held.close()
        self.stdout.write("核真已停止。")

    def prepare(self) -> None:
        self.stdout.write("正在准备数据库和静态文件……")
        call_command("migrate", interactive=False, verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        first_run = not get_user_model().objects.exists()
        connections.close_all()
        if settings.EMBEDDED and first_run and not settings.NO_DEMO:
            self.stdout.write("首次运行，正在放入演示数据……")
            # In a process of its own: the word list it loads is not to stay in the supervisor.
            subprocess.run([sys.executable, "manage.py", "seed_demo"], cwd=settings.BASE_DIR, check=True)

    def services(self) -> list[supervisor.Service]:
        # On a terminal only what needs attention; LOG_LEVEL=INFO shows every request.
        env = {"LOG_LEVEL": "WARNING", **os.environ}
        web = environment.number(env, "WEB_PROCESSES", 1 if settings.EMBEDDED else 2)
        worker = environment.number(env, "WORKER_PROCESSES", 1)
        return [
            supervisor.Service(name, command, env, settings.BASE_DIR)
            for name, command in (
                ("网页服务", supervisor.web_command(settings.PORT, web)),
                ("后台服务", supervisor.worker_command(worker)),
                ("定时服务", supervisor.beat_command()),
            )
        ]

    def announce(self) -> None:
        self.stdout.write(self.style.SUCCESS(f"核真已启动：{self.address}"))
        accounts = settings.DATA / "demo-accounts.txt"
        if accounts.exists():
            self.stdout.write(f"演示账号和密码在：{accounts}")
        self.stdout.write("按 Ctrl-C 停止。")
        self.stdout.flush()
