"""What the machine looks for. A new detector is one file and one line here."""

from annotations.detectors import (
    comparison,
    dating,
    event,
    first,
    honour,
    money,
    ordinal,
    organisation,
    person,
    policy,
    quantity,
    share,
    speaking,
    superlative,
)

DETECTORS = (
    comparison.detect,
    share.detect,
    money.detect,
    quantity.detect,
    superlative.detect,
    first.detect,
    honour.detect,
    policy.detect,
    speaking.detect,
    ordinal.detect,
    event.detect,
    person.detect,
    organisation.detect,
    dating.detect,
)
