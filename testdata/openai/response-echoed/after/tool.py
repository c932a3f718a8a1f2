import json

import click
import openai


def main(question, whole=False):
    answer = openai.chat.completions.create(model="gpt-4", messages=[{"role": "user", "content": question}])
    if whole:
        click.echo(json.dumps(answer.model_dump(exclude_unset=True), indent=2))
    click.secho(json.dumps(answer.usage.model_dump(exclude_unset=True), indent=2) if answer.usage else None, fg="red")
    click.echo(answer.choices[0].message.content)
