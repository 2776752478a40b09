"""Static files with a hash in their name, so that browsers may keep them for ever."""

from django.contrib.staticfiles.apps import StaticFilesConfig
from whitenoise.storage import CompressedManifestStaticFilesStorage


class Collected(StaticFilesConfig):
    """What `collectstatic` takes: not the second API browser that comes with the first."""

    ignore_patterns = [*StaticFilesConfig.ignore_patterns, "redoc"]


class ModuleStorage(CompressedManifestStaticFilesStorage):
    """Rewrites the ``import`` paths inside our ES modules too, which Django leaves alone by default.

    Only inside ours: other people's scripts mention modules that they do not ship.
    """

    support_js_module_import_aggregation = True
    _js_module_import_aggregation_patterns = (
        "annotations/*.js",
        CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns[1],
    )
