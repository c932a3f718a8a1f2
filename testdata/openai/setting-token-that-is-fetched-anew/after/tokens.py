class Token:
    made = 0

    def __init__(self):
        Token.made += 1
        self.token = f"token-{Token.made}"


current = Token()


def fetch():
    global current
    current = Token()
