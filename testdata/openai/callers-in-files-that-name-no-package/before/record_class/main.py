import openai
from models import Record
print(Record(openai.ChatCompletion.create(model="m", messages=[{"role": "user", "content": "q"}])).as_dict())
