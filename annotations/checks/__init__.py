"""Number checks inside one article: each explained with its arithmetic."""
