#!/bin/sh
set -e
pip install 'openai>=1.93.1'
uvx --with 'python-jose>=3.3.1' --from gunicorn==22.0.0 gunicorn --with redis==0.0.1
pipx run --spec=gunicorn==22.0.0 gunicorn --check-config
uv run --with 'gunicorn==21.2.0,uvicorn' python ask.py
cat <<END
pip install gunicorn==20.0.0
END
END_OF_ALL="pip install gunicorn==20.0.1"
