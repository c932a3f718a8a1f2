import openai
from records import Note
from tools import *

note = Note(openai.ChatCompletion.create(model="gpt-4", messages=[]))
print(note.text(), length(openai.Completion.create(model="gpt-3.5-turbo-instruct", prompt="a")))
