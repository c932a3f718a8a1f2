def x(session
