import openai


class Usage:
    def __init__(self, key):
        self.key = key

    def today(self):
        try:
            requestor = openai.api_requestor.APIRequestor(self.key)
            answer = requestor.request("GET", "/models?of=me")
            return answer[0].data["data"]
        except openai.error.OpenAIError:
            return None


def ask(body):
    answer, is_stream, key = openai.api_requestor.APIRequestor().request("post", "/completions", body, headers={"x-team": "one"})
    return answer.data["choices"][0]["text"], is_stream, key
