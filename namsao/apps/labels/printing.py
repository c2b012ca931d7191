"""A run of labels as files: the sheet, the list of codes, pictures of labels."""

import base64
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from namsao.apps.labels import queries, sheet
from namsao.apps.labels.models import LabelRun
from namsao.apps.labels.paper import A4_HEIGHT_MM, A4_WIDTH_MM, PAPERS, Paper
from namsao.apps.products.models import Batch
from namsao.base.files.spreadsheet import csv_response
from namsao.base.ui.display import VIETNAM
from namsao.core.serials import LENGTH

# A specimen must not give away a serial that will stand on goods.
SPECIMEN_SERIAL = "X" * LENGTH

_NOT_FOR_FILES = re.compile(r"[^A-Za-z0-9._-]+")


def pdf(run: LabelRun, today: date) -> bytes:
    """All labels of a run on A4, dated the moment of the run. today: the day of printing, see `_facts`."""
    return sheet.pdf(
        paper=PAPERS[run.layout],
        facts=_facts(run, today),
        labels=queries.labels(run.batch, run.counters),
        title=f"Tem {run.batch}, số {run.first_counter + 1}–{run.counters.stop}",
        at=run.made_at,
    )


def codes_csv(run: LabelRun) -> HttpResponse:
    """Serial and address of each label of a run, to download."""
    head = [_("số thứ tự"), _("sê-ri"), _("địa chỉ"), _("minh hoạ")]
    mark = _("Dữ liệu minh hoạ") if run.batch.is_illustrative else ""
    labels = zip(run.counters, queries.labels(run.batch, run.counters), strict=True)
    rows = ((counter + 1, label.serial, label.address, mark) for counter, label in labels)
    return csv_response(file_name(run, "csv"), head, rows)


def first_label(run: LabelRun, today: date) -> str:
    """Address of a picture of the first label of a run, as it would be printed today."""
    facts, labels = _facts(run, today), queries.labels(run.batch, run.counters[:1])
    return _embedded(sheet.picture(paper=PAPERS[run.layout], facts=facts, label=labels[0]))


def specimens(batch: Batch, day: date) -> Iterator[dict[str, Any]]:
    """Each layout that the batch's code fits: name, the sheet drawn, and a label marked as a specimen.

    Keys: label, labels (on a sheet), sheet (see `_drawn`), picture (address).
    """
    facts, version = queries.facts(batch, day), queries.code_of_a_pack(batch).version
    label = sheet.Label(SPECIMEN_SERIAL, queries.address(batch))
    for layout in LabelRun.Layout:
        paper = PAPERS[layout]
        if queries.fits(batch, layout):
            picture = sheet.picture(paper=paper, facts=facts, label=label, specimen=True, version=version)
            yield {
                "label": layout.label,
                "labels": paper.labels,
                "sheet": _drawn(paper),
                "picture": _embedded(picture),
            }


def file_name(run: LabelRun, kind: str) -> str:
    """`tem-ML2611A-0001-0120.pdf`: ASCII, whatever the lot is called."""
    return f"tem-{_plain(run.batch.lot)}-{run.first_counter + 1:04}-{run.counters.stop:04}.{kind}"


def code_file_name(batch: Batch, kind: str) -> str:
    return f"ma-{_plain(batch.lot)}.{kind}"


def _facts(run: LabelRun, today: date) -> sheet.Facts:
    """What its labels say: the stars of the day of the run, but never more than the product has today.

    Printed again after a delisting or a revocation, a run has no stars.
    Source: Decision 26/2026/QĐ-TTg, arts. 8 and 9.3b.
    """
    then, now = queries.facts(run.batch, _day(run)), queries.facts(run.batch, today)
    return replace(then, stars=min(then.stars, now.stars))


def _day(run: LabelRun) -> date:
    return run.made_at.astimezone(VIETNAM).date()


def _plain(lot: str) -> str:
    return _NOT_FOR_FILES.sub("-", lot)


def _embedded(picture: bytes) -> str:
    return f"data:image/png;base64,{base64.b64encode(picture).decode()}"


def _drawn(paper: Paper) -> dict[str, Any]:
    """The sheet for an SVG in millimetres, numbers as text so that no language puts a comma into them."""
    return {
        "box": f"0 0 {A4_WIDTH_MM:g} {A4_HEIGHT_MM:g}",
        "cells": [
            {
                "x": f"{left:g}",
                "y": f"{top:g}",
                "width": f"{paper.width_mm:g}",
                "height": f"{paper.height_mm:g}",
                "code_x": f"{left + 2:g}",
                "code_y": f"{top + 2:g}",
                "code": f"{paper.height_mm * 0.6:g}",
            }
            for left, top in paper.cells()
        ],
    }
