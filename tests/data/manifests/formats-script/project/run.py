#!/usr/bin/env -S uv run
# /// script
# requires-python = ">=3.11"
# dependencies = [
#   "httpx",
#   "rich>=13 ; python_version > '3'",
#   "bad=1",
# ]
#
# [tool.uv]
# exclude-newer = "2024-01-01"
# ///
import httpx
