import litellm
from services import llm
from services.litellm import about


def both(prompt):
    litellm.completion(model="gpt-4", messages=[])
    return about(), llm.ask(prompt).usage.total_tokens
