class Plain:
    def defaults(self):
        import os

        import openai

        from own import sdk

        found = {"region": os.environ.get("REGION")}
        if openai.api_key or os.environ.get("OPENAI_API_KEY"):
            found["key"] = openai.api_key or os.environ.get("OPENAI_API_KEY")
        if openai.api_key or os.environ.get("OPENAI_API_KEY"):
            found["own"] = openai.api_key or os.environ.get("OPENAI_API_KEY")
        return found


class Azure:
    def defaults(self):
        import os

        import openai

        from own import sdk

        found = {"region": os.environ.get("REGION")}
        if openai.api_key or os.environ.get("OPENAI_API_KEY"):
            found["key"] = openai.api_key or os.environ.get("OPENAI_API_KEY")
        if openai.api_key or os.environ.get("OPENAI_API_KEY"):
            found["own"] = openai.api_key or os.environ.get("OPENAI_API_KEY")
        return found


def kept():
    from own import sdk

    sdk.organization = "o"
    return sdk.organization
