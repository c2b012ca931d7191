"""`namsao trace`: what a thing was made of, what became of it, and whether the graph agrees with the events."""

import argparse
import json
import sys
from typing import Any


def add_trace_commands(commands: Any) -> None:
    trace = commands.add_parser("trace", help="truy ngược, truy xuôi một mã / trace back, trace forward")
    ways = trace.add_subparsers(required=True, metavar="việc")
    _add_options(ways.add_parser("back", help="được làm từ đâu / what it was made of"), "back")
    _add_options(ways.add_parser("forward", help="đã đi đâu / what became of it"), "forward")
    rebuild = ways.add_parser("rebuild", help="dựng lại đồ thị từ các sự kiện / make the graph again")
    rebuild.add_argument("--check", action="store_true", help="chỉ so, không ghi / only compare")
    rebuild.set_defaults(run=run_rebuild)


def _add_options(way: argparse.ArgumentParser, name: str) -> None:
    way.add_argument("identifier", metavar="IDENTIFIER", help="GTIN/LÔ, Digital Link, EPC URN, SSCC, GLN")
    way.add_argument("--json", action="store_true", help="trả lời bằng JSON")
    way.add_argument("--serials", action="store_true", help="liệt kê từng sê-ri / list every serial")
    way.set_defaults(run=run_trace, way=name)


def run_trace(options: argparse.Namespace) -> int:
    _start()
    from namsao.apps.traceability.queries import graph, link_of  # noqa: PLC0415  # Django is set up just now
    from namsao.core.gs1 import link  # noqa: PLC0415  # as above
    from namsao.core.gs1.errors import Invalid  # noqa: PLC0415  # as above

    try:
        uri = link.canonical(link_of(options.identifier))
    except Invalid:
        uri = options.identifier.strip()
    trace = (graph.trace_back if options.way == "back" else graph.trace_forward)(uri)
    if not trace.nodes:
        print(
            f"Không có sự kiện nào về {options.identifier}. / No event mentions {options.identifier}.",
            file=sys.stderr,
        )
        return 1
    if options.json:
        print(json.dumps(answer(trace), ensure_ascii=False))
    elif options.serials:
        for lot, serial in trace.serials():
            print(f"{lot}\t{serial}")
    else:
        for node in sorted(trace.nodes.values(), key=lambda each: (each.depth, each.uri)):
            print(f"{node.depth}\t{node.kind}\t{node.name}")
    return 0


def answer(trace: Any) -> dict[str, Any]:
    """A trace for JSON. Amounts are numbers, moments ISO 8601 in UTC."""
    from namsao.apps.traceability.queries.naming import names_of  # noqa: PLC0415  # Django is set up by now

    nodes = trace.nodes
    names = names_of([each.uri for each in nodes.values()])
    return {
        "root": trace.root,
        "nodes": [
            {
                "id": each.uri,
                "kind": each.kind,
                "name": names[each.uri].text if each.uri in names else each.name,
            }
            for each in nodes.values()
        ],
        "edges": [
            {
                "from": nodes[each.source].uri,
                "to": nodes[each.target].uri,
                "quantity": None if each.quantity is None else _number(each.quantity),
                "uom": each.uom or None,
                "time": each.time.isoformat().replace("+00:00", "Z"),
            }
            for each in trace.arrows
            if each.source in nodes and each.target in nodes
        ],
        "ranges": [
            {
                "batch": each.lot,
                "from": each.run.serial(each.run.first),
                "to": each.run.serial(each.run.last),
                "count": each.run.count,
            }
            for each in [*trace.items, *trace.issued]
        ],
    }


def run_rebuild(options: argparse.Namespace) -> int:
    _start()
    from django.utils import timezone  # noqa: PLC0415  # as above

    from namsao.apps.traceability.actions import rebuild  # noqa: PLC0415  # as above
    from namsao.apps.traceability.store.agreement import differences  # noqa: PLC0415  # as above
    from namsao.base.access.visitor import INSTALLER  # noqa: PLC0415  # as above

    if not options.check:
        print(
            f"Đã dựng lại từ {rebuild(by=INSTALLER, at=timezone.now())} sự kiện. / Made again from the events."
        )
        return 0
    found = differences()
    for table, (said, there) in found.items():
        print(f"{table}: {said} ≠ {there}", file=sys.stderr)
    print("Khớp. / All agree." if not found else "Không khớp. / They disagree.")
    return 1 if found else 0


def _number(value: Any) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _start() -> None:
    import django  # noqa: PLC0415  # this command alone needs it

    django.setup()
