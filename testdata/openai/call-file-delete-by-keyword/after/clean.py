import openai


def clean(file_ids):
    for file_id in file_ids:
        openai.files.delete(file_id=file_id)
