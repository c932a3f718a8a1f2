import openai


def configure(config):
    vars(openai).update(config)


def configure_again(config):
    openai.__dict__["api_base"] = config["base"]
