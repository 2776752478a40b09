"""The people of one desk, and a person of another: those of the services' tests."""

from tests.services.conftest import colleague, desk, editor, reviewer, stranger

__all__ = ["colleague", "desk", "editor", "reviewer", "stranger"]
