"""`namsao epcis`: what goes in, what comes out, and what is refused."""

import io
import json
import subprocess
import sys

import pytest

from namsao.project.cli import main

CONTEXT = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"
ITEM = "https://id.gs1.org/01/09521100000017/21/A1"
SEEN = {
    "type": "ObjectEvent",
    "eventTime": "2026-11-24T03:15:00.000Z",
    "eventTimeZoneOffset": "+07:00",
    "action": "OBSERVE",
    "epcList": [ITEM],
    "bizStep": "shipping",
}


def a_document(*events) -> dict:
    return {
        "@context": [CONTEXT],
        "type": "EPCISDocument",
        "schemaVersion": "2.0",
        "creationDate": "2026-11-24T04:00:00.000Z",
        "epcisBody": {"eventList": list(events)},
    }


@pytest.fixture
def write(tmp_path):
    """Write a document, or bytes, into a file, and say its path."""

    def into(name, content):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
        return str(path)

    return into


@pytest.fixture
def ask(capsysbinary):
    """Run a command: exit status, what it says, what it complains of."""

    def run(*command):
        status = main(["epcis", *command])
        said = capsysbinary.readouterr()
        return status, said.out.decode(), said.err.decode()

    return run


def test_a_file_that_is_well_is_ok_on_one_line(ask, write):
    first, second = write("a.jsonld", a_document(SEEN)), write("b.jsonld", {"@context": CONTEXT, **SEEN})

    assert ask("validate", first, second) == (0, f"{first}: ok\n{second}: ok\n", "")


def test_each_fault_of_a_file_is_a_line_with_its_path_and_reason(ask, write):
    good, bad = (
        write("a.jsonld", a_document(SEEN)),
        write("b.jsonld", a_document(SEEN | {"action": "add", "w": 1})),
    )

    status, said, _ = ask("validate", good, bad)

    assert status == 1
    assert said.splitlines() == [
        f"{good}: ok",
        f"{bad}: /epcisBody/eventList/0/action: action phải là ADD, OBSERVE hoặc DELETE; đang ghi “add”. "
        "Ý bạn là “ADD”? / action must be ADD, OBSERVE or DELETE, not “add”. Did you mean “ADD”?",
        f"{bad}: /epcisBody/eventList/0/w: ObjectEvent không có trường “w”; trường riêng phải có tiền tố, "
        "ví dụ example:w. / ObjectEvent has no field “w”; a field of your own needs a prefix, such as example:w.",
    ]


@pytest.mark.parametrize("content", [b"", b"\xff", b"[", b"<", b"<a/>", b" \n<epcis:EPCISDocument/>"])
def test_what_is_no_document_is_refused_on_one_line(ask, write, content):
    file = write("x", content)

    status, said, _ = ask("validate", file)

    assert status == 1
    assert len(said.splitlines()) == 1
    assert said.startswith(f"{file}: /")


def test_a_file_that_cannot_be_read_is_a_line_and_the_others_are_judged(ask, write, tmp_path):
    good = write("a.jsonld", a_document(SEEN))

    status, said, _ = ask("validate", str(tmp_path), good)

    assert (status, said.splitlines()) == (
        1,
        [f"{tmp_path}: /: Không đọc được tệp. / Cannot read the file: Is a directory.", f"{good}: ok"],
    )


def test_no_name_of_a_field_breaks_the_line(ask, write):
    file = write("a.jsonld", a_document(SEEN | {"a\nb: ok": 1}))

    status, said, _ = ask("validate", file)

    assert (status, len(said.splitlines())) == (1, 1)


def test_standard_input_is_a_file_too(ask, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(json.dumps(a_document(SEEN)).encode())))

    assert ask("validate", "-") == (0, "-: ok\n", "")


def test_events_are_hashed_in_their_order_and_alike_in_json_and_xml(ask, write):
    file = write("a.jsonld", a_document(SEEN, SEEN | {"bizStep": "receiving"}))

    status, said, _ = ask("hash", file)
    as_xml = ask("convert", file, "--to", "xml2")[1]

    first, second = said.splitlines()
    assert status == 0
    assert first.startswith("ni:///sha-256;")
    assert first.endswith("?ver=CBV2.0")
    assert first != second
    assert ask("hash", write("a.xml", as_xml.encode())) == (0, said, "")


def test_a_malformed_document_has_no_hash_and_no_other_form(ask, write):
    file = write("a.jsonld", a_document(SEEN | {"eventTime": "hôm qua"}))

    for command in (["hash", file], ["convert", file, "--to", "xml2"]):
        status, said, complaint = ask(*command)
        assert (status, said) == (1, "")
        assert complaint.startswith(f"{file}: /epcisBody/eventList/0/eventTime: ")


def test_a_document_goes_into_xml_and_back(ask, write, monkeypatch):
    monkeypatch.setenv("NAMSAO_GS1_PREFIX", "952110")
    file = write("a.jsonld", a_document(SEEN))

    older, newer = ask("convert", file, "--to", "xml12")[1], ask("convert", file, "--to", "xml2")[1]
    back = ask("convert", write("a.xml", newer.encode()), "--to", "json")[1]

    assert "urn:epc:id:sgtin:952110.0000001.A1" in older
    assert json.loads(back)["epcisBody"] == a_document(SEEN)["epcisBody"]


def test_the_command_needs_no_django(write):
    file = write("a.jsonld", a_document(SEEN))
    code = (
        "import sys; from namsao.project.cli import main; "
        f"status = main(['epcis', 'validate', {file!r}]); "
        "sys.exit(status or ('django' in sys.modules))"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
