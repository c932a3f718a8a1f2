from answers import Empty, answer


def lacks():
    try:
        return answer("x").nothing
    except AttributeError as e:
        return str(e)


def item():
    try:
        return Empty()["nothing"]
    except KeyError as e:
        return str(e)
