"""A class below one of the package's, which is tried together with an exception."""

import sys

try:
    import openai
    from openai import RateLimitError

    ERROR = None
except ImportError:
    ERROR = ImportError("please install openai")
    openai_Completion = object


class Completion:
    def run(self, prompt):
        if ERROR:
            raise ERROR
        try:
            answer = openai.completions.create(model="gpt-3.5-turbo-instruct", prompt=prompt)
        except RateLimitError:
            return None
        return answer.choices[0].text


if __name__ == "__main__":
    print(Completion().run(sys.argv[1] if len(sys.argv) > 1 else "Say hello"))
