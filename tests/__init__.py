"""The tests; a helper that asserts says what it saw, as a test does."""

import pytest

pytest.register_assert_rewrite("tests.journeys.newsroom")
