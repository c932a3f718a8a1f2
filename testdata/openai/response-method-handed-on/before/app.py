import openai


def worst(text):
    result = openai.Moderation.create(input=text)["results"][0]
    scores = result["category_scores"]
    return max(scores, key=scores.get), scores["self-harm"]


def reader(text):
    read = openai.ChatCompletion.create(model="gpt-4", messages=[{"role": "user", "content": text}]).get
    return [read(name) for name in ("model", "object")]
