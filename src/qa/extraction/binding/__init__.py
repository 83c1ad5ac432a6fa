"""Which quantity is whose: mentions bound to each other."""
