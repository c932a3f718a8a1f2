def f():
    import app.llm
    return app.llm.ask([])["choices"]
