"""Every operation of the schema, seven roles, one table; an operation that the table lacks fails."""

from __future__ import annotations

import json
import uuid
from pathlib import Path
from typing import Any

import pytest
from drf_spectacular.generators import SchemaGenerator

from annotations.models import AuditEntry, Claim, VerifiedFact
from annotations.services.jobs import cancel_job
from annotations.services.pretag import request_pretag
from annotations.services.review import take_step
from annotations.services.worker import run_job
from annotations.vocabulary import Role, Scope, Status
from tests.api.conftest import Machine, machine_of
from tests.factories import (
    BULLETIN,
    DeskFactory,
    a_claim,
    a_file,
    a_link,
    a_source,
    a_submitted_claim,
    a_suggestion,
    an_approved_claim,
    an_article,
    member,
)
from tests.services.aftermath import a_published_claim, reported

pytestmark = pytest.mark.django_db

TABLE = json.loads((Path(__file__).parents[1] / "specs" / "authorization.json").read_text(encoding="utf-8"))
CANARY = "金丝雀"
WORDS = {401: "u", 403: "d", 404: "h"}
ROLE = {"editor_a": Role.EDITOR, "reviewer_a": Role.REVIEWER, "chief": Role.CHIEF, "admin": Role.ADMIN}


class Desk:
    """One desk with an article of its editor, everything on it marked, and somebody who calls."""

    def __init__(self) -> None:
        self.desk = DeskFactory.create(name=f"{CANARY}{uuid.uuid4().hex}")
        self.editor = member(self.desk, Role.EDITOR)
        self.article = an_article(self.editor, title=CANARY)

    def caller(self, role: str) -> Machine:
        if role == "anon":
            return Machine()
        if role == "editor_b":
            return machine_of(member(DeskFactory.create(), Role.EDITOR))
        if role == "export_a":
            return machine_of(self.editor, Scope.EXPORT_APPROVED)
        return machine_of(self.editor if role == "editor_a" else member(self.desk, ROLE[role]))

    def thing(self, kind: str | None, state: str | None) -> Any:
        """The object behind the address: of the editor, in the state that the operation needs."""
        editor, article = self.editor, self.article
        if kind == "fact":
            claim = an_approved_claim(editor, member(self.desk, Role.REVIEWER), article, note=CANARY)
            return VerifiedFact.objects.get(claim=claim)
        if kind == "job":
            job = request_pretag(actor=editor, article=article)
            return cancel_job(actor=editor, job=job) if state == "cancelled" else job
        if kind == "claim" and state == Status.SUBMITTED:
            return a_submitted_claim(editor, article, note=CANARY)
        if kind == "query":
            claim = self.thing("claim", Status.IN_PROGRESS)
            asked = take_step(actor=editor, claim=claim, to=Status.NEEDS_INFO, seen=2, comment=CANARY)
            return asked.queries.get()
        if kind == "claim" and state == Status.IN_PROGRESS:
            claim = a_claim(editor, article, note=CANARY)
            return take_step(actor=editor, claim=claim, to=Status.IN_PROGRESS, seen=1)
        if kind == "correction":
            return reported(editor, self.published())
        return {
            None: lambda: a_claim(editor, article, note=CANARY),
            "article": lambda: article,
            "desk": lambda: self.desk,
            "claim": lambda: a_claim(editor, article, note=CANARY),
            "source": lambda: a_source(editor, title=CANARY),
            "file": lambda: a_file(editor, "项目169个".encode("gbk"), title=CANARY),
            "evidence": lambda: a_link(editor, a_claim(editor, article), note=CANARY),
            "suggestion": lambda: a_suggestion(article),
            "pair": self.pair,
        }[kind]()

    def pair(self) -> Any:
        """The figure of the article beside that of its material."""
        a_suggestion(self.article)
        a_source(self.editor, title=CANARY, article=self.article)
        run_job(self.article.jobs.get().pk)
        return self.article.pairs.get()

    def published(self) -> Any:
        """A claim that went out with an article of its own."""
        reviewer, chief = member(self.desk, Role.REVIEWER), member(self.desk, Role.CHIEF)
        article = an_article(self.editor, title=CANARY, text=f"{BULLETIN}{uuid.uuid4().hex}")
        return a_published_claim(
            self.editor, reviewer, chief, article, quote="到位资金117.77亿元", note=CANARY
        )

    def body(self, wanted: Any) -> Any:
        if wanted == "report":
            claim = self.published()
            return {"article": str(claim.article_id), "claim": str(claim.pk), "problem": CANARY}
        if wanted == "claim":
            return {"start": 0, "end": 5, "quote": self.article.text[:5], "types": ["date"]}
        if wanted == "note":
            claim = a_claim(self.editor, self.article, types=["event"])
            return {"item": f"claims_b:{claim.pk}", "note": "可不核"}
        if wanted == "material":
            return {"source": str(a_source(self.editor, title=CANARY).pk)}
        if wanted == "suggestions":
            return {"ids": [str(a_suggestion(self.article).pk)]}
        if wanted == "review":
            claim = a_submitted_claim(self.editor, self.article)
            return {"approve": [[str(claim.pk), claim.version]]}
        if wanted == "evidence":
            source = a_source(self.editor, title=CANARY)
            return {"source": str(source.pk), "stance": "supports", "tier": "primary", "start": 0, "end": 4,
                    "quote": BULLETIN[:4]}  # fmt: skip
        return wanted


