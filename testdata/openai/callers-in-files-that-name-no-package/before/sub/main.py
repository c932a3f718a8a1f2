from pkg import B2
x = B2().ask([])["choices"]
