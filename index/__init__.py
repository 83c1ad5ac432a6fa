"""Search: documents → passages → vectors and terms."""

from index.threads import wait_passively

wait_passively()  # before numpy is imported
