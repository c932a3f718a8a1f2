def run():
    import openai
    import helper
    return helper.ask(openai.ChatCompletion, "a"), helper.ask_mod(openai, "b")


print(run())
