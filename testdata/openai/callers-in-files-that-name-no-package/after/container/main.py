from pkg import c
x = c.b.ask([]).choices
