from app import llm
import pkg
pkg.run(llm.bot)
