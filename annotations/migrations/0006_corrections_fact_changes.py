"""The claims a correction concerns, and the changes of facts that were approved before changes were noted."""

from collections import defaultdict

from django.db import migrations, models

BATCH = 500


def note_earlier_changes(apps, schema_editor):
    """One row for everything that a fact's marks tell, numbered by the audit row that caused it.

    What has no such row (an audit log begun later) takes the number before all others, so it comes first.
    """
    Fact = apps.get_model("annotations", "VerifiedFact")
    FactChange = apps.get_model("annotations", "FactChange")
    noted = FactChange.objects.values("fact")
    waiting = Fact.objects.exclude(pk__in=noted).order_by("approved_at", "pk")
    changes = []
    ids = list(waiting.values_list("pk", flat=True))
    for at in range(0, len(ids), BATCH):
        facts = list(Fact.objects.filter(pk__in=ids[at : at + BATCH]).select_related("successor"))
        rows = _audit_rows(apps, [fact.claim_id for fact in facts])
        for fact in facts:
            changes += [
                FactChange(desk_id=fact.desk_id, seq=seq, fact_id=fact.pk, event=event, at=moment)
                for event, moment, seq in _story(fact, rows[fact.claim_id])
            ]
    changes.sort(key=lambda change: (change.desk_id, change.seq, change.at))
    FactChange.objects.bulk_create(changes, batch_size=BATCH)


def _audit_rows(apps, claim_ids):
    """(version, seq, target state) of each claim's log, oldest first."""
    found = defaultdict(list)
    entries = apps.get_model("annotations", "AuditEntry").objects.filter(object_id__in=set(claim_ids))
    for pk, version, seq, state in entries.order_by("seq").values_list(
        "object_id", "version", "seq", "target_state"
    ):
        found[pk].append((version, seq, state))
    return found


def _story(fact, rows):
    """(event, moment, seq) of what happened to a fact."""
    later = [row for row in rows if row[0] > fact.claim_version]
    approved = next((seq for version, seq, _ in rows if version == fact.claim_version), 0)
    told = [("approved", fact.approved_at, approved)]
    for event, moment, state in (
        ("published", fact.published_at, "published"),
        ("held", fact.held_at, "reopened"),
        ("retracted", fact.retracted_at, "reopened"),
    ):
        if moment:
            told.append((event, moment, next((seq for _, seq, now in later if now == state), approved)))
    successor = getattr(fact, "successor", None)
    if successor:
        replaced = next((seq for version, seq, _ in rows if version == successor.claim_version), approved)
        told.append(("superseded", successor.approved_at, replaced))
    return told


class Migration(migrations.Migration):

    dependencies = [
        ("annotations", "0005_verification"),
    ]

    operations = [
        migrations.AddField(
            model_name="correction",
            name="claims",
            field=models.ManyToManyField(blank=True, related_name="+", to="annotations.claim"),
        ),
        migrations.RunPython(note_earlier_changes, migrations.RunPython.noop),
    ]
