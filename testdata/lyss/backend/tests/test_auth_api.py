from core import cache
from core.security import create_invitation


def test_who_signs_in_can_ask_who_it_is(client, ada):
    me = client.get("/api/v1/auth/me", headers=ada.headers)
    assert me.json() == {"id": ada.id, "email": ada.email, "is_admin": False, "invited_by": None}


def test_a_wrong_password_is_refused_and_noted(client, ada, administrator):
    answer = client.post("/api/v1/auth/token", data={"username": ada.email, "password": "wrong"})
    assert answer.status_code == 401
    last = client.get("/api/v1/admin/audit", params={"limit": 1}, headers=administrator.headers).json()[0]
    assert last == {"action": "sign-in refused", "user": None, "details": {"email": ada.email}}


def test_an_account_is_made_once(client, ada):
    again = client.post("/api/v1/auth/register", json={"email": ada.email.upper(), "password": "x" * 8})
    assert again.status_code == 409


def test_nobody_comes_in_without_a_token(client):
    assert client.get("/api/v1/auth/me").status_code == 401
    answer = client.get("/api/v1/auth/me", headers={"authorization": "Bearer x.y.z"})
    assert answer.status_code == 401


def test_a_session_is_kept_in_redis(client, ada):
    (session,) = cache.sessions_of(ada.id)
    assert cache.session(session) == {"user": str(ada.id), "agent": "pytest"}
    assert 0 < cache.redis_client.ttl(f"session:{session}") <= 14 * 86400


def test_a_refresh_token_is_good_for_one_time(client, ada):
    refresh = {"refresh_token": ada.tokens["refresh_token"]}
    fresh = client.post("/api/v1/auth/refresh", json=refresh)
    assert fresh.status_code == 200
    assert fresh.json()["refresh_token"] != ada.tokens["refresh_token"]
    again = client.post("/api/v1/auth/refresh", json=refresh)
    assert again.status_code == 401
    assert "invalid_token" in again.headers["www-authenticate"]


def test_signing_out_ends_all_sessions(client, ada):
    ada.sign_in("another browser")
    assert client.post("/api/v1/auth/logout", headers=ada.headers).json() == {"ended": 2}
    refresh = {"refresh_token": ada.tokens["refresh_token"]}
    assert client.post("/api/v1/auth/refresh", json=refresh).status_code == 401


def test_who_was_invited_is_known_by_the_partner(client):
    invitation = create_invitation("grace@example.org", "north", "north-signs-with-this-key")
    new = {"email": "grace@example.org", "password": "a long password", "invitation": invitation}
    assert client.post("/api/v1/auth/register", json=new).json()["invited_by"] == "north"


def test_an_invitation_that_nobody_signed_is_refused(client):
    invitation = create_invitation("eve@example.org", "north", "made-up")
    new = {"email": "eve@example.org", "password": "a long password", "invitation": invitation}
    assert client.post("/api/v1/auth/register", json=new).status_code == 401
