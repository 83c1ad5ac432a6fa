"""The one store: what was answered, decided, set and said of answers, in SQLite or PostgreSQL."""
