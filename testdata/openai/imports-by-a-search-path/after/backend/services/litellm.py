"""Named after what it stands beside; nobody means it by `import litellm`."""


def about():
    return "litellm"
