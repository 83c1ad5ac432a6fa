"""What people decide about extracted figures, and its exchange with files."""
