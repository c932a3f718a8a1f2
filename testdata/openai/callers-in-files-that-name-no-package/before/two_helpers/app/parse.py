def parse(resp):
    return resp["choices"][0]["message"]["content"]


def tokens(resp):
    return resp.usage.total_tokens
