import openai


class LoggedCompletion(openai.ChatCompletion):
    @classmethod
    def class_url(cls, *args, **kwargs):
        url = super().class_url(*args, **kwargs)
        print(url)
        return url
