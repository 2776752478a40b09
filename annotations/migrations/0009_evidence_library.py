"""The evidence library: what is known of a source, passages to search, files to be read by the worker."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import annotations.vocabulary.desk
import annotations.vocabulary.evidence
from annotations.models.triggers import install_forwards, remove_backwards


class Migration(migrations.Migration):
    dependencies = [("annotations", "0008_material")]

    operations = [
        migrations.CreateModel(
            name='Passage',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField(default=1)),
                ('ordinal', models.PositiveIntegerField()),
                ('start', models.PositiveIntegerField()),
                ('text', models.TextField()),
                ('tokens', models.TextField(blank=True, default='')),
                ('n_tokens', models.PositiveIntegerField(default=0)),
                ('dictionary_version', models.CharField(blank=True, default='', max_length=40)),
            ],
        ),
        migrations.CreateModel(
            name='Shingle',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('value', models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='Term',
            fields=[
                ('term', models.CharField(max_length=80, primary_key=True, serialize=False)),
                ('df', models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='Upload',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('filename', models.CharField(blank=True, default='', max_length=300)),
                ('content', models.BinaryField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='job',
            name='job_one_unfinished_per_kind_and_article',
        ),
        migrations.RemoveConstraint(
            model_name='job',
            name='job_one_unfinished_per_kind_and_desk',
        ),
        migrations.RemoveField(
            model_name='source',
            name='article',
        ),
        migrations.AddField(
            model_name='job',
            name='payload',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='job',
            name='protected',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='job',
            name='source',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='jobs', to='annotations.source'),
        ),
        migrations.AddField(
            model_name='job',
            name='subject',
            field=models.CharField(blank=True, default='', max_length=64),
        ),
        migrations.AddField(
            model_name='snapshot',
            name='encoding',
            field=models.CharField(blank=True, default='', max_length=20),
        ),
        migrations.AddField(
            model_name='snapshot',
            name='filename',
            field=models.CharField(blank=True, default='', max_length=300),
        ),
        migrations.AddField(
            model_name='snapshot',
            name='page_starts',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='source',
            name='fact',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sources', to='annotations.verifiedfact'),
        ),
        migrations.AddField(
            model_name='source',
            name='method',
            field=models.CharField(blank=True, choices=annotations.vocabulary.evidence.InterviewMethod.choices, default='', max_length=20, verbose_name='采访方式'),
        ),
        migrations.AddField(
            model_name='source',
            name='speaker',
            field=models.CharField(blank=True, default='', max_length=100, verbose_name='受访人'),
        ),
        migrations.AddField(
            model_name='source',
            name='spoken_on',
            field=models.DateField(blank=True, null=True, verbose_name='采访日期'),
        ),
        migrations.AddField(
            model_name='source',
            name='story',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='copies', to='annotations.source'),
        ),
        migrations.AddConstraint(
            model_name='job',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', [annotations.vocabulary.desk.JobState['QUEUED'], annotations.vocabulary.desk.JobState['RUNNING']])), fields=('kind', 'article', 'subject'), name='job_one_unfinished_per_kind_and_article'),
        ),
        migrations.AddConstraint(
            model_name='job',
            constraint=models.UniqueConstraint(condition=models.Q(('article__isnull', True), ('state__in', [annotations.vocabulary.desk.JobState['QUEUED'], annotations.vocabulary.desk.JobState['RUNNING']])), fields=('kind', 'desk', 'subject'), name='job_one_unfinished_per_kind_and_desk'),
        ),
        migrations.AddConstraint(
            model_name='source',
            constraint=models.UniqueConstraint(condition=models.Q(('fact__isnull', False)), fields=('desk', 'fact'), name='source_once_per_archive_fact'),
        ),
        migrations.AddConstraint(
            model_name='source',
            constraint=models.CheckConstraint(condition=models.Q(('story__isnull', True), models.Q(('story', models.F('id')), _negated=True), _connector='OR'), name='source_is_no_copy_of_itself'),
        ),
        migrations.AddField(
            model_name='passage',
            name='article',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='passages', to='annotations.article'),
        ),
        migrations.AddField(
            model_name='passage',
            name='desk',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='passages', to='annotations.desk'),
        ),
        migrations.AddField(
            model_name='passage',
            name='fact',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='passages', to='annotations.verifiedfact'),
        ),
        migrations.AddField(
            model_name='passage',
            name='source',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='passages', to='annotations.source'),
        ),
        migrations.AddField(
            model_name='shingle',
            name='source',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shingles', to='annotations.source'),
        ),
        migrations.AddField(
            model_name='upload',
            name='job',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='upload', to='annotations.job'),
        ),
        migrations.AddIndex(
            model_name='passage',
            index=models.Index(fields=['dictionary_version', 'id'], name='passage_to_cut'),
        ),
        migrations.AddConstraint(
            model_name='passage',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('article__isnull', False), ('fact__isnull', True), ('source__isnull', True)), models.Q(('article__isnull', True), ('fact__isnull', True), ('source__isnull', False)), models.Q(('article__isnull', True), ('fact__isnull', False), ('source__isnull', True)), _connector='OR'), name='passage_has_one_owner'),
        ),
        migrations.AddConstraint(
            model_name='passage',
            constraint=models.UniqueConstraint(fields=('article', 'number', 'ordinal'), name='passage_once_per_article_version'),
        ),
        migrations.AddConstraint(
            model_name='passage',
            constraint=models.UniqueConstraint(fields=('source', 'number', 'ordinal'), name='passage_once_per_snapshot'),
        ),
        migrations.AddConstraint(
            model_name='passage',
            constraint=models.UniqueConstraint(fields=('fact', 'number', 'ordinal'), name='passage_once_per_fact'),
        ),
        migrations.AddConstraint(
            model_name='shingle',
            constraint=models.UniqueConstraint(fields=('value', 'source'), name='shingle_once_per_source'),
        ),
        migrations.AddField(
            model_name='source',
            name='articles',
            field=models.ManyToManyField(blank=True, related_name='sources', through='annotations.Material', to='annotations.article'),
        ),
        migrations.RunPython(install_forwards, remove_backwards),
    ]
