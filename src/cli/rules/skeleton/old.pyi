# What leads to the symbols that the rules name, in the old versions. What is not here is not followed.

# module: MODULE
def old_name(text: str) -> str: ...
