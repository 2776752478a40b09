"""Who works here: people, desks, what each may do at a desk, and the keys of their machines."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from functools import cached_property

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from annotations.vocabulary import CheckLevel, Role, Scope
from annotations.workflow import may


class User(AbstractUser):
    """A person. Rows elsewhere refer to the UUID, so a renamed person stays the same person."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # One display name: Chinese names have no first and last. Django takes a field away so; mypy does not.
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    name = models.CharField(_("姓名"), max_length=80, blank=True, default="")
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("人员")
        verbose_name_plural = _("人员")

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)

    @property
    def _here(self) -> list[Membership]:
        """The roles at one desk, fetched beforehand by ``members_of`` (services/members.py)."""
        return vars(self)["roles_here"]

    @property
    def standing_role(self) -> str | None:
        """The standing role at the desk whose members were asked for."""
        return next((row.role for row in self._here if row.valid_until is None), None)

    @property
    def acting_roles(self) -> list[Membership]:
        """The acting ones (代班), present and to come."""
        return [row for row in self._here if row.valid_until is not None]


class DeskQuerySet(models.QuerySet["Desk"]):
    def visible_to(self, actor: Actor) -> DeskQuerySet:
        """The one door to desks: one's own; an administrator sees all."""
        return self if actor.reads_all else self.filter(pk__in=actor.desk_ids)


class Desk(models.Model):
    """A department with its own articles, people and rules. ``version`` counts changes of its settings.

    ``check_levels`` is a list of ``{"section", "source", "level"}``, the first that fits an article holds,
    "" fits any; ``gate`` switches conditions of 签发 by name; ``issue_calendar`` is ``{"weekdays": [0..6],
    "no_issue": ["2026-10-01"]}`` (Monday is 0), empty for a paper that appears every day.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("部门"), max_length=80, unique=True)
    review_levels = models.PositiveSmallIntegerField(
        _("审次"), choices=[(2, _("两审")), (3, _("三审"))], default=2
    )
    evidence_rules = models.JSONField(_("证据要求"), default=dict, blank=True)
    check_level = models.CharField(
        _("默认核查程度"), max_length=8, choices=CheckLevel.choices, default=CheckLevel.FULL
    )
    check_levels = models.JSONField(_("按版面和来源的核查程度"), default=list, blank=True)
    gate = models.JSONField(_("签发条件"), default=dict, blank=True)
    issue_calendar = models.JSONField(_("出报日历"), default=dict, blank=True)
    version = models.PositiveIntegerField(default=1)
    members = models.ManyToManyField(
        User, through="Membership", through_fields=("desk", "user"), related_name="desks"
    )

    objects = DeskQuerySet.as_manager()

    class Meta:
        verbose_name = _("部门")
        verbose_name_plural = _("部门")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(review_levels__in=[2, 3]), name="desk_has_two_or_three_reviews"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class MembershipQuerySet(models.QuerySet["Membership"]):
    def in_force(self) -> MembershipQuerySet:
        """Standing roles, and acting ones (代班) whose time has come and not passed."""
        now = timezone.now()
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=now),
            Q(valid_until__isnull=True) | Q(valid_until__gt=now),
        )


class Membership(models.Model):
    """One role of one person at one desk; an acting role has an end and a grantor."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(_("角色"), max_length=16, choices=Role.choices)
    valid_from = models.DateTimeField(null=True, blank=True)
    valid_until = models.DateTimeField(null=True, blank=True)
    granted_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="grants"
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("部门成员")
        verbose_name_plural = _("部门成员")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "desk"],
                condition=Q(valid_until__isnull=True),
                name="membership_one_standing_role_per_desk",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(granted_by__isnull=False),
                name="membership_acting_role_has_grantor",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.desk} · {self.get_role_display()}"


class ApiKey(models.Model):
    """A machine's way in. Only the hash is stored; ``prefix`` lets a person recognise the key."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("名称"), max_length=80, blank=True, default="")
    prefix = models.CharField(_("前缀"), max_length=12, unique=True)
    digest = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="keys")
    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="keys")
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    created_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("接口密钥")
        verbose_name_plural = _("接口密钥")

    def __str__(self) -> str:
        return f"{self.prefix}… {self.name}".strip()

    @property
    def lent(self) -> bool:
        """Whether somebody else made it, who may know its secret."""
        return self.created_by_id is not None and self.created_by_id != self.user_id

    @property
    def expired(self) -> bool:
        return self.expires_at is not None and self.expires_at <= timezone.now()


def _lent(roles: set[Role]) -> set[Role]:
    """What a key carries that an administrator made for another: never a right to review or to administer.

    Else whoever makes keys could approve, or give themselves a role, in a reviewer's or a colleague's name.
    """
    return {Role.EDITOR if may("review", [role]) else role for role in roles} - {Role.ADMIN}


@dataclass(frozen=True)
class Actor:
    """A person as they act now: in the browser, or through a key that narrows desk and scopes.

    Every question "may they see this, may they do that" is put to an Actor, never to a User.
    """

    user: User
    key: ApiKey | None = None

    @cached_property
    def _roles(self) -> dict[uuid.UUID, frozenset[Role]]:
        held: dict[uuid.UUID, set[Role]] = {}
        for row in Membership.objects.in_force().filter(user=self.user):
            held.setdefault(row.desk_id, set()).add(Role(row.role))
        if self.key is not None:
            held = {desk: roles for desk, roles in held.items() if desk == self.key.desk_id}
            if self.key.lent:
                held = {desk: lent for desk, roles in held.items() if (lent := _lent(roles))}
        return {desk: frozenset(roles) for desk, roles in held.items()}

    @property
    def desk_ids(self) -> list[uuid.UUID]:
        return list(self._roles)

    def roles_at(self, desk_id: uuid.UUID) -> frozenset[Role]:
        """The roles held at a desk now; empty at a desk that is not theirs."""
        return self._roles.get(desk_id, frozenset())

    def may_somewhere(self, act: str) -> bool:
        """Whether there is a desk at which they may do ``act``."""
        return any(may(act, roles) for roles in self._roles.values())

    @property
    def reads_facts(self) -> bool:
        """Whether the archive of facts is open to them."""
        return self.reads_all or self.may_somewhere("read_facts")

    @property
    def annotates(self) -> bool:
        """Whether they check claims anywhere."""
        return self.may_somewhere("annotate")

    @property
    def grants(self) -> bool:
        """Whether there is a desk at which they arrange 代班."""
        return self.may_somewhere("grant")

    @property
    def administers(self) -> bool:
        """Whether there is a desk whose settings are theirs to change."""
        return any(Role.ADMIN in roles for roles in self._roles.values())

    @property
    def reads_all(self) -> bool:
        """Administrators read every desk and write no content anywhere; a key stays at its own desk."""
        if self.key is not None:
            return False
        return self.user.is_superuser or any(Role.ADMIN in roles for roles in self._roles.values())

    @property
    def exports_only(self) -> bool:
        """A key outside the house: it sees what is published, and nothing else."""
        return not self.has_scope(Scope.READ, Scope.WRITE, Scope.EXPORT_APPROVED) and self.has_scope(
            Scope.EXPORT
        )

    def has_scope(self, *scopes: Scope) -> bool:
        """True in the browser, or when the key carries one of ``scopes``."""
        return self.key is None or any(scope in self.key.scopes for scope in scopes)
