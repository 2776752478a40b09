"""Material: a source may lie beside several articles; what lay beside one article still does."""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


def lay_beside(apps, schema_editor):
    """Every source that came in with an article is its material, attached by whoever brought it in."""
    Source, Material = (apps.get_model("annotations", name) for name in ("Source", "Material"))
    rows = Source.objects.filter(article__isnull=False).values_list("pk", "article", "created_by", "created_at")
    Material.objects.bulk_create(
        (
            Material(source_id=source, article_id=article, attached_by_id=by, attached_at=at)
            for source, article, by, at in rows.iterator()
        ),
        batch_size=500,
    )


class Migration(migrations.Migration):
    dependencies = [("annotations", "0007_audit_log_pages")]

    operations = [
        migrations.CreateModel(
            name='Material',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('attached_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'verbose_name': '随稿材料',
                'verbose_name_plural': '随稿材料',
            },
        ),
        migrations.AddField(
            model_name='material',
            name='article',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='material', to='annotations.article'),
        ),
        migrations.AddField(
            model_name='material',
            name='attached_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='material',
            name='source',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='material', to='annotations.source'),
        ),
        migrations.AddConstraint(
            model_name='material',
            constraint=models.UniqueConstraint(fields=('article', 'source'), name='material_attached_once'),
        ),
        migrations.RunPython(lay_beside, migrations.RunPython.noop),
    ]
