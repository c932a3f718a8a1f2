import redis
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    def handle(self, *args, **options):
        client = redis.Redis()
        client.flushdb()
