import openai
from models import Record
print(Record(openai.chat.completions.create(model="m", messages=[{"role": "user", "content": "q"}])).as_dict())
