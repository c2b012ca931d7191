"""Signing in the way people do: through the pages."""

import base64
import hashlib
import hmac
import re
import struct
import time

from django.urls import reverse

from namsao.base.accounts.tests.cast import PASSWORD


def sign_in(client, login, password=PASSWORD, **extra):
    return client.post(reverse("account_login"), {"login": login, "password": password, **extra})


def is_signed_in(client):
    return "_auth_user_id" in client.session


def code_for(secret, at=None):
    """The six digits an app shows. Source: RFC 6238 with SHA-1, 30 seconds."""
    counter = struct.pack(">Q", int(time.time() if at is None else at) // 30)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


def turn_on_totp(client):
    """Turn on the app of a signed-in client. Returns the secret; the client has confirmed its password."""
    confirm = reverse("account_reauthenticate")
    client.post(f"{confirm}?next={reverse('mfa_activate_totp')}", {"password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r'<code class="wrap">([A-Z2-7]+)</code>', page)[1]
    answer = client.post(reverse("mfa_activate_totp"), {"code": code_for(secret)})
    assert answer.status_code == 302, answer.content.decode()
    return secret
