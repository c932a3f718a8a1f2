import openai
from b import text_of

resp = openai.chat.completions.create(model="gpt-4", messages=[{"role": "user", "content": "q"}])
print(text_of(resp))
