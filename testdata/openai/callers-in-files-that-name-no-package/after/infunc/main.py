def f():
    import app.llm
    return [item.model_dump(exclude_unset=True) for item in app.llm.ask([]).choices]
