import pytest


@pytest.fixture
def client(later):
    return later
