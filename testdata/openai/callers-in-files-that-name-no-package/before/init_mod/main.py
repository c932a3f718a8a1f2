import app
x = app.llm.ask([])["choices"]
