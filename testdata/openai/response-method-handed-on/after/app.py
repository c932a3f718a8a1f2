import openai


def worst(text):
    result = openai.moderations.create(input=text).model_dump(exclude_unset=True, by_alias=True)["results"][0]
    scores = result["category_scores"]
    return max(scores, key=scores.get), scores["self-harm"]


def reader(text):
    read = openai.chat.completions.create(model="gpt-4", messages=[{"role": "user", "content": text}]).model_dump(exclude_unset=True).get
    return [read(name) for name in ("model", "object")]
