import openai
from framework import App

app = App()


@app.exception_handler(openai.error.RateLimitError)
async def slow(request, error: openai.error.RateLimitError):
    return {"detail": error.user_message}, 429


@app.exception_handler(openai.error.InvalidRequestError)
async def invalid(request, error: openai.error.InvalidRequestError):
    return {"param": error.param, "status": error.http_status}, 400


@app.exception_handler(openai.error.AuthenticationError)
async def refused(request, error):
    return {"status": error.http_status, "sent": error.headers.get("x-sent", "nothing")}, 401


async def failed(request, error: openai.error.OpenAIError):
    return {}, error.http_status or 500


app.add_exception_handler(openai.error.OpenAIError, failed)


async def complete(prompt):
    return (await openai.Completion.acreate(model="davinci-002", prompt=prompt)).choices[0].text
