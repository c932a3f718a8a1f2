import json

import openai

def answer(prompt):
    return openai.completions.create(model="m", prompt=prompt)

json_text = json.dumps(answer("b").model_dump(exclude_unset=True), indent=2)
import json
print(json.dumps({}))
