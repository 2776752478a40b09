"""The full-text index over passages, and passages for every text that is there already.

They are written uncut: the worker cuts them into words after the migration.
"""

from django.db import migrations

from annotations.models import searchindex
from annotations.search.pieces import pieces

SLICE = 1000


def create(apps, schema_editor):
    searchindex.create(schema_editor)


def drop(apps, schema_editor):
    searchindex.drop(schema_editor)


def texts(apps):
    """Owner field, owner, number and text of everything that is searched."""
    for article in apps.get_model("annotations", "Article").objects.iterator(chunk_size=100):
        yield "article", article, article.text_version, article.versions.get(number=article.text_version).text
    for source in apps.get_model("annotations", "Source").objects.iterator(chunk_size=100):
        newest = source.snapshots.order_by("-number").only("number", "text").first()
        if newest is not None:
            yield "source", source, newest.number, newest.text
    facts = apps.get_model("annotations", "VerifiedFact").objects.filter(
        successor__isnull=True, retracted_at__isnull=True, held_at__isnull=True
    )
    for fact in facts.exclude(verdict="not_checkable").iterator(chunk_size=100):
        yield "fact", fact, 1, fact.context


def write_passages(apps, schema_editor):
    Passage = apps.get_model("annotations", "Passage")
    waiting = []
    for kind, owner, number, text in texts(apps):
        for ordinal, piece in enumerate(pieces(text)):
            waiting.append(
                Passage(
                    desk_id=owner.desk_id, number=number, ordinal=ordinal,
                    start=piece.start, text=piece.text, **{kind: owner},
                )
            )
        if len(waiting) >= SLICE:
            Passage.objects.bulk_create(waiting)
            waiting = []
    Passage.objects.bulk_create(waiting)


class Migration(migrations.Migration):
    dependencies = [("annotations", "0009_evidence_library")]

    operations = [
        migrations.RunPython(create, drop),
        migrations.RunPython(write_passages, migrations.RunPython.noop),
    ]
