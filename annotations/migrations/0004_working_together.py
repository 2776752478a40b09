"""People side by side: presence, comments, questions, own settings, checks set aside."""

import annotations.models.preferences
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from annotations.models.triggers import install_forwards


class Migration(migrations.Migration):

    dependencies = [
        ('annotations', '0003_desk_settings'),
    ]

    operations = [
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('text', models.TextField()),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'verbose_name': '留言',
                'verbose_name_plural': '留言',
                'ordering': ['created_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='DismissedCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=64)),
                ('dismissed_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'verbose_name': '已忽略的数字检查',
                'verbose_name_plural': '已忽略的数字检查',
            },
        ),
        migrations.CreateModel(
            name='Preference',
            fields=[
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='preference', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('language', models.CharField(choices=annotations.models.preferences.Language.choices, default=annotations.models.preferences.Language['AUTO'], max_length=8)),
                ('theme', models.CharField(choices=annotations.models.preferences.Theme.choices, default=annotations.models.preferences.Theme['AUTO'], max_length=8)),
                ('text_size', models.CharField(choices=annotations.models.preferences.TextSize.choices, default=annotations.models.preferences.TextSize['M'], max_length=2)),
                ('autospace', models.BooleanField(default=True)),
                ('glyphs', models.BooleanField(default=True)),
                ('keys', models.CharField(choices=annotations.models.preferences.KeyMode.choices, default=annotations.models.preferences.KeyMode['ON'], max_length=4)),
                ('keymap', models.JSONField(blank=True, default=dict)),
            ],
            options={
                'verbose_name': '个人设置',
                'verbose_name_plural': '个人设置',
            },
        ),
        migrations.CreateModel(
            name='Presence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('item', models.UUIDField(null=True)),
                ('seen_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Query',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('asked_at', models.DateTimeField(auto_now_add=True)),
                ('question', models.TextField()),
                ('due_at', models.DateTimeField(blank=True, null=True)),
                ('answer', models.TextField(blank=True, default='')),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': '提问',
                'verbose_name_plural': '提问',
                'ordering': ['asked_at', 'id'],
            },
        ),
        migrations.AddField(
            model_name='claim',
            name='returned_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='lastrun',
            name='boundaries',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='lastrun',
            name='checks',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='mention',
            name='suggestion',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='mention', to='annotations.suggestion'),
        ),
        migrations.AddIndex(
            model_name='auditentry',
            index=models.Index(fields=['actor', 'desk', '-seq'], name='audit_of_person'),
        ),
        migrations.AddField(
            model_name='comment',
            name='author',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='comment',
            name='claim',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='annotations.claim'),
        ),
        migrations.AddField(
            model_name='dismissedcheck',
            name='article',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='dismissed_checks', to='annotations.article'),
        ),
        migrations.AddField(
            model_name='dismissedcheck',
            name='dismissed_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='presence',
            name='article',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='presences', to='annotations.article'),
        ),
        migrations.AddField(
            model_name='presence',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='query',
            name='answered_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='query',
            name='asked_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='query',
            name='claim',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='queries', to='annotations.claim'),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='comment_says_something'),
        ),
        migrations.AddConstraint(
            model_name='dismissedcheck',
            constraint=models.UniqueConstraint(fields=('article', 'key'), name='check_dismissed_once'),
        ),
        migrations.AddConstraint(
            model_name='presence',
            constraint=models.UniqueConstraint(fields=('article', 'user'), name='presence_once_per_person'),
        ),
        migrations.AddConstraint(
            model_name='query',
            constraint=models.CheckConstraint(condition=models.Q(('question', ''), _negated=True), name='query_asks_something'),
        ),
        migrations.AddConstraint(
            model_name='query',
            constraint=models.CheckConstraint(condition=models.Q(('answered_at__isnull', True), models.Q(models.Q(('answer', ''), _negated=True), ('answered_by__isnull', False)), _connector='OR'), name='query_answered_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='query',
            constraint=models.UniqueConstraint(condition=models.Q(('answered_at__isnull', True)), fields=('claim',), name='query_one_waiting_per_claim'),
        ),
        # SQLite loses the triggers of a table that it rebuilds.
        migrations.RunPython(install_forwards, migrations.RunPython.noop),
    ]
