"""The product's settings for jobs that are killed: fetches from the test's server, reads no file at once."""

from tests.journeys.fetching_settings import *  # noqa: F403

READ_SECONDS = 0.0
