try:
    import openai
    from openai.error import (
        APIError,
        InvalidRequestError,
        RateLimitError,
    )

    HAS_OPENAI = True
except ImportError:
    HAS_OPENAI = False

ERRORS = (RateLimitError, APIError) if HAS_OPENAI else ()


def ask(**kwargs):
    return openai.ChatCompletion.create(**kwargs)


class LLM:
    def __init__(self, azure=False):
        openai.api_key = "k"
        if azure:
            openai.api_type = "azure"
            openai.api_base = "https://here"
            openai.api_version = "2023-05-15"
        self.azure = azure
        self.kind = openai.ChatCompletion

    @property
    def params(self):
        params = {"temperature": 0, "request_timeout": 30}
        params["engine" if self.azure else "model"] = "four"
        return params

    def __call__(self, messages):
        try:
            answer = ask(messages=messages, **self.params)
        except InvalidRequestError as error:
            return error._message
        except ERRORS as error:
            return error.http_status
        return answer["choices"][0]["message"]["content"], answer["usage"]["total_tokens"]

    def stream(self, messages):
        return [
            event["choices"][0]["delta"].get("content") or ""
            for event in self.kind.create(messages=messages, stream=True, **self.params)
            if event["choices"]
        ]

    def best(self, prompt):
        answer = openai.Completion.create(prompt=prompt, n=1, **self.params)
        return max([choice["text"] for choice in answer["choices"]], key=len)

    def embed(self, texts):
        answer = openai.Embedding.create(input=texts, engine="ada")
        return [one["embedding"] for one in answer["data"]]
