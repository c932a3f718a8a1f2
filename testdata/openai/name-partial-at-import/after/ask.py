from functools import partial

import openai

ask = partial(lambda *args, **kwargs: openai.chat.completions.create(*args, **kwargs), model="gpt-4")
