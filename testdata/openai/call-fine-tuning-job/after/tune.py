import time

import openai


def tune(training_file):
    job = openai.fine_tuning.jobs.create(training_file=training_file, model="gpt-3.5-turbo")
    while True:
        job = openai.fine_tuning.jobs.retrieve(fine_tuning_job_id=job.id)
        if job.status in ("succeeded", "failed", "cancelled"):
            return job.fine_tuned_model
        time.sleep(30)
