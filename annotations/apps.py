"""The one domain app."""

from django.apps import AppConfig


class AnnotationsConfig(AppConfig):
    name = "annotations"
    verbose_name = "核真"
    default_auto_field = "django.db.models.BigAutoField"
