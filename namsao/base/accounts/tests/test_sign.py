"""The helper of the tests itself: our codes are those of the standard."""

import base64

from namsao.base.accounts.tests.sign import code_for


def test_a_code_is_the_one_of_the_standard():
    # Source: RFC 6238, appendix B, SHA-1, the last six of eight digits.
    secret = base64.b32encode(b"12345678901234567890").decode()

    assert [code_for(secret, at) for at in (59, 1111111109, 20000000000)] == ["287082", "081804", "353130"]
