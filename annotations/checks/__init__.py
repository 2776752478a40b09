"""Number checks inside one article: what its own figures and dates say about each other."""
