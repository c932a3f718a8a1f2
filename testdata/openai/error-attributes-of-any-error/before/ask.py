import openai


def ask(messages):
    try:
        return openai.ChatCompletion.create(model="gpt-4", messages=messages)["choices"][0]["message"]["content"]
    except (openai.error.RateLimitError, openai.error.Timeout) as e:
        return e.headers.get("content-type", "no answer"), e.http_body
    except openai.error.OpenAIError as e:
        print(e.json_body, e.headers.get("content-type"))
        return {"status": e.http_status, "body": e.json_body, "length": len(e.http_body or "")}
