"""Documents and articles of any format, as blocks and tables."""
