"""Rows a leg of the round starts from, made by the actions; needs Django set up for the demo's folder."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from namsao.apps.evidence.actions import add_document, add_file
from namsao.apps.evidence.facts import Facts
from namsao.apps.farms import actions as farms
from namsao.apps.labels import actions as labels
from namsao.apps.products import actions as products
from namsao.apps.products.models import Product
from namsao.apps.rating.actions import advice, commune, council, intake, rounds, scoring, sitting
from namsao.apps.rating.actions.attachments import attach
from namsao.apps.rating.actions.bring_in import bring_in
from namsao.apps.rating.actions.closing import Minutes, close_hearing, propose_results
from namsao.apps.rating.actions.dossiers import open_dossier, write_scores, write_texts
from namsao.apps.rating.actions.filing import file_dossier
from namsao.apps.rating.actions.personal import Person, write_representative
from namsao.apps.rating.actions.samples import move_samples
from namsao.apps.rating.flow import Kind
from namsao.apps.rating.form02 import texts_of
from namsao.apps.rating.models import Council, Dossier, Hearing, Member, Round, Sitting
from namsao.base.accounts.models import User
from namsao.base.files.actions import keep_document
from namsao.base.parties.models import Party
from tests.browser.round.papers import a_paper
from tests.browser.round.sheets import SET, Ticks, criteria, worth

ITEMS = ("material", "labour", "idea", "identity")
SEATS = {"chair": "chair", "secretary": "secretary", "adviser": "lead_adviser"}


@dataclass(frozen=True)
class Stage:
    """What the legs have in common. people: part of the story -> its account."""

    party: Party
    people: dict[str, User]
    council: Council
    round: Round

    @property
    def scorers(self) -> list[Member]:
        return list(self.council.members.scoring().select_related("user", "council").order_by("id"))


def today() -> date:
    return timezone.localdate()


def a_stage(party: Party, people: dict[str, User]) -> Stage:
    """A council whose rules allow extra rounds, everybody seated, and such a round."""
    lan, at, province = people["province"], timezone.now(), party.place.parent
    facts = council.Facts(
        name="Hội đồng đánh giá khoá trước",
        decision_no="77/QĐ-UBND",
        decided_on=today() - timedelta(days=90),
        regulation_no="12/QC-HĐ",
        extra_rounds=True,
    )
    made = council.new_council(place=province, facts=facts, by=lan, at=at)
    for part, user in people.items():
        if part in SEATS or part.startswith("member"):
            seat = SEATS.get(part, "member")
            council.seat(council=made, user=user, seat=seat, agency="Sở Công Thương", by=lan, at=at)
    extra = rounds.make_extra_round(
        place=province,
        plan_no="30/KH-UBND",
        propose_before=today() + timedelta(days=10),
        evaluate_before=today() + timedelta(days=40),
        by=lan,
        at=at,
    )
    write_representative(party=party, person=Person(name="Triệu Thị Mai"), by=people["producer"], at=at)
    return Stage(party, people, made, extra)


def a_product(party: Party, name: str, by: User) -> Product:
    """In the register, with a story, a batch out of a harvest, and labels on it: its trace holds."""
    at = timezone.now()
    workshop = party.facilities.first() or products.add_facility(
        party=party, place=party.place, name="Xưởng trà", by=by, at=at
    )
    made = products.add_product(
        party=party, facility=workshop, name=name, set_number=SET, net_content="hộp 100 g", net_g=100,
        by=by, at=at,
    )  # fmt: skip
    story = {"vi": "Trà hái trên đồi nhà, sao tay từng mẻ nhỏ."}
    products.tell_story(
        product=made, names={}, summary={}, story=story, ingredients={}, usage={}, by=by, at=at
    )
    area = farms.add_area(
        party=party, place=party.place, name=f"Đồi {name}", code="", material_name="lá tươi",
        area_ha=Decimal(1), boundary=None, by=by, at=at,
    )  # fmt: skip
    season = farms.start_season(area=area, name="Vụ này", started_on=today(), by=by, at=at)
    lot = farms.record_harvest(
        season=season, lot="", harvested_on=today(), quantity_kg=Decimal(100), note="", by=by, at=at
    )
    batch = products.make_batch(
        product=made, facility=workshop, made_on=today(), expires_on=today() + timedelta(days=365),
        quantity=50, uses={lot: Decimal(50)}, by=by, at=at,
    )  # fmt: skip
    labels.issue(batch=batch, count=4, layout="a4-24", by=by, at=at)
    return made


def recognised(product: Product, ends_in: int, by: User) -> None:
    """Four stars from before this software that end in so many days, entered with their certificate."""
    valid_to = today() + timedelta(days=ends_in)
    decided_on = valid_to.replace(year=valid_to.year - 3) + timedelta(days=1)
    number = f"{product.pk}/QĐ-UBND"
    at = timezone.now()
    products.recognise(
        product=product, stars=4, decision_no=number, decided_on=decided_on, valid_to=valid_to, by=by, at=at
    )
    bring_in(place=product.party.place.parent, by=by, at=at)


def filed(stage: Stage, product: Product, kind: str, points: int) -> Dossier:
    """Written by the producer with one paper for everything, and handed in."""
    by, at = stage.people["producer"], timezone.now()
    dossier = open_dossier(product=product, kind=kind, by=by, at=at)
    write_scores(dossier=dossier, scores=worth(points), by=by, at=at)
    texts = {text.key: f"{text.label}: đã viết." for text in texts_of(kind)}
    write_texts(dossier=dossier, texts=texts, by=by, at=at)
    facts = Facts(kind="quality-declaration", title=f"Bản tự công bố {product.name}", covers=product)
    paper = add_document(party=stage.party, facts=facts, by=by, at=at)
    add_file(document=paper, content=a_paper(), name="tu-cong-bo.pdf", by=by, at=at)
    for each in criteria().criteria:
        attach(dossier=dossier, criterion=each.code, document=paper, by=by, at=at)
    file_dossier(dossier=dossier, by=by, at=at)
    return dossier


def advised(stage: Stage, dossier: Dossier, points: int) -> Dossier:
    """Proposed by the commune, taken in by the province, reported on by the advisory group."""
    tuan, lan, nam = (stage.people[part] for part in ("commune", "province", "adviser"))
    at, is_again = timezone.now(), dossier.kind == Kind.REEVALUATION
    said = dict.fromkeys(ITEMS, "Đúng thực tế.") | {f"{each}_verdict": "agrees" for each in ITEMS}
    commune.write_form03(dossier=dossier, said=said, by=tuan, at=at)
    move_samples(dossier=dossier, source="producer", target="commune", quantity=5, by=tuan, at=at)
    letters = commune.Letters(
        report_no=f"{dossier.pk}/BC-UBND",
        report_on=today(),
        letter_no=f"{dossier.pk}/UBND",
        letter_on=today(),
    )
    commune.propose(dossier=dossier, letters=letters, by=tuan, at=at)
    intake.accept(dossier=dossier, into=None if is_again else stage.round, by=lan, at=at)
    visit = advice.Visit(needed=not is_again, on=None if is_again else today(), summary="Đủ điều kiện.")
    advice.write_visit(dossier=dossier, visit=visit, by=nam, at=at)
    advice.write_proposed(dossier=dossier, scores=worth(points), notes={}, by=nam, at=at)
    advice.submit_advice(dossier=dossier, report_no=f"{dossier.pk}/BC-TTV", report_on=today(), by=nam, at=at)
    return dossier


def before_council(stage: Stage, dossier: Dossier, title: str) -> Hearing:
    """On the agenda of a sitting of its own, scoring open; written opinions for a re-evaluation."""
    by, at, is_again = stage.people["secretary"], timezone.now(), dossier.kind == Kind.REEVALUATION
    called = sitting.new_sitting(
        council=stage.council,
        title=title,
        held_on=today(),
        mode=Sitting.Mode.WRITTEN if is_again else Sitting.Mode.MEETING,
        the_round=None if is_again else stage.round,
        by=by,
        at=at,
    )
    (hearing,) = sitting.add_to_agenda(sitting=called, dossiers=[dossier], by=by, at=at)
    sitting.open_scoring(sitting=called, by=by, at=at)
    return hearing


def handed_in(hearing: Hearing, members: list[Member], ticks: Ticks) -> None:
    """The members declare no conflict, and each hands in the same sheet."""
    for member in members:
        by, at = member.user, timezone.now()
        sitting.declare(sitting=hearing.sitting, conflicts={}, by=by, at=at)
        sheet = scoring.start_sheet(hearing=hearing, member=member, by=by, at=at)
        scoring.save_scores(sheet=sheet, scores=ticks, by=by, at=at)
        scoring.submit_sheet(sheet=sheet, by=by, at=at)


def proposed(stage: Stage, hearing: Hearing) -> None:
    """Closed, and proposed with the minutes."""
    by, at = stage.people["secretary"], timezone.now()
    close_hearing(hearing=hearing, by=by, at=at)
    paper = keep_document(content=a_paper(2), name="bien-ban.pdf", by=by, at=at)
    minutes = Minutes(number=f"{hearing.pk}/BB-HĐ", on=today(), paper=paper)
    propose_results(sitting=hearing.sitting, minutes=minutes, by=by, at=at)
