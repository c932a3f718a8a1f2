import os
import sys

import openai


class Session:
    def __init__(self, system, model="gpt-3.5-turbo"):
        self.model = model
        self.messages = [{"role": "system", "content": system}]

    def send(self, text, stream=False):
        self.messages.append({"role": "user", "content": text})
        try:
            response = openai.chat.completions.create(model=self.model, messages=self.messages, stream=stream)
            answer = self.shown(response) if stream else response.choices[0].message.content
        except openai.AuthenticationError:
            sys.exit("Set OPENAI_API_KEY.")
        except openai.RateLimitError as e:
            print("Too many requests:", e)
            answer = None
        except openai.OpenAIError as e:
            print(f"OpenAI failed: {e}")
            answer = None
        if answer is None:
            self.messages.pop()
        else:
            self.messages.append({"role": "assistant", "content": answer})
        return answer

    def shown(self, response):
        parts = []
        for event in response:
            part = event.choices[0].delta.content or ""
            print(part, end="", flush=True)
            parts.append(part)
        print()
        return "".join(parts)


def main():
    openai.api_key = os.environ.get("OPENAI_API_KEY")
    session = Session("Be brief.")
    print(session.send("hello"))
    session.send("go on", stream=True)
    return len(session.messages)