def _filled_in(path: str, values: dict[str, Any]) -> str:
    for name, value in values.items():
        path = path.replace(f"{{{name}}}", str(value))
    return path


def answer_to(role: str, operation: str) -> str:
    """The letter of the table for one call, after checking what a refused call must not do."""
    spec = TABLE["ops"][operation]
    method, path = operation.split()
    home = Desk()
    thing = home.thing(spec.get("id"), spec.get("state"))
    body = home.body(spec.get("body"))
    caller = home.caller(role)
    etag = f'"{thing.pk}-{thing.version}"' if spec.get("etag") else None
    rows = AuditEntry.objects.count()
    values = {"id": thing.pk, "user": home.editor.user.pk, "number": spec.get("number", "")}
    address = _filled_in(path, values) + spec.get("query", "")

    if "form" in spec:
        answer = caller.upload(address, "正文".encode(), fields=spec["form"])
    else:
        answer = caller.send(method, address, {} if body is None and method == "POST" else body, etag=etag)

    if role in TABLE["no_canary_for"]:
        shown = b"".join(answer) if answer.streaming else answer.content
        assert CANARY not in shown.decode()
    if answer.status_code >= 300:
        assert AuditEntry.objects.count() == rows
    return "a" if answer.status_code < 300 else WORDS.get(answer.status_code, str(answer.status_code))


def operations() -> set[str]:
    paths = SchemaGenerator().get_schema(public=True)["paths"]
    return {f"{method.upper()} {path}" for path, methods in paths.items() for method in methods}


def test_the_table_lists_exactly_the_operations_of_the_schema() -> None:
    assert operations() == set(TABLE["ops"])


@pytest.mark.parametrize("operation", sorted(TABLE["ops"]))
def test_each_role_gets_what_the_table_says(operation: str) -> None:
    answers = {role: answer_to(role, operation) for role in TABLE["roles"]}

    assert answers == dict(zip(TABLE["roles"], TABLE["ops"][operation]["exp"].split(), strict=True))


def test_a_reporter_uploads_reads_and_does_nothing_else() -> None:
    home = Desk()
    machine = machine_of(member(home.desk, Role.REPORTER))
    claim = a_claim(home.editor, home.article)
    etag = f'"{claim.pk}-1"'

    allowed = [
        machine.post("articles/", {"title": "x", "text": "记者来稿"}).status_code,
        machine.post("sources/", {"title": "x", "source_type": "other", "text": "采访记录"}).status_code,
        machine.get(f"claims/{claim.pk}/").status_code,
        machine.get(f"claims/{claim.pk}/history/").status_code,
    ]
    refused = [
        machine.patch(f"claims/{claim.pk}/", {"note": "x"}, etag=etag).status_code,
        machine.delete(f"claims/{claim.pk}/", etag=etag).status_code,
        machine.post(f"claims/{claim.pk}/transitions/", {"to": "in_progress"}, etag=etag).status_code,
        machine.post(f"articles/{home.article.pk}/claims/", home.body("claim")).status_code,
        machine.post(f"articles/{home.article.pk}/publications/", {}).status_code,
        machine.get("facts/").status_code,
    ]

    assert allowed == [201, 201, 200, 200]
    assert refused == [403] * 6
    assert Claim.objects.get().version == 1
