def summarize(text):
    import openai

    reply = openai.ChatCompletion.create(
        model="gpt-3.5-turbo-16k", messages=[{"role": "user", "content": f"Summarize: {text}"}]
    )
    return reply.choices[0]["message"]["content"]
