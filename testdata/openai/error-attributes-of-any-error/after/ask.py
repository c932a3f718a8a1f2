import openai


def ask(messages):
    try:
        return openai.chat.completions.create(model="gpt-4", messages=messages).choices[0].message.content
    except (openai.RateLimitError, openai.APITimeoutError) as e:
        return (e.response.headers if isinstance(e, openai.APIStatusError) else {}).get("content-type", "no answer"), e.response.text if isinstance(e, openai.APIStatusError) else None
    except openai.OpenAIError as e:
        print(e.response.json() if isinstance(e, openai.APIStatusError) else None, (e.response.headers if isinstance(e, openai.APIStatusError) else {}).get("content-type"))
        return {"status": getattr(e, "status_code", None), "body": e.response.json() if isinstance(e, openai.APIStatusError) else None, "length": len((e.response.text if isinstance(e, openai.APIStatusError) else None) or "")}
