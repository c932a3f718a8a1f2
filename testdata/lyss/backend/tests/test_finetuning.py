import io
from unittest import mock

import pytest

from scripts import finetune
from services import finetuning

CONVERSATION = [{"role": "user", "content": "Wie geht's?"}, {"role": "assistant", "content": "Gut."}]


def test_examples_are_lines():
    assert finetuning.examples([CONVERSATION, []]).count("\n") == 1
    assert "Wie geht's?" in finetuning.examples([CONVERSATION])


def test_examples_go_up(asked):
    assert finetuning.upload("{}\n") == "file-1"
    (request,) = asked("/files")
    assert request["body"]["purpose"] == "fine-tune"
    assert request["body"]["file"]["content"] == "{}\n"


def test_a_job_makes_a_model(asked):
    assert finetuning.start("file-1") == "job-1"
    assert asked()[0]["body"] == {"training_file": "file-1", "model": "gpt-3.5-turbo"}
    assert finetuning.wait_for("job-1") == "ft:gpt-3.5-turbo"


def test_a_job_is_waited_for():
    jobs = [{"id": "job-1", "status": "running"}, {"id": "job-1", "status": "failed"}]
    slept = []
    with mock.patch("openai.FineTuningJob.retrieve", side_effect=jobs):
        with pytest.raises(RuntimeError, match="job-1 failed"):
            finetuning.wait_for("job-1", seconds=5, sleep=slept.append)
    assert slept == [5]


def test_what_happened_to_a_job():
    assert finetuning.events("job-1") == ["done"]


def test_files_are_cleaned_up(asked):
    assert finetuning.clean_up() == 1
    assert [request["method"] for request in asked()] == ["GET", "DELETE"]
    assert finetuning.clean_up(keep=["file-1"]) == 0


def test_the_script_does_all_of_it(capsys):
    lines = io.StringIO('{"messages": [{"role": "user", "content": "hello"}]}\n\n')
    assert finetune.main(lines) == "ft:gpt-3.5-turbo"
    assert "job job-1" in capsys.readouterr().err
