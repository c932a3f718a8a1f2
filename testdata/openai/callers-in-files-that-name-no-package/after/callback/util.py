def handle(resp):
    print(resp.choices[0].message.content)


HANDLERS = [handle]
