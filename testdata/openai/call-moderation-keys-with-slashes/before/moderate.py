import openai


def worst(text):
    result = openai.Moderation.create(input=text)["results"][0]
    scores = result["category_scores"]
    return max(scores["hate/threatening"], scores["self-harm"], scores["violence"])
