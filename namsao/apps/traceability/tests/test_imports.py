"""Files into the repository: brought, looked at, written when a person says so."""

import json
from datetime import timedelta

import pytest

from namsao.apps.traceability.actions import imports as actions
from namsao.apps.traceability.actions.import_work import AT_ONCE, MOST_ATTEMPTS
from namsao.apps.traceability.models import CaptureJob, Event, Import, ImportFile
from namsao.apps.traceability.tests.build import a_lot, an_event
from namsao.apps.traceability.tests.files import bring, read, text_of, work, write
from namsao.base.access.policy import may
from namsao.base.accounts.tests.cast import NOW
from namsao.base.audit.models import Entry
from namsao.base.parties.models import Party
from namsao.core.actor import SYSTEM
from namsao.core.epcis.document import read_json
from namsao.core.epcis.xml.write import write_xml
from namsao.core.errors import BadValue, NotAllowedNow


def test_a_document_is_looked_at_before_anything_is_written(cast):
    an_event(cast, a_lot("L0"))

    found = read(cast, text_of(3))

    assert (found.state, found.total, Event.objects.count()) == ("checked", 3, 1)
    assert found.report == {
        "form": "json",
        "events": 3,
        "types": {"ObjectEvent": 3},
        "identifiers": {"new": 2, "known": 1},
        "known": 0,
        "clashing": 0,
        "clashes": [],
        "faults": [],
    }


def test_what_was_confirmed_is_written_in_parts_each_a_job(cast):
    found = write(read(cast, text_of(AT_ONCE + 2)), cast)

    assert (found.state, found.stored, found.known) == ("done", AT_ONCE + 2, 0)
    assert Event.objects.filter(owner=cast.htx).count() == AT_ONCE + 2
    assert [job.stored for job in found.jobs.order_by("pk")] == [AT_ONCE, 2]
    assert not ImportFile.objects.exists()
    assert list(Entry.objects.order_by("pk").values_list("verb", flat=True)) == [
        "import.bring",
        "import.confirm",
        "import.done",
    ]


@pytest.mark.parametrize("form", ["xml2", "xml12"])
def test_xml_is_read_too(cast, form):
    content = write_xml(read_json(text_of(2)), form, ["952110"])

    found = write(read(cast, content), cast)

    assert (found.report["form"], found.stored) == (form, 2)


def test_the_same_file_twice_writes_nothing_and_says_so(cast):
    write(read(cast, text_of(3)), cast)

    again = read(cast, text_of(3))
    assert again.is_all_known
    actions.confirm(found=again, skip_clashes=False, by=cast.hoa, at=NOW)

    again.refresh_from_db()
    assert (again.state, again.stored, again.known) == ("done", 0, 3)
    assert (Event.objects.count(), CaptureJob.objects.count()) == (3, 1)


def test_events_that_clash_are_left_out_only_when_told(cast):
    write(read(cast, text_of(2)), cast)
    found = read(cast, text_of(3, kg=6))

    assert (found.report["known"], found.report["clashing"]) == (0, 2)
    with pytest.raises(BadValue, match="trùng mã") as refused:
        actions.confirm(found=found, skip_clashes=False, by=cast.hoa, at=NOW)
    assert refused.value.field == "skip_clashes"

    written = write(found, cast, skip_clashes=True)
    job = written.jobs.get()
    assert (written.stored, written.clashing, job.success) == (1, 2, False)
    assert [each["detail"].split(":")[0] for each in job.errors] == [
        "/epcisBody/eventList/0/eventID",
        "/epcisBody/eventList/1/eventID",
    ]


def test_errors_of_later_parts_name_the_place_in_the_file(cast):
    write(read(cast, text_of(1, first=AT_ONCE)), cast)

    found = write(read(cast, text_of(AT_ONCE + 1, kg=6)), cast, skip_clashes=True)

    (job,) = [job for job in found.jobs.all() if job.errors]
    assert job.errors[0]["detail"].startswith(f"/epcisBody/eventList/{AT_ONCE}/eventID")


def test_faults_name_path_line_and_rule(cast):
    wrong = json.loads(text_of(2))
    del wrong["epcisBody"]["eventList"][1]["eventTime"]
    text = json.dumps(wrong, indent=1)

    found = read(cast, text.encode())

    assert found.state == "refused"
    (fault,) = found.report["faults"]
    assert (fault["path"], fault["rule"]) == ("/epcisBody/eventList/1/eventTime", "required")
    assert text.splitlines()[fault["line"] - 1].strip() == "{"  # where the event begins
    assert not ImportFile.objects.exists()


