import openai


class LLM:
    def complete(self, prompt):
        return openai.chat.completions.create(model="gpt-4", messages=[{"role": "user", "content": prompt}])
