from jose.backends.cryptography_backend import Binding
from jose.jwt import utc_now


def age(issued):
    return utc_now - issued, Binding()
