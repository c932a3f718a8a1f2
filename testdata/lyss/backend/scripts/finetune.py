"""Sends liked conversations up and waits for the model: `python scripts/finetune.py < conversations.jsonl`."""

import json
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

import openai  # noqa: E402

from services import finetuning  # noqa: E402

openai.api_key = os.environ.get("OPENAI_API_KEY")
openai.api_base = os.environ.get("OPENAI_API_BASE", "https://api.openai.com/v1")


def main(lines) -> str:
    conversations = [json.loads(line)["messages"] for line in lines if line.strip()]
    try:
        job = finetuning.start(finetuning.upload(finetuning.examples(conversations)))
    except openai.error.PermissionError as error:
        raise SystemExit(f"this key may not do that: {error}")
    print("job", job, file=sys.stderr)
    return finetuning.wait_for(job)


if __name__ == "__main__":
    print(main(sys.stdin))
