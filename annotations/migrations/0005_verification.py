"""Verification: signing with its gate, corrections, reviews of whole articles, error rates, re-checks."""

import annotations.vocabulary
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from annotations.models.triggers import install_forwards


class Migration(migrations.Migration):

    dependencies = [
        ('annotations', '0004_working_together'),
    ]

    operations = [
        migrations.CreateModel(
            name='ChiefNote',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('item', models.CharField(max_length=120)),
                ('object_version', models.PositiveIntegerField(default=0)),
                ('note', models.TextField()),
                ('at', models.DateTimeField()),
            ],
            options={
                'verbose_name': '总编意见',
                'verbose_name_plural': '总编意见',
            },
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=annotations.vocabulary.CorrectionKind.choices, default=annotations.vocabulary.CorrectionKind['CORRECTION'], max_length=12)),
                ('state', models.CharField(choices=annotations.vocabulary.CorrectionState.choices, default=annotations.vocabulary.CorrectionState['REPORTED'], max_length=12)),
                ('quote', models.TextField(blank=True, default='')),
                ('problem', models.TextField()),
                ('party', models.CharField(blank=True, default='', max_length=300, verbose_name='提出方')),
                ('demanded_at', models.DateTimeField()),
                ('reported_at', models.DateTimeField()),
                ('writer_view', models.CharField(blank=True, choices=annotations.vocabulary.WriterView.choices, default='', max_length=12)),
                ('writer_note', models.TextField(blank=True, default='')),
                ('assessment', models.TextField(blank=True, default='')),
                ('assessed_at', models.DateTimeField(blank=True, null=True)),
                ('decision', models.CharField(blank=True, choices=annotations.vocabulary.CorrectionDecision.choices, default='', max_length=12)),
                ('decision_reason', models.TextField(blank=True, default='')),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('original_text', models.TextField(blank=True, default='')),
                ('corrected_text', models.TextField(blank=True, default='')),
                ('notice', models.TextField(blank=True, default='')),
                ('due_on', models.DateField(blank=True, null=True)),
                ('corrected_version', models.PositiveIntegerField(blank=True, null=True)),
                ('notice_published_at', models.DateTimeField(blank=True, null=True)),
                ('notice_place', models.CharField(blank=True, default='', max_length=200)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'verbose_name': '更正',
                'verbose_name_plural': '更正',
            },
        ),
        migrations.CreateModel(
            name='ErrorEntry',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('stage', models.CharField(choices=annotations.vocabulary.ErrorStage.choices, max_length=8)),
                ('error_class', models.CharField(choices=annotations.vocabulary.ErrorClass.choices, max_length=20)),
                ('place', models.CharField(choices=annotations.vocabulary.ErrorPlace.choices, default=annotations.vocabulary.ErrorPlace['BODY'], max_length=20)),
                ('characters', models.PositiveIntegerField(default=1)),
                ('wrong', models.TextField(verbose_name='错误')),
                ('right', models.TextField(blank=True, default='', verbose_name='正确')),
                ('note', models.TextField(blank=True, default='', verbose_name='说明')),
                ('entered_at', models.DateTimeField(auto_now_add=True)),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'verbose_name': '差错',
                'verbose_name_plural': '差错',
                'ordering': ['entered_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='FactChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seq', models.PositiveBigIntegerField()),
                ('event', models.CharField(choices=annotations.vocabulary.FactEvent.choices, max_length=12)),
                ('at', models.DateTimeField()),
            ],
            options={
                'verbose_name': '事实变动',
                'verbose_name_plural': '事实变动',
            },
        ),
        migrations.CreateModel(
            name='FollowUp',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('item', models.CharField(max_length=120)),
                ('text', models.TextField()),
                ('due_at', models.DateTimeField()),
                ('note', models.TextField(blank=True, default='')),
                ('done_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'verbose_name': '补核任务',
                'verbose_name_plural': '补核任务',
            },
        ),
        migrations.CreateModel(
            name='Inspection',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('issue_date', models.DateField(verbose_name='出版日期')),
                ('edition', models.CharField(blank=True, default='', max_length=80, verbose_name='版次')),
                ('characters', models.PositiveIntegerField(verbose_name='检查总字数')),
                ('note', models.TextField(blank=True, default='', verbose_name='说明')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'verbose_name': '质检',
                'verbose_name_plural': '质检',
                'ordering': ['-issue_date', 'edition', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Reanchoring',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('outcome', models.CharField(choices=annotations.vocabulary.Outcome.choices, max_length=24)),
                ('quote_before', models.TextField()),
                ('quote_after', models.TextField(blank=True, default='')),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': '重新定位',
                'verbose_name_plural': '重新定位',
            },
        ),
        migrations.CreateModel(
            name='Recheck',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'verbose_name': '复查稿件',
                'verbose_name_plural': '复查稿件',
            },
        ),
        migrations.CreateModel(
            name='RecheckAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('verdict', models.CharField(choices=annotations.vocabulary.Verdict.choices, max_length=16)),
                ('note', models.TextField(blank=True, default='')),
                ('at', models.DateTimeField()),
            ],
            options={
                'verbose_name': '复查结论',
                'verbose_name_plural': '复查结论',
            },
        ),
        migrations.CreateModel(
            name='RecheckRound',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('month', models.DateField()),
                ('population', models.PositiveIntegerField()),
                ('sampled', models.PositiveIntegerField()),
                ('seed', models.CharField(max_length=64)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'verbose_name': '月度复查',
                'verbose_name_plural': '月度复查',
                'ordering': ['-month'],
            },
        ),
        migrations.CreateModel(
            name='Sighting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('claim_version', models.PositiveIntegerField()),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name='apikey',
            name='created_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='apikey',
            name='revoked_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='article',
            name='wire_source',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='annotations.source'),
        ),
        migrations.AddField(
            model_name='desk',
            name='check_levels',
            field=models.JSONField(blank=True, default=list, verbose_name='按版面和来源的核查程度'),
        ),
        migrations.AddField(
            model_name='desk',
            name='gate',
            field=models.JSONField(blank=True, default=dict, verbose_name='签发条件'),
        ),
        migrations.AddField(
            model_name='desk',
            name='issue_calendar',
            field=models.JSONField(blank=True, default=dict, verbose_name='出报日历'),
        ),
        migrations.AddField(
            model_name='publication',
            name='audit_hash',
            field=models.CharField(blank=True, default='', max_length=64),
        ),
        migrations.AddField(
            model_name='publication',
            name='open_items',
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name='publication',
            name='override_code',
            field=models.CharField(blank=True, choices=annotations.vocabulary.OverrideCode.choices, default='', max_length=12),
        ),
        migrations.AddField(
            model_name='publication',
            name='override_reason',
            field=models.TextField(blank=True, default=''),
        ),
        migrations.AddField(
            model_name='publication',
            name='published_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='publication',
            name='sheet',
            field=models.TextField(blank=True, default=''),
        ),
        migrations.AddField(
            model_name='publication',
            name='sheet_sha256',
            field=models.CharField(blank=True, default='', max_length=64),
        ),
        migrations.AddField(
            model_name='publication',
            name='version',
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddField(
            model_name='query',
            name='version',
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddField(
            model_name='user',
            name='erased_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name='publication',
            name='channel',
            field=models.CharField(choices=annotations.vocabulary.Channel.choices, default=annotations.vocabulary.Channel['WEB'], max_length=16),
        ),
        migrations.AddConstraint(
            model_name='publication',
            constraint=models.CheckConstraint(condition=models.Q(('override_code', ''), models.Q(('override_reason', ''), _negated=True), _connector='OR'), name='publication_override_has_reason'),
        ),
        migrations.AddField(
            model_name='chiefnote',
            name='article',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='chief_notes', to='annotations.article'),
        ),
        migrations.AddField(
            model_name='chiefnote',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='correction',
            name='article',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='annotations.article'),
        ),
        migrations.AddField(
            model_name='correction',
            name='assessed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='correction',
            name='claim',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='annotations.claim'),
        ),
        migrations.AddField(
            model_name='correction',
            name='closed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='correction',
            name='decided_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='correction',
            name='desk',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='annotations.desk'),
        ),
        migrations.AddField(
            model_name='correction',
            name='fact',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='annotations.verifiedfact'),
        ),
        migrations.AddField(
            model_name='correction',
            name='publication',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='annotations.publication'),
        ),
        migrations.AddField(
            model_name='correction',
            name='reported_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='correction',
            name='writer',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='errorentry',
            name='article',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='errors', to='annotations.article'),
        ),
        migrations.AddField(
            model_name='errorentry',
            name='claim',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='errors', to='annotations.claim'),
        ),
        migrations.AddField(
            model_name='errorentry',
            name='desk',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='errors', to='annotations.desk'),
        ),
        migrations.AddField(
            model_name='errorentry',
            name='entered_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='errorentry',
            name='removed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='factchange',
            name='desk',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='fact_changes', to='annotations.desk'),
        ),
        migrations.AddField(
            model_name='factchange',
            name='fact',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='annotations.verifiedfact'),
        ),
        migrations.AddField(
            model_name='followup',
            name='article',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='follow_ups', to='annotations.article'),
        ),
        migrations.AddField(
            model_name='followup',
            name='assignee',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='follow_ups', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='followup',
            name='claim',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='follow_ups', to='annotations.claim'),
        ),
        migrations.AddField(
            model_name='followup',
            name='done_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='followup',
            name='publication',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='follow_ups', to='annotations.publication'),
        ),
        migrations.AddField(
            model_name='inspection',
            name='desk',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='inspections', to='annotations.desk'),
        ),
        migrations.AddField(
            model_name='inspection',
            name='inspector',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='errorentry',
            name='inspection',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='errors', to='annotations.inspection'),
        ),
        migrations.AddField(
            model_name='reanchoring',
            name='claim',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reanchorings', to='annotations.claim'),
        ),
        migrations.AddField(
            model_name='reanchoring',
            name='confirmed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='reanchoring',
            name='version',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reanchorings', to='annotations.version'),
        ),
        migrations.AddField(
            model_name='recheck',
            name='article',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rechecks', to='annotations.article'),
        ),
        migrations.AddField(
            model_name='recheck',
            name='checker',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='rechecks', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='recheckanswer',
            name='claim',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='annotations.claim'),
        ),
        migrations.AddField(
            model_name='recheckanswer',
            name='recheck',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='annotations.recheck'),
        ),
        migrations.AddField(
            model_name='recheckround',
            name='desk',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recheck_rounds', to='annotations.desk'),
        ),
        migrations.AddField(
            model_name='recheck',
            name='round',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rechecks', to='annotations.recheckround'),
        ),
        migrations.AddField(
            model_name='sighting',
            name='claim',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sightings', to='annotations.claim'),
        ),
        migrations.AddField(
            model_name='sighting',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='chiefnote',
            constraint=models.UniqueConstraint(fields=('article', 'item'), name='chief_note_once_per_item'),
        ),
        migrations.AddConstraint(
            model_name='chiefnote',
            constraint=models.CheckConstraint(condition=models.Q(('note', ''), _negated=True), name='chief_note_says_something'),
        ),
        migrations.AddIndex(
            model_name='correction',
            index=models.Index(fields=['desk', '-reported_at', '-id'], name='correction_newest'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.CheckConstraint(condition=models.Q(('problem', ''), _negated=True), name='correction_says_what_is_wrong'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', [annotations.vocabulary.CorrectionState['DECIDED'], annotations.vocabulary.CorrectionState['CLOSED']]), _negated=True), models.Q(models.Q(('decision', ''), _negated=True), ('decided_by__isnull', False)), _connector='OR'), name='correction_decided_has_decision'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', annotations.vocabulary.CorrectionState['CLOSED']), _negated=True), ('closed_by__isnull', False), _connector='OR'), name='correction_closed_by_somebody'),
        ),
        migrations.AddIndex(
            model_name='factchange',
            index=models.Index(fields=['desk', 'seq', 'id'], name='fact_change_in_order'),
        ),
        migrations.AddIndex(
            model_name='followup',
            index=models.Index(fields=['done_at', 'due_at'], name='follow_up_waiting'),
        ),
        migrations.AddConstraint(
            model_name='followup',
            constraint=models.CheckConstraint(condition=models.Q(('done_at__isnull', True), ('done_by__isnull', False), _connector='OR'), name='follow_up_done_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='inspection',
            constraint=models.UniqueConstraint(fields=('desk', 'issue_date', 'edition'), name='inspection_once_per_issue_and_edition'),
        ),
        migrations.AddConstraint(
            model_name='inspection',
            constraint=models.CheckConstraint(condition=models.Q(('characters__gte', 1)), name='inspection_read_something'),
        ),
        migrations.AddConstraint(
            model_name='errorentry',
            constraint=models.CheckConstraint(condition=models.Q(('wrong', ''), _negated=True), name='error_names_what_is_wrong'),
        ),
        migrations.AddConstraint(
            model_name='errorentry',
            constraint=models.CheckConstraint(condition=models.Q(('characters__gte', 1)), name='error_has_characters'),
        ),
        migrations.AddConstraint(
            model_name='errorentry',
            constraint=models.CheckConstraint(condition=models.Q(('inspection__isnull', False), ('article__isnull', False), _connector='OR'), name='error_stands_somewhere'),
        ),
        migrations.AddConstraint(
            model_name='reanchoring',
            constraint=models.UniqueConstraint(fields=('version', 'claim'), name='reanchoring_once_per_version'),
        ),
        migrations.AddConstraint(
            model_name='reanchoring',
            constraint=models.CheckConstraint(condition=models.Q(('confirmed_at__isnull', True), ('confirmed_by__isnull', False), _connector='OR'), name='reanchoring_confirmed_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='recheckanswer',
            constraint=models.UniqueConstraint(fields=('recheck', 'claim'), name='recheck_answer_once_per_claim'),
        ),
        migrations.AddConstraint(
            model_name='recheckround',
            constraint=models.UniqueConstraint(fields=('desk', 'month'), name='recheck_once_per_month'),
        ),
        migrations.AddConstraint(
            model_name='recheck',
            constraint=models.UniqueConstraint(fields=('round', 'article'), name='recheck_article_once_per_round'),
        ),
        migrations.AddConstraint(
            model_name='recheck',
            constraint=models.CheckConstraint(condition=models.Q(('finished_at__isnull', True), ('checker__isnull', False), _connector='OR'), name='recheck_has_checker'),
        ),
        migrations.AddConstraint(
            model_name='sighting',
            constraint=models.UniqueConstraint(fields=('claim', 'person'), name='sighting_once_per_person'),
        ),
        # SQLite loses the triggers of a table that it rebuilds.
        migrations.RunPython(install_forwards, migrations.RunPython.noop),
    ]
