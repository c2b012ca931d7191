"""`namsao trace`: back, forward, and whether the graph agrees."""

import json

import pytest

from namsao.apps.products.tests.build import a_batch
from namsao.apps.traceability.models import Edge
from namsao.project.cli import main

pytestmark = pytest.mark.django_db


def asked(capsys, *arguments):
    status = main(["trace", *arguments])
    said = capsys.readouterr()
    return status, said.out, said.err


def test_back_names_what_a_batch_was_made_of_with_its_amount(cast, capsys):
    batch = a_batch(cast)
    used = batch.inputs.get()

    status, out, _ = asked(capsys, "back", f"{batch.product.gtin}/{batch.lot}", "--json")

    found = json.loads(out)
    assert (status, found["root"]) == (0, batch.uri)
    nodes = {node["id"]: node for node in found["nodes"]}
    assert (nodes[batch.uri]["kind"], nodes[batch.uri]["name"]) == ("lot", batch.product.name)
    [edge] = [edge for edge in found["edges"] if edge["to"] == batch.uri]
    assert edge | {"time": ""} == {
        "from": used.harvest.uri,
        "to": batch.uri,
        "quantity": float(used.quantity_kg),
        "uom": "KGM",
        "time": "",
    }
    assert edge["time"].endswith("Z")


def test_forward_from_the_harvest_reaches_the_batch(cast, capsys):
    batch = a_batch(cast)

    _, out, _ = asked(capsys, "forward", batch.inputs.get().harvest.uri, "--json")

    assert batch.uri in {node["id"] for node in json.loads(out)["nodes"]}


def test_what_no_event_mentions_is_said_in_two_languages(cast, capsys):
    status, out, error = asked(capsys, "back", "09521100000017/KHONG")

    assert (status, out) == (1, "")
    assert "Không có sự kiện nào" in error
    assert "No event mentions" in error


def test_a_graph_that_lacks_an_edge_is_found_and_made_again(cast, capsys):
    a_batch(cast)
    assert asked(capsys, "rebuild", "--check")[0] == 0
    Edge.objects.all().delete()

    assert asked(capsys, "rebuild", "--check")[0] == 1
    assert asked(capsys, "rebuild")[0] == 0
    assert asked(capsys, "rebuild", "--check")[0] == 0
