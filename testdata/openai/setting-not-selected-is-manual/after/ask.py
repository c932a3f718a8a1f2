import openai

from settings import use

CREATE = openai.Embedding.create


def ask(question, url):
    use(url)
    answer = openai.Completion.create(model="m", prompt=question)
    return answer["choices"][0]["text"].strip()


def embed(text):
    try:
        return CREATE(model="m", input=text)["data"][0]["embedding"]
    except openai.RateLimitError:
        return None
