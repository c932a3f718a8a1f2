"""Runs old code on the old version of the OpenAI SDK and what exuvia makes of it on the new ones, against one server.

    python -m proof --help        in the folder above this one

`server` and `answers` are the server, `cases` what is run, `worker` and `reroute` what runs it inside each environment,
`compare` what counts as the same, `coverage` what no case touches yet.
"""
