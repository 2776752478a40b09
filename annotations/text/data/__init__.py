"""Names and words that names are told by: files a sub-editor can correct."""
