import openai
from celery import shared_task
from flask import Blueprint, Flask
from retry import retry

app = Flask(__name__)
pages = Blueprint("pages", __name__)


@shared_task(
    bind=True,
    autoretry_for=(openai.RateLimitError, openai.BadRequestError, openai.NotFoundError),
    retry_backoff=True,
)
def summarize(self, text):
    return ask(text)


@retry((openai.BadRequestError, openai.NotFoundError), tries=2)
def ask(text):
    return openai.completions.create(model="davinci-002", prompt=text).choices[0].text


@app.errorhandler(openai.BadRequestError)
@app.errorhandler(openai.NotFoundError)
def refused(error):
    return str(error), 400


@pages.app_errorhandler(openai.APITimeoutError)
def late(error):
    return "", 504


def register(handler):
    app.register_error_handler(openai.BadRequestError, handler)
    app.register_error_handler(openai.NotFoundError, handler)
