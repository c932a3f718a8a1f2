import openai


def worst(text):
    result = openai.moderations.create(input=text).results[0]
    scores = result.category_scores
    return max(scores.hate_threatening, scores.self_harm, scores.violence)
