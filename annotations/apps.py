"""The one domain app."""

from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext, ngettext

from annotations import wording
from annotations.text import words


class AnnotationsConfig(AppConfig):
    name = "annotations"
    verbose_name = "核真"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        wording.install(gettext, ngettext)
        words.use(settings.PRETAG_TAGGER)
