"""Models of our own: the examples that go up, the jobs, the models that come back."""

import io
import json
import time
from typing import Iterable, List

import openai

DONE = ("succeeded", "failed", "cancelled")


def examples(conversations: Iterable[List[dict]]) -> str:
    lines = [json.dumps({"messages": messages}, ensure_ascii=False) for messages in conversations if messages]
    return "".join(line + "\n" for line in lines)


def upload(text: str) -> str:
    """Sends examples and gives the id of the file."""
    file = io.BytesIO(text.encode())
    uploaded = openai.File.create(file=file, purpose="fine-tune")
    return uploaded["id"]


def start(file_id: str, model: str = "gpt-3.5-turbo") -> str:
    job = openai.FineTuningJob.create(training_file=file_id, model=model)
    return job["id"]


def wait_for(job_id: str, seconds: float = 30, sleep=time.sleep) -> str:
    """The name of the model that a job made."""
    while True:
        job = openai.FineTuningJob.retrieve(job_id)
        if job["status"] in DONE:
            break
        sleep(seconds)
    if job["status"] != "succeeded":
        raise RuntimeError(f"{job['id']} {job['status']}")
    return job["fine_tuned_model"]


def events(job_id: str) -> List[str]:
    return [event["message"] for event in openai.FineTuningJob.list_events(id=job_id, limit=20)["data"]]


def clean_up(keep: Iterable[str] = ()) -> int:
    """Deletes files that no job needs any more."""
    gone = 0
    for file in openai.File.list()["data"]:
        if file["id"] not in keep and file["purpose"] == "fine-tune":
            openai.File.delete(file["id"])
            gone += 1
    return gone
