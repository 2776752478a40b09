"""Indexes that the pages of the log read by, and triggers that refuse a TRUNCATE (PostgreSQL)."""

from django.db import migrations, models

from annotations.models.triggers import install_forwards, remove_backwards


class Migration(migrations.Migration):
    dependencies = [("annotations", "0006_corrections_fact_changes")]

    operations = [
        migrations.AddIndex(
            model_name="auditentry",
            index=models.Index(fields=["desk", "-at", "-id"], name="audit_of_desk_newest"),
        ),
        migrations.AddIndex(
            model_name="auditentry",
            index=models.Index(fields=["-at", "-id"], name="audit_newest"),
        ),
        migrations.AddIndex(
            model_name="auditentry",
            index=models.Index(
                condition=models.Q(("action", "delete")), fields=["desk", "object_type"], name="audit_deletions"
            ),
        ),
        migrations.RunPython(install_forwards, remove_backwards),
    ]
