import openai
if hasattr(openai, "OpenAI"):
    client = openai.OpenAI()
else:
    client = None
