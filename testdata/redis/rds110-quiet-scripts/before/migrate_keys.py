import argparse

import redis


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("url")
    options = parser.parse_args()
    with redis.from_url(options.url) as client:
        for key in client.scan_iter("old:*"):
            client.rename(key, b"new:" + key[4:])


if __name__ == "__main__":
    main()
