"""The report of `plan` in a real browser."""
