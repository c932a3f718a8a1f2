from pkg import foo
x = foo.ask([]).choices
