import os

import openai

os.environ["OPENAI_API_TYPE"] = "azure_ad"
