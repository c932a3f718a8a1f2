import openai


def vectors(texts):
    answer = openai.Embedding.create(model="text-embedding-ada-002", input=texts)
    return [
        item["embedding"] for item in sorted(answer["data"], key=lambda item: item["index"])
    ]


def last(texts):
    answer = openai.Embedding.create(model="text-embedding-ada-002", input=texts)
    return max(answer["data"], key=position)["embedding"]


def position(item):
    return item["index"]


def in_place(texts):
    data = openai.Embedding.create(model="text-embedding-ada-002", input=texts)["data"]
    data.sort(key=lambda item: item["index"])
    return data[0]["embedding"]


def finished(prompt):
    answer = openai.Completion.create(model="babbage-002", prompt=prompt, n=3)
    whole = filter(lambda choice: choice["finish_reason"] == "stop", answer["choices"])
    return [choice["text"] for choice in whole]
