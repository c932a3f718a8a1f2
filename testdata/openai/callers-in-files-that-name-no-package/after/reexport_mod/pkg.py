from app import llm as foo
