import app.llm as foo
