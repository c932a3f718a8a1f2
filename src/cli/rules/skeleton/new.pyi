# The same in the new versions. What is in both is taken to be there still.

# module: MODULE
def new_name(text: str) -> str: ...
