import openai


def clean(file_ids):
    for file_id in file_ids:
        openai.File.delete(sid=file_id)
