import openai


def ask(request, deployment):
    settings = request.settings
    if deployment:
        settings["deployment_id"] = deployment
    return openai.Completion.create(prompt=request.prompt, **settings)["choices"][0]["text"]
