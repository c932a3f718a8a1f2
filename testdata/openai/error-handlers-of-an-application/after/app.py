import openai
from framework import App

app = App()


@app.exception_handler(openai.RateLimitError)
async def slow(request, error: openai.RateLimitError):
    return {"detail": error.message}, 429


@app.exception_handler(openai.BadRequestError)
@app.exception_handler(openai.NotFoundError)
async def invalid(request, error: openai.BadRequestError):
    return {"param": error.param, "status": error.status_code}, 400


@app.exception_handler(openai.AuthenticationError)
async def refused(request, error):
    return {"status": error.status_code, "sent": error.response.headers.get("x-sent", "nothing")}, 401


async def failed(request, error: openai.OpenAIError):
    return {}, getattr(error, "status_code", None) or 500


app.add_exception_handler(openai.OpenAIError, failed)


async def complete(prompt):
    return (await openai.AsyncOpenAI().completions.create(model="davinci-002", prompt=prompt)).choices[0].text
