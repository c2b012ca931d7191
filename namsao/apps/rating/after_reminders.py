"""The clocks of ratings, looked at every night: certificates that end, desks that are late."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils.timezone import localdate

from namsao.apps.rating.after_words import Severity, Word, clock_key, inspection_key, renewal_key
from namsao.apps.rating.flow import ENDED, Kind, State
from namsao.apps.rating.models import Dossier, Inspection, StarCertificate, TestRequest
from namsao.apps.rating.packs import deadlines
from namsao.apps.rating.queries import after_people as people
from namsao.apps.rating.queries.after_cases import is_ministers, open_cases
from namsao.apps.rating.queries.after_certificates import ending_soon
from namsao.apps.rating.queries.window import Window, may_be_extended, window_of, window_state
from namsao.apps.rating.signals import certificate_running_out
from namsao.base.accounts.models import UserQuerySet
from namsao.base.ui.days import show_day
from namsao.base.work.actions import notify, remind, settle
from namsao.core.actor import SYSTEM
from namsao.core.calendar import vietnamese_holidays, working_days_between

COMMUNE_NOTICE = 3  # working days before its last day
REEVALUATION_NOTICE = 10  # days before the 45 are over
CASE_NOTICE = 5  # days before the 15 are over
TEST_NOTICE = 3
FIX_NOTICE = 7


def remind_of_endings(*, at: datetime) -> int:
    """Tell producers and communes that a certificate comes to its end, one step of the ladder at a time.

    Not of a certificate whose re-evaluation is filed. Returns how many certificates were told of. A night that was
    missed is made up for by one notice. News: certificate_running_out.
    """
    day = localdate(at)
    told = 0
    for certificate in ending_soon(day):
        product = certificate.product
        users = people.producers(product) | people.commune_of(product.party.place)
        title, body, severity = _ending(certificate, day)
        step = remind(
            users=users,
            key=renewal_key(certificate),
            target_day=certificate.valid_to,
            title=title,
            body=body,
            url=reverse("products:product", args=[product.pk]),
            steps=deadlines().reminders,
            severity=severity,
            by=SYSTEM,
            at=at,
        )
        if step is not None:
            certificate_running_out.send(at=at, certificate=certificate.pk, days=step)
            told += 1
    return told


def _ending(certificate: StarCertificate, day: date) -> tuple[str, str, Severity]:
    """What is true on that day, whatever step it is: title, body, severity."""
    opens, closes = window_of(certificate)
    name, last = certificate.product, show_day(certificate.valid_to)
    left = (certificate.valid_to - day).days
    match window_state(certificate, day):
        case Window.NOT_OPEN:
            body = (
                f"Nộp được từ {show_day(opens)} đến hết {show_day(closes)}. Chuẩn bị dần giấy tờ có thời hạn."
            )
            return f"Chuẩn bị đánh giá lại: {name}, giấy hết hạn {last}", body, Severity.NOTE
        case Window.OPEN if day == closes:
            body = f"Giấy {certificate.stars} sao hết hạn {last}. Nộp sau hôm nay là nộp muộn."
            return f"Hôm nay là ngày cuối nộp đánh giá lại: {name}", body, Severity.URGENT
        case Window.OPEN:
            body = f"Giấy {certificate.stars} sao hết hạn {last}. Ngày cuối được nộp là {show_day(closes)}."
            return f"Nộp hồ sơ đánh giá lại được rồi: {name}", body, Severity.WARNING
    body = (
        f"Còn {left} ngày giấy hết hạn ({last}). Nộp ngay trước ngày đó; "
        "kéo dài hiệu lực chỉ do tỉnh xem xét, không tự động."
    )
    return f"Đã quá hạn nộp đánh giá lại: {name}", body, Severity.URGENT


def remind_of_clocks(*, at: datetime) -> None:
    """Tell each desk of what is nearly or already late, once for each stage."""
    day = localdate(at)
    for word in (
        *_communes(day),
        *_reevaluations(day),
        *_cases(day),
        *_repairs(day),
        *_tests(day),
        *_late(day),
    ):
        # The stage takes the place of the one before: "nearly late" leaves when "late" comes.
        ladder, _colon, stage = word.key.rpartition(":")
        if stage == "late":
            settle(key=f"{ladder}:soon", by=SYSTEM, at=at)
        notify(users=word.users, by=SYSTEM, at=at, **word.facts())


def _stage(due: date, day: date, soon: bool) -> str:
    return "late" if day > due else "soon" if soon else ""


def _communes(day: date) -> Iterator[Word]:
    """Source: Decision 26/2026/QĐ-TTg, art. 7.2: 15 working days."""
    holidays = vietnamese_holidays(day.year, day.year + 1)
    waiting = Dossier.objects.filter(state=State.FILED, filed_on__isnull=False)
    for dossier in waiting.select_related("product", "place__parent"):
        due = deadlines().commune_due(dossier.filed_on)
        left = working_days_between(day, due, holidays)
        stage = _stage(due, day, left <= COMMUNE_NOTICE)
        said = {"soon": "Sắp hết 15 ngày làm việc", "late": "Xã quá hạn 15 ngày làm việc"}
        if stage:
            users = people.commune_of(dossier.place)
            key = f"dossier:{dossier.pk}:commune:{due.isoformat()}:{stage}"
            yield _clock(key, users, f"{said[stage]}: {dossier.product}", "rating:dossier", dossier.pk, due)


def _reevaluations(day: date) -> Iterator[Word]:
    """Source: art. 7.6g: 45 days from the complete dossier."""
    waiting = Dossier.objects.filter(kind=Kind.REEVALUATION, complete_on__isnull=False).exclude(
        state__in=[*ENDED, State.RETURNED_BY_PROVINCE]
    )
    for dossier in waiting.select_related("product", "place__parent"):
        due = deadlines().reevaluation_due(dossier.complete_on)
        stage = _stage(due, day, (due - day).days <= REEVALUATION_NOTICE)
        said = {"soon": "Sắp hết 45 ngày đánh giá lại", "late": "Quá 45 ngày đánh giá lại"}
        if stage:
            users = people.province_of(dossier.place)
            key = f"{clock_key(dossier)}:{due.isoformat()}:{stage}"
            yield _clock(key, users, f"{said[stage]}: {dossier.product}", "rating:dossier", dossier.pk, due)


def _cases(day: date) -> Iterator[Word]:
    """Source: art. 8.4: 15 days from the conclusion."""
    found = open_cases().select_related("certificate__product__party__place__parent")
    for case in found:
        stage = _stage(case.due, day, (case.due - day).days <= CASE_NOTICE)
        said = {"soon": "Sắp hết 15 ngày thu hồi", "late": "Quá 15 ngày thu hồi"}
        if stage:
            place = case.certificate.product.party.place
            with_leader = case.submitted_on and not is_ministers(case.certificate)
            users = people.leaders_of(place) if with_leader else people.province_of(place)
            title = f"{said[stage]}: {case.certificate.product}"
            key = f"{clock_key(case)}:{stage}"
            yield _clock(key, users, title, "rating:revocation", case.pk, case.due)


def _repairs(day: date) -> Iterator[Word]:
    found = Inspection.objects.filter(conclusion=Inspection.Conclusion.TO_FIX, fixed_on=None)
    for inspection in found.select_related("product__party__place__parent"):
        due, product = inspection.fix_by, inspection.product
        stage = _stage(due, day, (due - day).days <= FIX_NOTICE)
        if stage:
            late = stage == "late"
            users = people.province_of(product.party.place) if late else people.producers(product)
            said = "Quá hạn khắc phục sau kiểm tra" if late else "Sắp đến hạn khắc phục sau kiểm tra"
            key = f"{inspection_key(inspection)}:fix:{stage}"
            yield _clock(key, users, f"{said}: {product}", "rating:inspection", inspection.pk, due)


def _tests(day: date) -> Iterator[Word]:
    """Laboratory results the advisory group waits for."""
    found = TestRequest.objects.filter(answered_at=None, dropped_why="", due__isnull=False)
    for test in found.select_related("dossier__product__party"):
        stage = _stage(test.due, day, (test.due - day).days <= TEST_NOTICE)
        said = {"soon": "Sắp đến hạn gửi phiếu kiểm nghiệm", "late": "Quá hạn gửi phiếu kiểm nghiệm"}
        if stage:
            users, title = people.producers(test.dossier.product), f"{said[stage]}: {test.dossier.product}"
            key = f"test:{test.pk}:{test.due.isoformat()}:{stage}"
            yield _clock(key, users, title, "rating:dossier", test.dossier_id, test.due)


def _late(day: date) -> Iterator[Word]:
    """A late re-evaluation whose certificate ends within a month: the province may extend, nobody else can."""
    soon = StarCertificate.objects.lasting_on(day).filter(
        valid_to__range=(day, day + timedelta(days=30)), extension__isnull=True
    )
    waiting = Dossier.objects.open().filter(kind=Kind.REEVALUATION, first_filed_on__isnull=False)
    for certificate in soon.filter(product__in=waiting.values("product")).with_facts():
        if may_be_extended(certificate, day):
            place = certificate.product.party.place
            title = f"Giấy sắp hết hạn khi hồ sơ nộp muộn chưa có kết quả: {certificate.product}"
            key = f"certificate:{certificate.pk}:extend:soon"
            yield _clock(
                key, people.province_of(place), title, "rating:extend", certificate.pk, certificate.valid_to
            )


def _clock(key: str, users: UserQuerySet, title: str, page: str, pk: int, due: date) -> Word:
    late = key.endswith(":late")
    severity = Severity.URGENT if late else Severity.WARNING
    return Word(key, users, title, url=reverse(page, args=[pk]), due=due, severity=severity)
