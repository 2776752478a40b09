"""The web's entry point: `granian --interface wsgi workbench.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

from annotations.text import words
from workbench import leash

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "workbench.settings")
leash.hold()
# Reading a tag's figure needs the dictionary; nobody's first tag should wait a second for it.
words.load()
application = get_wsgi_application()
