from openai import APITimeoutError as Slow
from openai.error import InvalidAPIType
