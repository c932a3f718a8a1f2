import openai


def results(file_id):
    content = openai.files.content(file_id).read()
    return content.decode("utf-8").splitlines()
