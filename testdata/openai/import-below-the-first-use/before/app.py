import openai

def answer(prompt):
    return openai.Completion.create(model="m", prompt=prompt)

json_text = str(answer("b"))
import json
print(json.dumps({}))
