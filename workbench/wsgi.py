"""The web's entry point: `granian --interface wsgi workbench.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

from annotations.detectors import suggestions
from workbench import leash

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "workbench.settings")
leash.hold()
# Reading a tag's figure needs the dictionary; nobody's first tag should wait a second for it.
suggestions.load()
application = get_wsgi_application()
