import openai

complete = openai.Completion.create
Chat = openai.ChatCompletion
Slow = openai.error.Timeout
