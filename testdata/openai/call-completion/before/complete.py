import openai


def complete(prompt, stop=None):
    completion = openai.Completion.create(model="text-davinci-003", prompt=prompt, stop=stop, max_tokens=256)
    return completion.choices[0].text
