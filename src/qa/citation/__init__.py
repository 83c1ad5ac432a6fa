"""The proof: quotes, claims, and the gate that checks both."""
