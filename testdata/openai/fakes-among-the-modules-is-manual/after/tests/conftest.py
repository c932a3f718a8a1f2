from unittest.mock import patch

import pytest


@pytest.fixture
def module():
    with patch("app.openai") as mock:
        yield mock
