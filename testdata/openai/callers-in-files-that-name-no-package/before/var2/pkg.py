from app import llm
fn = llm.ask
