from pkg import T
x = T["a"]([]).choices
