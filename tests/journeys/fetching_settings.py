"""The product's settings for a journey that fetches from a server of its own on the loop-back.

Nothing else opens an inside address: no variable of the product does (tests/test_environment.py).
"""

import ipaddress
import os

from annotations.gateways import Rules
from workbench.settings import *  # noqa: F403

FETCH = Rules(
    ports=frozenset({int(os.environ["FETCH_TEST_PORT"])}),
    open_to=frozenset({ipaddress.ip_address("127.0.0.1")}),
)
