"""Which engine made a suggestion. Raise it with every change in what is found or how it is weighed."""

ENGINE_VERSION = "2"
