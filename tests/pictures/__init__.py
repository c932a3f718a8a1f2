"""Pictures of what exuvia shows, made from what it shows."""
