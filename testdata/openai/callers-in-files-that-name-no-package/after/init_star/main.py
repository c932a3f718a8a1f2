import app
x = app.ask([]).choices
