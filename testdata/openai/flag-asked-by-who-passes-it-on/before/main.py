from bot import Bot


def main():
    print(Bot().say("why"))
