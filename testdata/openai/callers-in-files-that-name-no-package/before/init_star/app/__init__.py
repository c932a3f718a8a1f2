from .llm import *
