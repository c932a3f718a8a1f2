from openai.api_requestor import APIRequestor


def models(limit):
    return APIRequestor("k").request("get", "/models", params={"limit": limit})[0].data["data"]
