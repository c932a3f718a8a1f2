import openai

print(openai.completions.create(model="davinci-002", prompt="Why?").choices[0].text)
