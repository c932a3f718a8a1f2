import openai


def ask(history, *, stop):
    answer = openai.chat.completions.create(
        model="gpt-35-turbo",   # the cheap one
        messages = history,
        # Stops early: nobody reads the rest.
        stop=stop,
        timeout = 15,
    )
    return answer.choices [0].message.content
