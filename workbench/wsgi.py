"""The web's entry point: `granian --interface wsgi workbench.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

from workbench import leash

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "workbench.settings")
leash.hold()
application = get_wsgi_application()
