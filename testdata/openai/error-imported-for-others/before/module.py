import openai.error
