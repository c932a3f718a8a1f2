def status(error):
    return error.http_status
