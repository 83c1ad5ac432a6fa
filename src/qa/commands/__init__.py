"""The commands of `qa`, one module a group. Each opens what it needs and prints what it found."""
