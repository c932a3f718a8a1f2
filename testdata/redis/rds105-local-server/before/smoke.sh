python -c "import redis; r=redis.Redis(); r.ping()"
docker compose exec web python3 -c 'import redis; redis.Redis().ping()'
