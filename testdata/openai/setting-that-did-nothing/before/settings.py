import openai


def configure(config):
    openai.api_key = config.key
    openai.verify_ssl_certs = False
    openai.enable_telemetry = False
    openai.ca_bundle_path = "certificates.pem"
