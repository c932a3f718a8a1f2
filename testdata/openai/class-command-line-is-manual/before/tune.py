"""Tunes a model.

    openai api fine_tunes.create -t train.jsonl
"""

import subprocess

import openai


def tune(path):
    """Runs `openai api fine_tunes.create`."""
    openai.File.create(file=open(path, "rb"), purpose="fine-tune")
    subprocess.run(["openai", "api", "fine_tunes.create", "-t", path], check=True)
    subprocess.run("openai api fine_tunes.list", shell=True, check=True)
    subprocess.run(f"openai api fine_tunes.follow -i {path}", shell=True, check=True)
    command = ("openai", "api", "models.get", "-i", "gpt-4")
    subprocess.run(command, check=True)
    # These are there in both versions, or are other programs.
    subprocess.run(["openai", "api", "models.list"], check=True)
    subprocess.run("openai tools fine_tunes.prepare_data -f train.jsonl", shell=True, check=True)
    print("see `openai api fine_tunes.create`")
    subprocess.run(["other", "api", "fine_tunes.create"], check=True)
