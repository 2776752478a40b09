"""The triggers of models/triggers.py."""

from django.db import migrations

from annotations.models.triggers import install_forwards, remove_backwards


class Migration(migrations.Migration):
    dependencies = [("annotations", "0001_initial")]

    operations = [migrations.RunPython(install_forwards, remove_backwards)]
