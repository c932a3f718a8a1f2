import time

import openai


def tune(training_file):
    job = openai.FineTuningJob.create(training_file=training_file, model="gpt-3.5-turbo")
    while True:
        job = openai.FineTuningJob.retrieve(id=job["id"])
        if job["status"] in ("succeeded", "failed", "cancelled"):
            return job["fine_tuned_model"]
        time.sleep(30)
