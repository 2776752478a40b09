"""Django's admin, for superusers: everything is looked at here and nothing is written, but what has no page.

Content is the services' work. People, roles, desks and keys have pages of their own (管理), where each
change is logged; here are left an account's names and the marks of a superuser.
"""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import HttpRequest

from annotations import models as tables
from annotations.models import Actor
from annotations.services.export import protected_sources, without_protected
from annotations.services.redaction import hidden_in, hidden_titles, redacted, without_titles


class ReadOnly(admin.ModelAdmin):
    """A list to look at: of what hides rows from some people (protected sources) only what they may see."""

    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request)
        # Whoever gets in here has logged in as a member of the staff.
        seen = getattr(rows, "visible_to", None)
        return seen(Actor(request.user)) if seen else rows  # type: ignore[arg-type]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(tables.User)
class PeopleAdmin(ReadOnly):
    """Names and marks of an account. No password can be set here: a superuser could act as another."""

    fields = ("username", "name", "email", "is_active", "is_staff", "is_superuser")
    list_display = ("username", "name", "is_active", "is_staff", "is_superuser", "last_login")
    search_fields = ("username", "name")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        # Of a desk's people the account ends on the desk's page: there keys, work and log go with it.
        return ("is_active",) if obj is not None and obj.memberships.exists() else ()

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_active and request.user.is_superuser


class LogAdmin(ReadOnly):
    """The log as its own page tells it."""

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        row = super().get_object(request, object_id, from_field)
        if row is not None:
            viewer = Actor(request.user)  # type: ignore[arg-type]  # a member of the staff, as above
            row.diff = redacted(row, hidden_in([row], viewer))
            row.reason = without_titles(row.reason, hidden_titles([row], viewer))
        return row


class FactAdmin(ReadOnly):
    """A fact less the evidence that was open when it was frozen and is protected now."""

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        row = super().get_object(request, object_id, from_field)
        if row is not None:
            row.evidence = without_protected(row.evidence, protected_sources())
        return row


LISTS: dict[Any, tuple[str, ...]] = {
    tables.Desk: ("name", "review_levels", "check_level", "version"),
    tables.Membership: ("user", "desk", "role", "valid_from", "valid_until", "granted_by"),
    tables.ApiKey: ("prefix", "name", "user", "desk", "scopes", "expires_at", "last_used_at", "revoked_at"),
    tables.Article: ("title", "desk", "status", "created_at"),
    tables.Version: ("article", "number", "sha256", "created_at"),
    tables.Suggestion: ("quote", "article", "state", "score"),
    tables.Claim: ("quote", "article", "status", "verdict", "version"),
    tables.Hand: ("claim", "person", "part", "round", "at", "voided_at"),
    tables.Source: ("title", "desk", "source_type", "confidentiality", "version"),
    tables.EvidenceLink: ("claim", "source", "stance", "tier", "version"),
    tables.VerifiedFact: ("statement", "verdict", "approved_by", "approved_at"),
    tables.FactChange: ("fact", "event", "at"),
    tables.Publication: ("article", "channel", "edition", "signed_by", "signed_at", "published_at"),
    tables.Correction: ("article", "kind", "state", "due_on"),
    tables.ErrorEntry: ("article", "error_class", "place", "stage"),
    tables.Query: ("claim", "question", "asked_by", "answered_at"),
    tables.Job: ("kind", "article", "state", "done", "total", "attempts", "created_at"),
    tables.AuditEntry: ("seq", "at", "actor", "object_type", "action", "source_state", "target_state"),
}
"""What is shown, and of each the columns of its list."""

SHOWN: dict[Any, type[ReadOnly]] = {tables.AuditEntry: LogAdmin, tables.VerifiedFact: FactAdmin}

for table, columns in LISTS.items():
    shown = SHOWN.get(table, ReadOnly)
    admin.site.register(table, type(f"{table.__name__}Admin", (shown,), {"list_display": columns}))

# Rights come from roles at desks; Django's groups would be a second, silent way to give them.
if admin.site.is_registered(Group):
    admin.site.unregister(Group)
