"""A cited answer to be taken along: as Markdown, JSON, references in four styles, and a picture."""
