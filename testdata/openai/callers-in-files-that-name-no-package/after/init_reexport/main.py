from app import ask
x = ask([]).choices
