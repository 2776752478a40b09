"""Acts, and the roles that may do them (docs/architecture.md, Roles)."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from annotations.vocabulary import Role

EDITORS = frozenset({Role.EDITOR, Role.REVIEWER, Role.CHIEF})
REVIEWERS = frozenset({Role.REVIEWER, Role.CHIEF})
CHIEFS = frozenset({Role.CHIEF})
EVERYONE = frozenset(Role)

MAY: Mapping[str, frozenset[Role]] = {
    "read": EVERYONE,
    "upload": EDITORS | {Role.REPORTER},
    "add_source": EDITORS | {Role.REPORTER},
    "comment": EDITORS | {Role.REPORTER},
    "annotate": EDITORS,
    "confirm_basis": EDITORS,
    "confirm_basis_reviewed": REVIEWERS,
    "review": REVIEWERS,
    "publish": CHIEFS,
    "read_facts": EDITORS | {Role.ADMIN},
    "administer": frozenset({Role.ADMIN}),
    "answer": EDITORS | {Role.REPORTER},
    "report_error": EVERYONE,
    "assess": REVIEWERS,
    "decide_correction": CHIEFS,
    "set_check_level": CHIEFS,
    "keep_wording": CHIEFS,
    "grant": CHIEFS,
    "inspect": EDITORS,
    "recheck": EDITORS,
    "read_reports": EDITORS | {Role.ADMIN},
    "read_log": EDITORS | {Role.ADMIN},
}


def may(act: str, roles: Collection[Role]) -> bool:
    """Whether any of ``roles`` may do ``act``."""
    return not MAY[act].isdisjoint(roles)
