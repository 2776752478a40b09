"""Find or install a browser and a Chinese font. A missing browser is an error, never a skip."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PLACES = (Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),)
# A build of Chromium that npm carries; it needs no root.
NPM_PACKAGE = "@sparticuz/chromium"
NPM_SCRIPT = "import c from '@sparticuz/chromium'; console.log(await c.executablePath())"


class NoBrowser(Exception):
    """Nothing to drive, and what would help."""


@cache
def chromium() -> str:
    """The path of a Chromium: CHROMIUM, the system's, npm's, or Debian's installed now."""
    named = os.environ.get("CHROMIUM")
    if named:
        if shutil.which(named):
            return named
        raise NoBrowser(f"CHROMIUM names {named!r}, which is not a program.")
    found = _installed() or _from_npm()
    if not found and install("chromium"):
        found = _installed()
    if not found:
        raise NoBrowser(
            "The browser tests need Chromium. Install it (Debian: apt-get install chromium) "
            "or set CHROMIUM to its path."
        )
    return found


def _installed() -> str:
    on_path = [path for name in NAMES if (path := shutil.which(name))]
    return next(iter([*on_path, *(str(place) for place in PLACES if place.exists())]), "")


def _from_npm() -> str:
    """Chromium from npm into the user's cache, when Node is there to fetch and unpack it."""
    if not (shutil.which("npm") and shutil.which("node")):
        return ""
    folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "workbench-chromium"
    folder.mkdir(parents=True, exist_ok=True)
    install = ["npm", "install", "--no-audit", "--no-fund", "--silent", "--prefix", str(folder), NPM_PACKAGE]
    if _succeeds(install):
        show = ["node", "--input-type=module", "--eval", NPM_SCRIPT]
        done = subprocess.run(show, cwd=folder, capture_output=True, text=True, timeout=300, check=False)
        path = done.stdout.strip()
        if path and _succeeds([path, "--version"]):
            return path
    return ""


@cache
def chinese_font() -> None:
    """See to it that the pages' Chinese is drawn as characters, not as boxes."""
    if not _has_chinese_font() and not (install("fonts-noto-cjk") and _has_chinese_font()):
        raise NoBrowser(
            "The browser tests need a Chinese font. Install one (Debian: apt-get install fonts-noto-cjk)."
        )


def _has_chinese_font() -> bool:
    if not shutil.which("fc-list"):
        return Path("/System/Library/Fonts/PingFang.ttc").exists()
    listed = subprocess.run(["fc-list", ":lang=zh-cn"], capture_output=True, text=True, check=False)
    return bool(listed.stdout.strip())


def install(package: str) -> bool:
    """Install a Debian package, when we may."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    quiet = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300"]
    return _succeeds([*quiet, "update"]) and _succeeds(
        [*quiet, "install", "-y", "--no-install-recommends", package]
    )


def _succeeds(command: list[str]) -> bool:
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        with tempfile.TemporaryFile() as output:
            done = subprocess.run(command, stdout=output, stderr=output, timeout=900, env=env, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
