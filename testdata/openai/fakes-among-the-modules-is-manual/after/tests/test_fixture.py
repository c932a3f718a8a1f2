import app


def test_of_another_file(module):
    module.ChatCompletion.create.return_value = {"choices": [{"message": {"content": "x"}}]}
    assert app.ask([]) == "x"
