import os

import openai

openai.api_base = os.environ["OPENAI_API_BASE"]
