from openai import APITimeoutError as Slow
