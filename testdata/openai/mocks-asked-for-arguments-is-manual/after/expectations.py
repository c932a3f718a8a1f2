def of_a_completion():
    return dict(engine="e", prompt="x")
