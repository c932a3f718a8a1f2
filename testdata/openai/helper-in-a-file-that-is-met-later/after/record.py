import openai
from records import Note
from tools import *

note = Note(openai.chat.completions.create(model="gpt-4", messages=[]))
print(note.text(), length(openai.completions.create(model="gpt-3.5-turbo-instruct", prompt="a")))
