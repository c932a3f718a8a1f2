import openai

complete = lambda *args, **kwargs: openai.completions.create(*args, **kwargs)
Chat = openai.chat
Slow = openai.APITimeoutError
