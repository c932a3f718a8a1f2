def library():
    import openai

    return openai
