import openai


def fix_spelling(text):
    edit = openai.Edit.create(model="text-davinci-edit-001", input=text, instruction="Fix the spelling")
    return edit["choices"][0]["text"]


def engines():
    return [engine["id"] for engine in openai.Engine.list()["data"]]


def deployments():
    return openai.Deployment.list()


def tune(training_file):
    return openai.FineTune.create(training_file=training_file, model="davinci")["id"]
