"""Static files with a hash in their name, so that browsers may keep them for ever."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.staticfiles.apps import StaticFilesConfig
from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from rjsmin import jsmin
from whitenoise.storage import CompressedManifestStaticFilesStorage

OURS = "annotations/"


class Collected(StaticFilesConfig):
    """What `collectstatic` takes: not the second API browser that comes with the first."""

    ignore_patterns = [*StaticFilesConfig.ignore_patterns, "redoc"]


class WithoutComments:
    """A folder of scripts, each read without its comments and blanks: they are a quarter of what is sent."""

    def __init__(self, storage: Storage) -> None:
        self.storage = storage

    def open(self, path: str) -> ContentFile[bytes]:
        with self.storage.open(path) as script:
            return ContentFile(jsmin(script.read()))


class ModuleStorage(CompressedManifestStaticFilesStorage):
    """Rewrites the ``import`` paths inside our ES modules too, which Django leaves alone by default.

    Only inside ours: other people's scripts mention modules that they do not ship. Django's own
    patterns see only imports that end in a semicolon.
    """

    support_js_module_import_aggregation = True
    _js_module_import_aggregation_patterns = (
        f"{OURS}*.js",
        ((r"""(?P<matched>from\s*["'](?P<url>\.\.?/[^"']+)["'])""", 'from "%(url)s"'),),
    )

    def post_process(self, paths: dict[str, tuple[Any, str]], **options: Any) -> Iterator[Any]:
        ours = {name: at for name, at in paths.items() if name.startswith(OURS) and name.endswith(".js")}
        smaller = {name: (WithoutComments(storage), path) for name, (storage, path) in ours.items()}
        yield from super().post_process({**paths, **smaller}, **options)
