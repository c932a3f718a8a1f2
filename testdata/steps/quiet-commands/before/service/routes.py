from fastapi import APIRouter

router = APIRouter()

TEXT = ["see", "safety check"]


@router.post(
    "/ping",
)
def ping():
    print("alembic downgrade -1")
    return "pong"
