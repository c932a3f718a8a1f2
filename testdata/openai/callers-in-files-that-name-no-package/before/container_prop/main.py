import pkg
x = pkg.c.b.ask([])["choices"]
