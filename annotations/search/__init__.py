"""Passages and their index: the database makes candidates, one scorer in Python ranks them."""
