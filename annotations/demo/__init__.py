"""Copy of our own making for the demo: an invented city, two planted number errors."""