def test_what_no_database_can_keep_is_left_out_of_the_faults(cast):
    wrong = json.loads(text_of(1))
    wrong["epcisBody"]["eventList"][0] |= {"a\0b": 1, "\ud800": 2}

    found = read(cast, json.dumps(wrong).encode())

    assert (found.state, len(found.report["faults"]) > 0) == ("refused", True)
    assert not {"\0", "\ud800"} & set(json.dumps(found.report, ensure_ascii=False))


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', "doctype"),
        (b"[" * 200_000, "depth"),
        (b'{"type": "EPCISDocument", "a": ' + b"9" * 5000 + b"}", "number"),
        (b"\xff\xfe{}", None),
        (b"hello", "json"),
        (b"{}", None),
        (b"[" + b"{}," * 6_000_000 + b"{}]", "size"),
        (b"<a>" + b"<b/>" * 4_900_000 + b"</a>", "size"),
    ],
)
def test_a_hostile_document_is_refused_and_the_worker_lives(cast, content, rule):
    found = read(cast, content)

    assert found.state == "refused"
    assert rule is None or rule in {fault["rule"] for fault in found.report["faults"]}


def test_an_empty_file_and_one_over_the_limit_are_refused_at_once(cast):
    for content, said in ((b"  \n", "rỗng"), (b" " * actions.MOST_BYTES + b"{}", "20 MB")):
        with pytest.raises(BadValue, match=said):
            bring(cast, content)
    assert not Import.objects.exists()


def test_a_file_that_breaks_the_worker_is_given_up_after_a_few_tries(cast):
    found = read(cast, text_of(1))
    actions.confirm(found=found, skip_clashes=False, by=cast.hoa, at=NOW)
    ImportFile.objects.update(content=b"{")  # what was there is no longer
    Import.objects.update(attempts=MOST_ATTEMPTS)

    work()

    found.refresh_from_db()
    assert (found.state, found.report["faults"][0]["what"][:21]) == ("refused", "Máy chủ đã thử nhiều ")


def test_a_worker_that_died_goes_on_where_it_was(cast):
    found = read(cast, text_of(AT_ONCE + 5))
    actions.confirm(found=found, skip_clashes=False, by=cast.hoa, at=NOW)
    half = read_json(text_of(AT_ONCE))
    from namsao.apps.traceability.actions import capture_document

    capture_document(document=half, owner=cast.htx, by=cast.hoa, at=NOW, behaviour="proceed")
    Import.objects.update(done=AT_ONCE, stored=AT_ONCE)

    work()

    found.refresh_from_db()
    assert (found.state, found.stored, found.known, Event.objects.count()) == (
        "done",
        AT_ONCE + 5,
        0,
        AT_ONCE + 5,
    )


def test_a_step_is_not_done_twice(cast):
    found = write(read(cast, text_of(1)), cast)

    for act in (
        lambda: actions.confirm(found=found, skip_clashes=False, by=cast.hoa, at=NOW),
        lambda: actions.drop(found=found, by=cast.hoa, at=NOW),
        lambda: actions.choose_columns(found=found, columns={}, unit="", by=cast.hoa, at=NOW),
    ):
        with pytest.raises(NotAllowedNow, match="Tệp này đã ghi"):
            act()


def test_a_dropped_file_stays_dropped(cast):
    found = bring(cast, text_of(1))
    actions.drop(found=found, by=cast.hoa, at=NOW)

    assert work() == 0
    found.refresh_from_db()
    assert (found.state, ImportFile.objects.exists(), Event.objects.exists()) == ("dropped", False, False)


def test_a_file_nobody_confirms_is_put_away_after_a_week(cast):
    old, fresh = read(cast, text_of(1)), bring(cast, text_of(2), at=NOW + timedelta(days=5))

    assert actions.drop_forgotten(by=SYSTEM, at=NOW + timedelta(days=8)) == 1

    old.refresh_from_db()
    fresh.refresh_from_db()
    assert (old.state, fresh.state) == ("dropped", "waiting")


def test_who_may_bring_files_and_see_what_came_of_them(cast):
    found = bring(cast, text_of(1))
    people = (cast.hoa, cast.other_hoa, cast.tuan, cast.other_tuan, cast.lan, cast.thu, cast.quan, cast.binh)

    def those(verb, row):
        return [person.name for person in people if may(person, verb, row)]

    writers = ["Hoa", "Tuấn", "Lan"]
    assert those("import_events", Party.objects.get(pk=cast.htx.pk)) == writers
    assert those("work", found) == writers
    assert those("see", found) == [*writers, "Thu"]
