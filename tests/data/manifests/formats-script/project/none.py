text = """
# /// script
not a script
"""
