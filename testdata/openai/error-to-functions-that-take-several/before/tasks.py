import openai
from celery import shared_task
from flask import Blueprint, Flask
from retry import retry

app = Flask(__name__)
pages = Blueprint("pages", __name__)


@shared_task(
    bind=True,
    autoretry_for=(openai.error.RateLimitError, openai.error.InvalidRequestError),
    retry_backoff=True,
)
def summarize(self, text):
    return ask(text)


@retry(openai.error.InvalidRequestError, tries=2)
def ask(text):
    return openai.Completion.create(model="davinci-002", prompt=text)["choices"][0]["text"]


@app.errorhandler(openai.error.InvalidRequestError)
def refused(error):
    return str(error), 400


@pages.app_errorhandler(openai.error.Timeout)
def late(error):
    return "", 504


def register(handler):
    app.register_error_handler(openai.error.InvalidRequestError, handler)
