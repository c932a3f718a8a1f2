import argparse
import os

import openai


def configure(base, version):
    openai.api_type = "azure"
    openai.azure_endpoint = base
    openai.api_version = version
    openai.api_key = os.environ["OPENAI_API_KEY"]


def complete(prompt):
    return openai.completions.create(model="m", prompt=prompt).choices[0].text


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--base")
    parser.add_argument("--version")
    arguments = parser.parse_args()
    configure(arguments.base, arguments.version)
    print(complete("hello"))


if __name__ == "__main__":
    main()
