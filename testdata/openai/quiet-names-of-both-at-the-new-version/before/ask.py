import openai


def ask(prompt):
    if not openai.api_key:
        raise RuntimeError("no key")
    try:
        return openai.chat.completions.create(model="gpt-4", messages=[{"role": "user", "content": prompt}])
    except openai.APIError:
        return None
