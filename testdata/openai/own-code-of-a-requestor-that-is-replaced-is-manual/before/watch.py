import openai

kept = openai.api_requestor.APIRequestor.request
openai.api_requestor.APIRequestor.request = lambda *args, **options: kept(*args, **options)
