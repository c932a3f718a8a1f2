from tokens import read


def test_read():
    assert read("a.b.c", "only a test has this key")
