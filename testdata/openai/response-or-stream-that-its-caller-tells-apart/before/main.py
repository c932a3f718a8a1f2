from talk import Talk


def shown(messages, streams):
    talk = Talk("gpt-4", streams)
    response = talk.ask(messages)
    if streams:
        text = ""
        for chunk in response:
            text += chunk.choices[0].get("delta", {}).get("content", "")
        return text
    return response["choices"][0].message.content
