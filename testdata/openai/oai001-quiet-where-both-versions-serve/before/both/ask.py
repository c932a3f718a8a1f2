import openai

if hasattr(openai, "OpenAI"):
    ask = openai.OpenAI().chat.completions.create
else:
    ask = None
