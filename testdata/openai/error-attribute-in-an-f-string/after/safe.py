import openai


def ask(messages):
    try:
        return openai.chat.completions.create(model="gpt-4", messages=messages).choices[0].message.content
    except openai.AuthenticationError as e:
        return f'status {e.status_code}'
    except openai.OpenAIError as e:
        return f"status {getattr(e, 'status_code', None)}"
