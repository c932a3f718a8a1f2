import openai


class LLM:
    def complete(self, prompt):
        return openai.ChatCompletion.create(model="gpt-4", messages=[{"role": "user", "content": prompt}])
