"""What real tools write, read as evidence of a plan."""
