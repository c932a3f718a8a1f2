from pkg import b
x = b.ask([]).choices
