import click
import openai


def main(question, whole=False):
    answer = openai.ChatCompletion.create(model="gpt-4", messages=[{"role": "user", "content": question}])
    if whole:
        click.echo(answer)
    click.secho(answer["usage"], fg="red")
    click.echo(answer["choices"][0]["message"]["content"])
