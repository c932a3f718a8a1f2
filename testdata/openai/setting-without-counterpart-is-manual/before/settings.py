import openai
import requests


def configure(config):
    openai.proxy = config.proxy()
    openai.api_key_path = "/run/secrets/openai"
    openai.requestssession = requests.Session()
    openai.log = "debug"
    openai.debug = True
    openai.app_info = {"name": "search", "version": "2"}
