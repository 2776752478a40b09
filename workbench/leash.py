"""A process that must not outlive the supervisor holds a leash.

The supervisor puts its process id into WORKBENCH_LEASH for what it starts. On Linux the kernel
kills a child whose parent is gone; everywhere a thread looks for the same, because the kernel's
promise covers only the parent's starting thread, and other systems make none.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import threading
import time

PR_SET_PDEATHSIG = 1
NAME = "WORKBENCH_LEASH"


def hold() -> None:
    """End this process when its parent or the supervisor ends; without a supervisor, do nothing."""
    holder = os.environ.get(NAME)
    if not holder:
        return
    parent = os.getppid()
    die_with_parent()
    threading.Thread(target=_watch, args=(parent, int(holder)), daemon=True, name="leash").start()


def die_with_parent() -> None:
    """Ask the kernel (Linux only) to kill this process when its parent ends."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def alive(pid: int) -> bool:
    """Whether a process with this id exists, be it ours or not."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _watch(parent: int, holder: int) -> None:
    while os.getppid() == parent and alive(holder):
        time.sleep(0.5)
    os.kill(os.getpid(), signal.SIGKILL)
