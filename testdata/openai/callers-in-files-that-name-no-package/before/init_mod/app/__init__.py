from . import llm
