def run(m):
    return m.ask([])["choices"]
