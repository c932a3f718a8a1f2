import os

os.environ["OPENAI_API_BASE"] = "http://localhost:8000/v1"
