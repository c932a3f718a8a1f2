import openai


def ask(messages):
    answer = openai.chat.completions.create(
        model="m", messages=messages, seed=4, extra_body={"stream_options": {"include_usage": True}, "top_logprobs": 2}
    )
    print(answer.usage.model_dump(exclude_unset=True)["completion_tokens_details"]["reasoning_tokens"])
    print(answer.usage.total_tokens)
    return answer.choices[0].message.content


def transcribe(file):
    answer = openai.audio.transcriptions.create(model="whisper-1", file=file, response_format="verbose_json")
    return [segment["text"] for segment in answer.model_dump(exclude_unset=True)["segments"]]


def embed(text):
    return openai.embeddings.create(model="m", input=text, extra_body={"dimensions": 3}).data[0].embedding


def files():
    return [file.id for file in openai.files.list(extra_query={"limit": 3}).data]
