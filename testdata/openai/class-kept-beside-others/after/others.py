from elsewhere import Api
from models import Model


class Other(Model):
    def chosen(self):
        return Api
