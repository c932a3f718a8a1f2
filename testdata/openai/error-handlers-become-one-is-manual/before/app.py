import openai
from framework import App

app = App()


@app.exception_handler(openai.error.APIError)
async def failed(request, error):
    return {}, 502


@app.exception_handler(openai.error.ServiceUnavailableError)
async def busy(request, error):
    return {}, 503
