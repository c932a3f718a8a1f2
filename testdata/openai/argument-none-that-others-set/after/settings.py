"""Who uses this sets what is to be sent: `settings.headers = {...}`."""

headers = None
