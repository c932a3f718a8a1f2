"""Makes an account: `python scripts/create_user.py ada@example.org --admin`."""

import argparse
import getpass
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from core.config import get_settings  # noqa: E402
from core.security import hash_password  # noqa: E402
from db.models import User  # noqa: E402
from db.session import sync_session  # noqa: E402


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("email")
    parser.add_argument("--admin", action="store_true")
    arguments = parser.parse_args()
    password = os.environ.get("LYSS_PASSWORD") or getpass.getpass()
    with sync_session(get_settings()) as session:
        user = User(email=arguments.email.lower(), password_hash=hash_password(password), is_admin=arguments.admin)
        session.add(user)
        session.commit()
        print(user.id)


if __name__ == "__main__":
    main()
