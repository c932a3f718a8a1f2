import openai


def ask(messages):
    try:
        return openai.ChatCompletion.create(model="gpt-4", messages=messages).choices[0].message.content
    except openai.error.AuthenticationError as e:
        return f'status {e.http_status}'
    except openai.error.OpenAIError as e:
        return f"status {e.http_status}"
