import openai


def test_monkeypatched(monkeypatch, mocker, options):
    mocker.patch("openai.Audio.transcribe", autospec=True)
    mocker.patch("openai.Image.create", **options)
    mocker.patch("openai.ChatCompletion")
    mocker.patch("openai.File.download")
    monkeypatch.delattr("openai.Embedding.create")
    monkeypatch.setattr(openai.Completion, options["name"], print)
    print("openai.Moderation.create")
