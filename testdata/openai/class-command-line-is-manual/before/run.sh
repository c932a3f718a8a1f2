#!/bin/sh
set -e
which openai && "$VENV/bin/openai" api engines.list
python -m openai api audio.transcribe -f a.mp3
openai api audio.transcriptions.create -f a.mp3
