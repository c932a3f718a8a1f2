import os

import openai

if "OPENAI_API_BASE" not in os.environ:
    os.environ["OPENAI_API_BASE"] = "http://localhost:8000/v1"
