api_base = None
