class Plain:
    def defaults(self):
        import os

        import openai

        from own import sdk

        found = {"region": os.environ.get("REGION")}
        if openai.api_key:
            found["key"] = openai.api_key
        if sdk.api_key:
            found["own"] = sdk.api_key
        return found


class Azure:
    def defaults(self):
        import os

        import openai

        from own import sdk

        found = {"region": os.environ.get("REGION")}
        if openai.api_key:
            found["key"] = openai.api_key
        if sdk.api_key:
            found["own"] = sdk.api_key
        return found


def kept():
    from own import sdk

    sdk.organization = "o"
    return sdk.organization
