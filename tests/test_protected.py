"""Nobody but its keeper and those on its list learns of a protected source, at whatever address.

Two of them: one that always was protected, and one that was logged, found and approved upon in the open
before it was hidden. Every readable address of pages, API and admin is asked for by everybody else.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from annotations.api.urls import urlpatterns as api_patterns
from annotations.models import (
    Actor,
    Article,
    Claim,
    EvidenceLink,
    Job,
    Publication,
    Snapshot,
    Source,
    VerifiedFact,
)
from annotations.services.annotate import edit_claim
from annotations.services.evidence import edit_evidence, unlink_evidence
from annotations.services.material import attach
from annotations.services.publish import publish_article
from annotations.services.review import take_step
from annotations.services.sources import edit_source
from annotations.vocabulary import Role, Scope, Status, Verdict
from annotations.web.drawertabs import BY_NAME
from annotations.web.reports import TABLES
from annotations.web.urls import urlpatterns as web_patterns
from tests.api.conftest import API, Machine, machine_of
from tests.factories import BULLETIN, DeskFactory, a_claim, a_link, a_source, a_suggestion, an_article, member
from tests.services.aftermath import reported
from tests.services.test_stories import copy_of
from tests.web.walking import NAMED, PART, ROWS

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

WORDS = ("title", "issuer", "origin_key", "speaker")
NAMES = {"claims": sorted(BY_NAME), "reports": sorted(TABLES), "corrections": ["assess"]}
"""What a <str:name> may be, by the noun that its address begins with."""
ASKED = ("", "?q={mark}", "?state=all", "?in=sources&q={mark}")


class Newsroom:
    """A desk whose keeper has two protected sources beside an article in work and one that is out."""

    def __init__(self) -> None:
        self.desk = DeskFactory.create()
        self.keeper, self.viewer = (member(self.desk, Role.EDITOR) for _ in range(2))
        self.people = {
            role: member(self.desk, role)
            for role in (Role.EDITOR, Role.REVIEWER, Role.CHIEF, Role.ADMIN, Role.REPORTER)
        }
        self.people_reading_all = member(self.desk, Role.EDITOR, is_superuser=True, is_staff=True)
        self.always = self.secret("甲", confidentiality="protected", viewers=[self.viewer.user])
        self.hidden = self.secret("乙", viewers=[self.viewer.user])
        self.article = an_article(self.keeper, title="在查的稿件", critical=True)
        self.published()
        self.work()
        edit_source(
            actor=self.keeper, source=self.hidden, seen=None, changes={"confidentiality": "protected"}
        )

    def secret(self, sign: str, **fields: Any) -> Source:
        words = {name: f"藏{sign}{name}" for name in WORDS}
        return a_source(
            self.keeper,
            text=f"{BULLETIN}藏{sign}正文{copy_of(ord(sign), 400)}",
            url=f"https://hidden-{ord(sign)}.example/x",
            source_type="interview_record",
            spoken_on="2024-03-08",
            method="phone",
            **words,
            **fields,
        )

    def published(self) -> None:
        """An article that went out on both."""
        article = an_article(self.keeper, text=f"另一篇，{BULLETIN}", title="见报的稿件")
        claim = self.proved(article, "117.77亿元")
        claim = edit_claim(actor=self.keeper, claim=claim, seen=None, changes={"verdict": Verdict.VERIFIED})
        claim = take_step(actor=self.keeper, claim=claim, to=Status.SUBMITTED, seen=None)
        take_step(actor=self.people[Role.REVIEWER], claim=claim, to=Status.APPROVED, seen=None)
        edit_source(
            actor=self.keeper, source=self.hidden, seen=None, changes={"confidentiality": "protected"}
        )
        publish_article(
            actor=self.people[Role.CHIEF],
            article=Article.objects.get(pk=article.pk),
            seen=None,
            channel="web",
        )
        edit_source(actor=self.keeper, source=self.hidden, seen=None, changes={"confidentiality": "internal"})
        claim = Claim.objects.select_related("article__desk").get(pk=claim.pk)
        reported(self.people[Role.EDITOR], claim)

    def work(self) -> None:
        """An article in work: links changed and removed, material, a public copy, a job, a suggestion."""
        claim = self.proved(self.article, "到位资金117.77亿元")
        gone = EvidenceLink.objects.filter(claim=claim)[0]
        unlink_evidence(actor=self.keeper, link=gone, seen=None)
        for secret in (self.always, self.hidden):
            attach(actor=self.keeper, article=self.article, source=secret)
        a_suggestion(self.article, quote="169个")
        other = a_claim(self.keeper, self.article, quote="169个", types=["quantity"])
        a_link(self.keeper, other, self.always, quote="169个", stance="refutes")
        text = self.hidden.snapshot.text
        self.copy = a_source(self.people[Role.EDITOR], text=text.replace("藏乙正文", ""), title="公开的副本")
        a_link(self.keeper, other, self.copy, quote="169个")
        Job.objects.create(
            kind="pretag", desk=self.desk, source=self.always, protected=True, requested_by=self.keeper.user,
            payload={"title": "藏甲title"}, errors=["藏甲title"], state="failed",
        )  # fmt: skip

    def proved(self, article: Article, quote: str) -> Claim:
        claim = a_claim(self.keeper, article, quote=quote)
        for secret in (self.always, self.hidden):
            link = a_link(self.keeper, claim, secret, note=f"藏{secret.title[1]}备注", timecode="03:27:01")
            edit_evidence(
                actor=self.keeper, link=link, seen=None, changes={"note": f"藏{secret.title[1]}备注二"}
            )
        return Claim.objects.select_related("article__desk").get(pk=claim.pk)

    @property
    def marks(self) -> set[str]:
        """What betrays one of the two: its words, its addresses, its keys and its hashes."""
        found = {"藏甲", "藏乙", "\\u85cf\\u7532", "hidden-", "03:27:01"}
        secrets = Source.objects.filter(confidentiality="protected")
        assert secrets.count() == 2
        found |= {str(pk) for pk in secrets.values_list("pk", flat=True)}
        snapshots = Snapshot.objects.filter(source__in=secrets)
        return found | {part for one in snapshots for part in (str(one.pk), one.sha256[:12])}


@pytest.fixture
def newsroom(db: None) -> Newsroom:
    return Newsroom()


def filled(route: str) -> Iterator[str]:
    """The addresses of a route: every row of its noun, every name."""
    noun = route.split("/")[0]
    choices = []
    for kind, name in PART.findall(route):
        if kind == "uuid":
            known = NAMED.get(name) or {"id": noun, "pk": noun, "user": "people"}[name]
            assert known in ROWS, f"Teach the walk what /{known}/ is: tests/web/walking.py, ROWS."
            choices.append([str(pk) for pk in ROWS[known].objects.values_list("pk", flat=True)])
        else:
            choices.append(["1"] if kind == "int" else NAMES.get(noun, ["x"]))
    for parts in itertools.product(*choices):
        values = iter(parts)
        yield PART.sub(lambda _, values=values: next(values), route)


def pages(client: Client) -> Iterator[tuple[str, Any]]:
    for pattern in web_patterns:
        route = str(pattern.pattern)
        for path in filled(route):
            # What only lists is asked in every way, what shows one thing once.
            for asked in ASKED if not PART.search(route) else ASKED[:1]:
                address = f"/{path}{asked.format(mark='藏')}"
                yield address, client.get(address)
                if not asked:
                    yield f"{address} (htmx)", client.get(address, headers={"HX-Request": "true"})


def resources(machine: Machine) -> Iterator[tuple[str, Any]]:
    for pattern in api_patterns:
        route = str(pattern.pattern)
        for path in filled(route):
            for asked in ASKED if not PART.search(route) else ASKED[:1]:
                address = f"{path}{asked.format(mark='藏')}"
                yield f"{API}{address}", machine.get(address)


def admin_pages(client: Client) -> Iterator[tuple[str, Any]]:
    for model in apps.get_app_config("annotations").get_models():
        if not admin.site.is_registered(model):
            continue
        names = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        address = reverse(f"{names}_changelist")
        yield address, client.get(address)
        for pk in model._default_manager.values_list("pk", flat=True):
            for page in ("change", "history"):
                address = reverse(f"{names}_{page}", args=[pk])
                yield address, client.get(address)
                # The next page repeats the key of a row that is not to be seen.
                client.get(reverse("admin:index"))


def told(answer: Any) -> str:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return body.decode(errors="replace") + str(dict(answer.headers))


def betrayed(answers: Iterator[tuple[str, Any]], marks: set[str]) -> dict[str, list[str]]:
    """Addresses at which a mark stands, that is not part of the address itself; and that some answered."""
    found, read = {}, 0
    for address, answer in answers:
        body = told(answer)
        read += answer.status_code == 200
        # Who asks for a thing by its key, or by a word, knows it: the answer may repeat it.
        known = {mark for mark in marks if mark in address} | ({"藏"} if "藏" in address else set())
        seen = sorted(mark for mark in marks - known if mark in body)
        if seen and not (answer.status_code == 404 and marks & known):
            found[f"{answer.status_code} {address}"] = seen
    assert read > 10
    return found


def browser_of(actor: Actor) -> Client:
    client = Client()
    client.force_login(actor.user)
    return client


@pytest.mark.parametrize("role", [Role.EDITOR, Role.REVIEWER, Role.CHIEF, Role.ADMIN, Role.REPORTER])
def test_no_page_tells_of_it(newsroom: Newsroom, role: Role) -> None:
    assert betrayed(pages(browser_of(newsroom.people[role])), newsroom.marks) == {}


def test_no_page_tells_whoever_reads_all_of_it_the_admin_included(newsroom: Newsroom) -> None:
    client = browser_of(newsroom.people_reading_all)

    assert betrayed(pages(client), newsroom.marks) == {}
    assert betrayed(admin_pages(client), newsroom.marks) == {}


@pytest.mark.parametrize("role", [Role.EDITOR, Role.REVIEWER, Role.CHIEF, Role.ADMIN, Role.REPORTER])
def test_no_resource_tells_of_it(newsroom: Newsroom, role: Role) -> None:
    assert betrayed(resources(machine_of(newsroom.people[role])), newsroom.marks) == {}


@pytest.mark.parametrize("scope", [Scope.EXPORT, Scope.EXPORT_APPROVED])
def test_no_partner_is_told_of_it(newsroom: Newsroom, scope: Scope) -> None:
    machine = machine_of(newsroom.people[Role.CHIEF], scope)
    answers = [(path, machine.get(path)) for path in ("facts/", "facts/export/", "facts/export/?format=csv")]

    assert VerifiedFact.objects.filter(published_at__isnull=False).exists()
    for path, answer in answers:
        assert not [mark for mark in newsroom.marks if mark in told(answer)], path


def test_who_stands_on_the_list_reads_it_everywhere(newsroom: Newsroom) -> None:
    """The walk can see: for the viewer the same addresses do tell."""
    seen = betrayed(pages(browser_of(newsroom.viewer)), {"藏甲title"})
    claim = Claim.objects.get(article=newsroom.article, quote="169个")

    wanted = [
        "/sources/",
        f"/sources/{newsroom.always.pk}/",
        f"/claims/{claim.pk}/ (htmx)",
        "/log/",
        "/log/export/",
    ]
    assert [path for path in wanted if f"200 {path}" not in seen] == []
    told_of = betrayed(resources(machine_of(newsroom.viewer)), {"藏甲title", str(newsroom.always.pk)})
    assert f"200 {API}sources/" in told_of
    assert f"200 {API}claims/{claim.pk}/evidence/" in told_of


def test_the_frozen_sheet_and_the_fact_say_nothing(newsroom: Newsroom) -> None:
    (sheet,) = Publication.objects.values_list("sheet", flat=True)
    (fact,) = VerifiedFact.objects.all()

    assert not [mark for mark in newsroom.marks if mark in sheet]
    assert "藏甲" not in str(fact.evidence)
