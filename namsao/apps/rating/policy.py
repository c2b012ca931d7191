"""Who may do what with a dossier, a sheet, a decision. The matrix of permissions proves it.

Blindness is here: a sheet belongs to its member until the hearing closes; what the advisory group proposes
stays hidden from a member until the member's own sheet is in (`queries.advice.may_read_scores`).
"""

from django.db.models import Q

from namsao.apps.rating.flow import State
from namsao.apps.rating.models import (
    Advice,
    Attachment,
    CommuneReport,
    Council,
    Decision,
    DecisionRow,
    Dossier,
    Filing,
    Forwarding,
    Hearing,
    Inspection,
    Member,
    Recusal,
    Representative,
    Result,
    ResultNotice,
    RevocationCase,
    Round,
    SampleMove,
    Sheet,
    Sitting,
    StarCertificate,
    Submission,
    TestRequest,
)
from namsao.apps.rating.rules import (
    before_advisers,
    before_council,
    both,
    filed,
    hearings_of,
    readers_of,
    readers_of_product,
    running,
    scores_for,
    seated,
    with_commune,
    with_leader,
    with_province,
)
from namsao.base.access.policy import policy
from namsao.base.access.rules import at_place, either, of_party, own, with_role
from namsao.core.actor import Role

_of_producer = of_party("product__party", Role.PRODUCER)
policy(
    Dossier,
    {
        "see": readers_of(""),
        "write": either(_of_producer, with_commune()),
        "file": _of_producer,
        "withdraw": _of_producer,
        "judge": both(with_commune(), filed()),  # Form 03, return, propose
        "track_samples": both(either(with_commune(), with_province()), filed()),
        "take_in": both(with_province(), filed()),  # accept, send back, put in a round, on an agenda, forward
        "advise": either(before_advisers(""), both(with_province(), Q(kind="reevaluation"))),
        "submit": with_province(),
        "decide": with_leader(),
        "record_ministry": with_province(),
        # Personal fields of Form 02: those who work on the dossier, never auditors or readers of registers.
        "see_personal": either(_of_producer, with_commune(), with_province()),
    },
)
policy(
    Attachment,
    {
        "see": readers_of("dossier__"),
        # Its files. A restricted paper: those who work on the dossier, and those who judge it.
        "open": either(
            of_party("dossier__product__party", Role.PRODUCER),
            with_commune("dossier__"),
            with_province("dossier__"),
            before_council("dossier"),
            before_advisers("dossier"),
            both(readers_of("dossier__"), ~Q(document__visibility="restricted")),
        ),
    },
)
for model in (Filing, SampleMove, Forwarding):
    policy(model, {"see": readers_of("dossier__")})
