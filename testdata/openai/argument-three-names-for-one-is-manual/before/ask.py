import openai


def three(messages, engine):
    return openai.ChatCompletion.create(engine=engine, deployment_id="chat", model="gpt-4", messages=messages)["id"]


def computed(messages, choose):
    return openai.ChatCompletion.create(engine="chat" if messages else None, model=choose(), messages=messages)["id"]
