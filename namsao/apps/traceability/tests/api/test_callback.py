"""Addresses of subscribers: none in our own network, none that leads there in a roundabout way."""

import socket

import pytest

from namsao.apps.traceability import callback
from namsao.apps.traceability.callback import BadAddress, NotDelivered, check_address, is_public, post
from namsao.apps.traceability.tests.api.listener import listening


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("203.0.113.7", False),  # kept for documentation
        ("8.8.8.8", True),
        ("2606:4700::1", True),
        ("127.0.0.1", False),
        ("127.8.8.8", False),
        ("0.0.0.0", False),
        ("10.0.0.1", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("ff0e::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:10.0.0.1", False),
        ("::ffff:8.8.8.8", True),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::1", False),
        ("2001:0:7f00:1::", False),
    ],
)
def test_which_addresses_are_out_in_the_internet(address, public):
    assert is_public(address) is public


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/told",
        "http://example.com:8080/a/b?c=d",
        "https://8.8.8.8/",
        "https://[2606:4700::1]/",
        "https://xn--vit-nam-4kb.example.vn/",
    ],
)
def test_an_address_in_the_internet_is_taken(url):
    check_address(url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.com",
        "/told",
        "ftp://example.com/",
        "file:///etc/passwd",
        "gopher://example.com/",
        "javascript:alert(1)",
        "https://",
        "https:///told",
        "https://example.com:0/",
        "https://example.com:99999/",
        "https://user:word@example.com/",
        "https://@example.com/",
        "https://example.com/#part",
        "https://exa mple.com/",
        "https://example.com/a b",
        "https://example.com/\r\nHost: x",
        "https://ví-dụ.vn/",
        "https://example.com/" + "x" * 2000,
        "https://[::1",
        "http://localhost/",
        "http://localhost./",
        "http://a.localhost/",
        "http://printer.local/",
        "http://metadata.google.internal/",
        "http://intranet/",
        "http://127.0.0.1/",
        "http://[::1]:8000/",
        "http://[::ffff:127.0.0.1]/",
        "http://169.254.169.254/latest/meta-data/",
        "http://10.1.2.3:5432/",
        "http://0/",
        "http://2130706433/",
        "http://0x7f000001/",
    ],
)
def test_what_is_no_address_or_a_private_one_is_refused(url):
    with pytest.raises(BadAddress):
        check_address(url)


@pytest.mark.parametrize("numbers", ["127.1", "0x7f.1", "017700000001"])
def test_other_spellings_of_our_own_address_are_found_out_when_it_is_resolved(numbers):
    with listening() as listener:
        port = listener.url.split(":")[2].split("/")[0]
        with pytest.raises(NotDelivered):
            post(f"http://{numbers}:{port}/", b"{}", {})

    assert listener.heard == []


def test_a_name_that_leads_into_our_network_is_not_called(monkeypatch):
    """Also when one of its addresses is public."""
    with listening() as listener:
        port = int(listener.url.split(":")[2].split("/")[0])

        def resolved(host, *_args, **_kwargs):
            assert host == "rebind.example.com"
            return [
                (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))
                for address in ("8.8.8.8", "127.0.0.1")
            ]

        monkeypatch.setattr(socket, "getaddrinfo", resolved)
        with pytest.raises(NotDelivered, match="BadAddress"):
            post(f"http://rebind.example.com:{port}/", b"{}", {})

    assert listener.heard == []


def test_the_connection_goes_to_the_address_that_was_checked(settings, monkeypatch):
    """A name that would lead elsewhere the second time it is asked for is asked for once."""
    settings.CALLBACKS_TO_PRIVATE = True
    with listening() as listener:
        port = int(listener.url.split(":")[2].split("/")[0])
        real = socket.getaddrinfo
        asked = []

        def resolved(host, *args, **kwargs):
            asked.append(host)
            return real("127.0.0.1" if host == "once.example.com" else host, *args, **kwargs)

        monkeypatch.setattr(socket, "getaddrinfo", resolved)
        post(f"http://once.example.com:{port}/told", b"{}", {"X": "y"})

    assert asked.count("once.example.com") == 1
    ((headers, body),) = listener.heard
    assert (headers["Host"], headers["X"], body) == (f"once.example.com:{port}", "y", b"{}")


@pytest.mark.parametrize("status", [199, 301, 302, 307, 400, 404, 500, 503])
def test_only_2xx_counts_and_nobody_is_followed_elsewhere(settings, status):
    settings.CALLBACKS_TO_PRIVATE = True
    with listening() as there, listening() as elsewhere:
        there.statuses, there.location = [status], elsewhere.url
        with pytest.raises(NotDelivered):
            post(there.url, b"{}", {})

    assert elsewhere.heard == []


@pytest.mark.parametrize("status", [200, 201, 202, 204])
def test_any_2xx_will_do(settings, status):
    settings.CALLBACKS_TO_PRIVATE = True
    with listening() as there:
        there.statuses = [status]
        post(there.url, b"{}", {})

    assert len(there.heard) == 1


def test_nobody_there_is_a_failure(settings):
    settings.CALLBACKS_TO_PRIVATE = True
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        port = bound.getsockname()[1]

        with pytest.raises(NotDelivered):
            post(f"http://127.0.0.1:{port}/", b"{}", {})


def test_somebody_who_never_answers_is_left(settings, monkeypatch):
    settings.CALLBACKS_TO_PRIVATE = True
    monkeypatch.setattr(callback, "DEADLINE_S", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

        with pytest.raises(NotDelivered):
            post(f"http://127.0.0.1:{port}/", b"{}", {})
