import openai


def results(file_id):
    content = openai.File.download(file_id)
    return content.decode("utf-8").splitlines()