policy(
    TestRequest,
    {"see": readers_of("dossier__"), "answer": of_party("dossier__product__party", Role.PRODUCER)},
)
policy(
    CommuneReport,
    {
        "see": either(
            with_commune("dossier__"),
            both(readers_of("dossier__"), Q(issued_at__isnull=False)),
        )
    },
)
policy(
    Advice,
    {
        # Of the proposed scores inside, `queries.advice.may_read_scores` says who reads them.
        "see": either(
            before_advisers("dossier"),
            both(with_province("dossier__"), Q(dossier__kind="reevaluation") | Q(submitted_at__isnull=False)),
            both(either(before_council("dossier"), with_role(Role.AUDITOR)), Q(submitted_at__isnull=False)),
        ),
    },
)
policy(
    Representative,
    {
        "see": either(
            of_party("party", Role.PRODUCER),
            at_place("party__place", Role.COMMUNE, Role.PROVINCE),
        ),
        "change": either(of_party("party", Role.PRODUCER), at_place("party__place", Role.COMMUNE)),
        "erase": either(of_party("party", Role.PRODUCER), at_place("party__place", Role.PROVINCE)),
    },
)
_council_readers = either(seated(""), with_province(), with_leader(), with_role(Role.AUDITOR))
policy(
    Council,
    {
        "see": _council_readers,
        "change": with_province(),
        "seat": with_province(),
        "call": either(running(""), with_province()),  # a new sitting
    },
)
policy(
    Member,
    {
        "see": either(
            seated("council"), with_province("council__"), with_leader("council__"), with_role(Role.AUDITOR)
        ),
        "end": with_province("council__"),
    },
)
policy(
    Round,
    {
        "see": either(
            with_province(), with_leader(), with_role(Role.AUDITOR, Role.COMMUNE), seated("sittings__council")
        ),
        "change": with_province(),
    },
)
policy(
    Sitting,
    {
        "see": either(
            seated("council"),
            with_province("council__"),
            with_leader("council__"),
            with_role(Role.AUDITOR),
        ),
        "prepare": either(running("council"), with_province("council__")),  # agenda, presence
        "run": running("council"),  # close hearings, discussion, minutes, the council's proposal
        "declare": lambda actor: Q(council__in=Member.objects.filter(scores_for(actor)).values("council")),
    },
)
policy(
    Hearing,
    {
        "see": either(
            hearings_of,
            with_province("sitting__council__"),
            with_leader("sitting__council__"),
            with_role(Role.AUDITOR),
        ),
        "score": lambda actor: (
            hearings_of(actor)
            & Q(sitting__council__in=Member.objects.filter(scores_for(actor)).values("council"))
        ),
        "stand_back": lambda actor: Q(
            sitting__council__in=Member.objects.filter(scores_for(actor)).values("council")
        ),
        "run": running("sitting__council"),
        "prepare": either(running("sitting__council"), with_province("sitting__council__")),
    },
)
policy(
    Recusal,
    {"see": either(own("member__user"), running("hearing__sitting__council"), with_role(Role.AUDITOR))},
)
_closed_sheets = Q(hearing__closed_at__isnull=False, submitted_at__isnull=False)
policy(
    Sheet,
    {
        "see": either(
            own("member__user"),
            both(
                either(
                    lambda actor: Q(hearing__in=Hearing.objects.filter(hearings_of(actor)).values("pk")),
                    with_province("hearing__sitting__council__"),
                    with_role(Role.AUDITOR),
                ),
                _closed_sheets,
            ),
        ),
        "score": both(own("member__user"), Q(submitted_at__isnull=True)),
    },
)
_known_results = Q(
    dossier__state__in=[
        State.RECOGNISED,
        State.NOT_RECOGNISED,
        State.APPROVED,
        State.FORWARDED,
        State.BELOW_90,
    ]
)
policy(
    Result,
    {
        "see": either(
            with_province("dossier__"),
            with_leader("dossier__"),
            with_role(Role.AUDITOR),
            before_council("dossier"),
            both(
                either(of_party("dossier__product__party", Role.PRODUCER), with_commune("dossier__")),
                _known_results,
            ),
        ),
    },
)
_above = either(with_province(), with_leader(), with_role(Role.AUDITOR))
policy(Submission, {"see": _above, "decide": with_leader()})
policy(
    Decision,
    {
        "see": either(_above, with_role(Role.COMMUNE)),
        "record": with_leader(),
        "correct": with_leader(),
        "notify": with_province(),
    },
)
policy(
    DecisionRow,
    {"see": readers_of_product("product"), "notify": at_place("product__party__place", Role.PROVINCE)},
)
policy(
    StarCertificate,
    {
        "see": readers_of_product("product"),
        "extend": at_place("product__party__place", Role.PROVINCE),
        "open_revocation": at_place("product__party__place", Role.PROVINCE),
        "inspect": at_place("product__party__place", Role.PROVINCE),
        "remind": at_place("product__party__place", Role.COMMUNE, Role.PROVINCE),
        "report_stopped": at_place("product__party__place", Role.COMMUNE),
    },
)
policy(ResultNotice, {"see": readers_of_product("row__product")})
# An unannounced visit stays so until it is concluded.
_told = Q(kind=Inspection.Kind.PERIODIC) | ~Q(conclusion=Inspection.Conclusion.OPEN)
policy(
    Inspection,
    {
        "see": either(
            both(of_party("product__party", Role.PRODUCER), _told),
            at_place("product__party__place", Role.COMMUNE, Role.PROVINCE, Role.LEADER),
            with_role(Role.AUDITOR),
        ),
        "fix": at_place("product__party__place", Role.COMMUNE, Role.PROVINCE),
        "change": at_place("product__party__place", Role.PROVINCE),
    },
)
policy(
    RevocationCase,
    {
        "see": readers_of_product("certificate__product"),
        "work": at_place("certificate__product__party__place", Role.PROVINCE),
        "answer": of_party("certificate__product__party", Role.PRODUCER),
        # Five stars: the minister decides, the province only records it here.
        "decide": either(
            at_place("certificate__product__party__place", Role.LEADER),
            both(at_place("certificate__product__party__place", Role.PROVINCE), Q(certificate__stars=5)),
        ),
    },
)
