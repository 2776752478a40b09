"""The Django project. It knows annotations; annotations never imports it."""

from workbench.celery import app as celery_app

__all__ = ["celery_app"]
