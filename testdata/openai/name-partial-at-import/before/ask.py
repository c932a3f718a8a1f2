from functools import partial

import openai

ask = partial(openai.ChatCompletion.create, model="gpt-4")
