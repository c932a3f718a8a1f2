import openai

print(openai.Completion.create(model="davinci-002", prompt="Why?").choices[0].text)
