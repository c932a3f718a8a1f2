import os

import openai

openai.base_url = os.environ["OPENAI_API_BASE"].rstrip("/") + "/"
