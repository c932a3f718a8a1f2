import openai
import openai.util


def stream(body):
    return openai.api_requestor.APIRequestor().request("post", "/completions", body, stream=True)


class Model:
    def __init__(self):
        self.util = openai.util

    def plain(self, kind, value):
        self.util.ApiType.from_str(kind)
        return self.util.convert_to_dict(value)
