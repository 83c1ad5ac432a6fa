"""What is found in documents against all the figures that a person says they state."""
