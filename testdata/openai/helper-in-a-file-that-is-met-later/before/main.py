import openai
from utils import get_text


def ask(q):
    resp = openai.ChatCompletion.create(model="gpt-4", messages=[{"role": "user", "content": q}])
    return get_text(resp)


if __name__ == "__main__":
    resp = openai.ChatCompletion.create(model="gpt-4", messages=[{"role": "user", "content": "b"}])
    print(ask("a"), get_text(resp))
