import pkg
x = pkg.foo.ask([])["choices"]
