# /// script
# dependencies = ["requests<3", "rich"]
# [tool.uv.sources]
# rich = { git = "https://example.org/rich", tag = "v13.7.0" }
# ///
import requests
