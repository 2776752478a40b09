"""The only door to the network (docs/security-model.md). Plain Python: settings come as ``Rules``."""

from annotations.gateways import addresses, web
from annotations.gateways.addresses import checked
from annotations.gateways.failures import Failure, Refused, Unreachable
from annotations.gateways.line import Rules
from annotations.gateways.web import Fetched, fetch

SENTENCES = (*addresses.SENTENCES, *web.SENTENCES)
"""Every sentence that a failure may carry, to be said again in the reader's language."""

__all__ = ["SENTENCES", "Failure", "Fetched", "Refused", "Rules", "Unreachable", "checked", "fetch"]
