"""A desk's dictionary and weights, runs over an article, and what a job changed."""

import annotations.vocabulary
import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
import uuid
from django.conf import settings
from django.db import migrations, models
from django.db.models import Exists, OuterRef
from django.utils import timezone

from annotations.models.triggers import install_forwards


def remember_runs(apps, schema_editor):
    """What was pre-tagged before runs were counted has had its first one, with an engine not known."""
    Article = apps.get_model("annotations", "Article")
    Job = apps.get_model("annotations", "Job")
    LastRun = apps.get_model("annotations", "LastRun")
    done = Job.objects.filter(article=OuterRef("pk"), text_version=OuterRef("text_version"), state="done")
    tagged = Article.objects.filter(Exists(done)).values_list("pk", "text_version")
    now = timezone.now()
    LastRun.objects.bulk_create(
        [LastRun(article_id=pk, text_version=text, at=now) for pk, text in tagged.iterator()],
        batch_size=500,
    )


class Migration(migrations.Migration):

    dependencies = [
        ('annotations', '0002_guards'),
    ]

    operations = [
        migrations.CreateModel(
            name='DeskWeight',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=40)),
                ('amount', models.FloatField()),
            ],
            options={
                'verbose_name': '权重',
                'verbose_name_plural': '权重',
            },
        ),
        migrations.CreateModel(
            name='LastRun',
            fields=[
                ('article', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='last_run', serialize=False, to='annotations.article')),
                ('text_version', models.PositiveIntegerField()),
                ('engine_version', models.CharField(blank=True, default='', max_length=40)),
                ('number', models.PositiveIntegerField(default=1)),
                ('sentences', models.PositiveIntegerField(null=True)),
                ('checkable', models.JSONField(default=list)),
                ('at', models.DateTimeField()),
            ],
            options={
                'verbose_name': '最近一次预标注',
                'verbose_name_plural': '最近一次预标注',
            },
        ),
        migrations.CreateModel(
            name='LexiconEntry',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('word', models.CharField(max_length=30, verbose_name='词')),
                ('kind', models.CharField(choices=annotations.vocabulary.LexiconKind.choices, max_length=8, verbose_name='类别')),
                ('since', models.DateField(blank=True, null=True, verbose_name='起')),
                ('until', models.DateField(blank=True, null=True, verbose_name='止')),
                ('note', models.CharField(blank=True, default='', max_length=200, verbose_name='说明')),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'verbose_name': '词条',
                'verbose_name_plural': '词表',
            },
        ),
        migrations.RemoveConstraint(
            model_name='suggestion',
            name='suggestion_once_per_span_and_engine',
        ),
        migrations.AddField(
            model_name='desk',
            name='version',
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddField(
            model_name='job',
            name='added',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='job',
            name='cursor',
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name='job',
            name='engine_version',
            field=models.CharField(blank=True, default='', max_length=40),
        ),
        migrations.AddField(
            model_name='job',
            name='updated',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='job',
            name='withdrawn',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='suggestion',
            name='run',
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AlterField(
            model_name='job',
            name='requested_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='jobs', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='job',
            constraint=models.UniqueConstraint(condition=models.Q(('article__isnull', True), ('state__in', [annotations.vocabulary.JobState['QUEUED'], annotations.vocabulary.JobState['RUNNING']])), fields=('kind', 'desk'), name='job_one_unfinished_per_kind_and_desk'),
        ),
        migrations.AddConstraint(
            model_name='suggestion',
            constraint=models.UniqueConstraint(fields=('article', 'article_version', 'start', 'end'), name='suggestion_once_per_span'),
        ),
        migrations.AddField(
            model_name='deskweight',
            name='desk',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='weights', to='annotations.desk'),
        ),
        migrations.AddField(
            model_name='lexiconentry',
            name='created_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='lexiconentry',
            name='desk',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lexicon', to='annotations.desk'),
        ),
        migrations.AddConstraint(
            model_name='deskweight',
            constraint=models.UniqueConstraint(fields=('desk', 'key'), name='weight_once_per_desk_and_key'),
        ),
        migrations.AddConstraint(
            model_name='deskweight',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gte', 0), ('amount__lte', 1)), name='weight_between_nothing_and_one'),
        ),
        migrations.AddIndex(
            model_name='lexiconentry',
            index=models.Index(fields=['desk', 'word'], name='lexicon_by_word'),
        ),
        migrations.AddConstraint(
            model_name='lexiconentry',
            constraint=models.CheckConstraint(condition=models.Q(('since__isnull', True), ('until__isnull', True), ('since__lte', models.F('until')), _connector='OR'), name='lexicon_entry_begins_before_it_ends'),
        ),
        migrations.AddConstraint(
            model_name='lexiconentry',
            constraint=models.CheckConstraint(condition=models.Q(django.db.models.lookups.GreaterThanOrEqual(django.db.models.functions.text.Length('word'), 2)), name='lexicon_word_has_two_characters'),
        ),
        migrations.AddConstraint(
            model_name='lexiconentry',
            constraint=models.UniqueConstraint(condition=models.Q(('since__isnull', False)), fields=('desk', 'word', 'kind', 'since'), name='lexicon_entry_once_per_beginning'),
        ),
        migrations.AddConstraint(
            model_name='lexiconentry',
            constraint=models.UniqueConstraint(condition=models.Q(('since__isnull', True)), fields=('desk', 'word', 'kind'), name='lexicon_entry_once_without_beginning'),
        ),
        migrations.RunPython(remember_runs, migrations.RunPython.noop),
        # SQLite loses the triggers of a table that it rebuilds.
        migrations.RunPython(install_forwards, migrations.RunPython.noop),
    ]
