from pkg import fn
x = fn([])["choices"]
