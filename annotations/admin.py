"""Administration of people and desks. Content is read here, never written: writing is the services' work."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.http import HttpRequest

from annotations.models import ApiKey, Article, AuditEntry, Claim, Desk, Job, Membership, User, VerifiedFact


class ReadOnly(admin.ModelAdmin):
    """A list to look at."""

    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class MembershipInline(admin.TabularInline):
    model = Membership
    fk_name = "desk"
    extra = 0


@admin.register(User)
class PeopleAdmin(UserAdmin):
    fieldsets = (
        (None, {"fields": ("username", "password", "name", "email")}),
        ("权限", {"fields": ("is_active", "is_staff", "is_superuser")}),
    )
    list_display = ("username", "name", "is_active", "last_login")
    search_fields = ("username", "name")
    filter_horizontal = ()


@admin.register(Desk)
class DeskAdmin(admin.ModelAdmin):
    list_display = ("name", "review_levels")
    inlines = [MembershipInline]


@admin.register(ApiKey)
class KeyAdmin(ReadOnly):
    list_display = ("prefix", "name", "user", "desk", "scopes", "expires_at", "last_used_at")


@admin.register(Article)
class ArticleAdmin(ReadOnly):
    list_display = ("title", "desk", "status", "created_at")


@admin.register(Claim)
class ClaimAdmin(ReadOnly):
    list_display = ("quote", "article", "status", "verdict", "version")


@admin.register(VerifiedFact)
class FactAdmin(ReadOnly):
    list_display = ("statement", "verdict", "approved_by", "approved_at")


@admin.register(Job)
class JobAdmin(ReadOnly):
    list_display = ("kind", "article", "state", "done", "total", "attempts", "created_at")


@admin.register(AuditEntry)
class AuditAdmin(ReadOnly):
    list_display = ("seq", "at", "actor", "object_type", "action", "source_state", "target_state")
