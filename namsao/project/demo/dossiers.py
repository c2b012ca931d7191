"""Illustrative dossiers, each as far as its days in the pack lead it, by the verbs of every desk."""

from datetime import date, datetime

from django.db import transaction

from namsao.apps.rating.actions import dossiers as desk
from namsao.apps.rating.actions.advice import Visit, assign, submit_advice, write_proposed, write_visit
from namsao.apps.rating.actions.attachments import attach
from namsao.apps.rating.actions.commune import Letters, Reason, propose, return_to_producer, write_form03
from namsao.apps.rating.actions.filing import file_dossier, withdraw
from namsao.apps.rating.actions.intake import accept, send_back
from namsao.apps.rating.actions.laboratory import answer_test, ask_test
from namsao.apps.rating.actions.samples import move_samples
from namsao.apps.rating.flow import Kind
from namsao.apps.rating.form02 import texts_of
from namsao.apps.rating.models import Dossier
from namsao.apps.rating.packs import criteria_of
from namsao.apps.rating.queries.proof import SENSORY, trace_of, trace_option
from namsao.apps.rating.queries.rounds import open_to
from namsao.apps.rating.queries.samples import needed
from namsao.base.parties.models import Party
from namsao.core.actor import Actor
from namsao.project.demo import applicants
from namsao.project.demo.programme import Programme, Row, moment, producer_of
from namsao.project.demo.sheets import Aim, Scores, aimed, varied

# Option of 3.1, kind of organisation; what is none of these has the third.
ORGANISATIONS = {
    Party.Kind.COOPERATIVE_GROUP: 1,
    Party.Kind.FARM: 1,
    Party.Kind.HOUSEHOLD: 1,
    Party.Kind.SME: 2,
}
ALL_SAMPLES = 5


class Way:
    """One dossier on its way. row: of the pack's `dossiers`."""

    def __init__(self, setting: Programme, row: Row) -> None:
        self.setting, self.row = setting, row
        self.pack, self.days = setting.pack, row["days"]
        self.product = applicants.product_of(row)
        self.producer = producer_of(self.product.party)
        self.officer = setting.officer(self.product.party.place)
        self.lan = setting.users["lan"]

    @transaction.atomic
    def walk(self) -> Dossier:
        """As far as the days go; whatever is told of it is told when it has arrived."""
        steps = {
            "opened": self._write,
            "filed": self._file,
            "returned": self._return,
            "withdrawn": self._withdraw,
            "proposed": self._propose,
            "sent_back": self._send_back,
            "accepted": self._accept,
            "surveyed": self._survey,
            "advised": self._advise,
        }
        for name, step in steps.items():
            if name in self.days:
                step(self.days[name])
        if "form03" in self.row:
            self._judge(self.row["form03"], moment(self.days["filed"], 16))
        return self.dossier

    def _write(self, day: str) -> None:
        at, by = moment(day), self.producer
        applicants.tell_story(self.product, self.row, by, at)
        self.dossier = desk.open_dossier(product=self.product, kind=self.row["kind"], by=by, at=at)
        is_hoa = by == self.setting.users["hoa"]
        applicants.represent(self.product.party, self.row["facts"], by, at, agrees=is_hoa)
        known = criteria_of(self.dossier)
        scores = aimed(self.aim(**self.row["self"]), self.row["key"])
        stop = self.row.get("draft_until")
        written = {code: seq for code, seq in scores.items() if not stop or code < stop}
        notes = {each.code: self._said_of(each.title) for each in known.criteria if each.code in written}
        desk.write_scores(dossier=self.dossier, scores=written, notes=notes, by=by, at=at)
        texts = {text.key: self._text(text.key) for text in texts_of(self.dossier.kind)}
        if stop:
            texts = {key: text for key, text in texts.items() if key not in {"results", "plan"}}
        desk.write_texts(dossier=self.dossier, texts=texts, by=by, at=at)
        self._attach(written, at, by)

    def _attach(self, scores: Scores, at: datetime, by: Actor) -> None:
        """Papers for every criterion that claims points, but for what is tasted."""
        library = self.setting.papers.library(self.product, by=by, at=at)
        for criterion in criteria_of(self.dossier).criteria:
            option = criterion.option(scores.get(criterion.code, 0))
            if option and option.points and not criterion.section_title.startswith(SENSORY):
                kind = self.setting.papers.kind_for(criterion.title)
                attach(dossier=self.dossier, criterion=criterion.code, document=library[kind], by=by, at=at)

    def _file(self, day: str) -> None:
        file_dossier(dossier=self.dossier, by=self.producer, at=moment(day, 10))
        self._hand_over("producer", "commune", moment(day, 10, 30), self.officer)

    def _return(self, day: str) -> None:
        return_to_producer(dossier=self.dossier, reasons=self._reasons(), by=self.officer, at=moment(day, 15))

    def _withdraw(self, day: str) -> None:
        withdraw(dossier=self.dossier, why=self.row["why"], by=self.producer, at=moment(day, 11))

    def _propose(self, day: str) -> None:
        at, on, serial = moment(day, 14), date.fromisoformat(day), self.dossier.pk
        self._judge(list(self.pack["form03"]), moment(day, 9))
        letters = Letters(
            report_no=f"{serial + 20}/BC-MH",
            report_on=on,
            letter_no=f"{serial + 40}/ĐN-MH",
            letter_on=on,
            letter=self.setting.papers.signed("letter"),
        )
        propose(dossier=self.dossier, letters=letters, by=self.officer, at=at)

    def _judge(self, items: list[str], at: datetime) -> None:
        said = {}
        for item in items:
            text, verdict = self.pack["form03"][item]
            said |= {item: self._filled(text), f"{item}_verdict": verdict}
        write_form03(dossier=self.dossier, said=said, by=self.officer, at=at)

    def _send_back(self, day: str) -> None:
        send_back(dossier=self.dossier, reasons=self._reasons(), by=self.lan, at=moment(day, 15))

    def _accept(self, day: str) -> None:
        at = moment(day, 10)
        self._hand_over("commune", "province", moment(day, 9), self.lan)
        is_again = self.row["kind"] == Kind.REEVALUATION
        rounds = open_to(self.dossier, date.fromisoformat(day))
        accept(dossier=self.dossier, into=None if is_again else rounds.first(), by=self.lan, at=at)
        member = self.setting.member(self.row["adviser"])
        assign(dossier=self.dossier, member=member, by=self.setting.users["nam"], at=moment(day, 16))

    def _survey(self, day: str) -> None:
        """The visit, half of the proposed scores, and what the laboratory is asked."""
        at, by = moment(day, 17), self._adviser
        visit = Visit(on=date.fromisoformat(day), text=self.pack["advice"]["visit"])
        write_visit(dossier=self.dossier, visit=visit, by=by, at=at)
        scores = list(self._advised_scores().items())
        self._propose_scores(dict(scores[: len(scores) // 2]), at, by)
        if test := self.row.get("test"):
            asked = ask_test(
                dossier=self.dossier,
                what=test["what"],
                why=test["why"],
                due=date.fromisoformat(test["due"]),
                by=by,
                at=at,
            )
            if "answered" in test:
                answered_at = moment(test["answered"], 9)
                library = self.setting.papers.library(self.product, by=self.producer, at=answered_at)
                answer_test(test=asked, document=library["test-report"], by=self.producer, at=answered_at)

    def _advise(self, day: str) -> None:
        at, by = moment(day, 11), self._adviser
        needs_visit = not self.row.get("no_visit", False)
        surveyed_on = date.fromisoformat(self.days["surveyed"]) if needs_visit else None
        visit = Visit(
            needed=needs_visit,
            on=surveyed_on,
            text=self.pack["advice"]["visit"] if needs_visit else "",
            summary=self.pack["advice"]["summary"],
        )
        write_visit(dossier=self.dossier, visit=visit, by=by, at=at)
        self._propose_scores(self._advised_scores(), at, by)
        self._hand_over("province", "council", at, self.lan)
        number = f"{self.dossier.pk + 60}/BC-MH"
        submit_advice(dossier=self.dossier, report_no=number, report_on=date.fromisoformat(day), by=by, at=at)

    @property
    def _adviser(self) -> Actor:
        return self.setting.users[self.row["adviser"]]

    def _advised_scores(self) -> Scores:
        own = self.row["self"]
        points = self.row.get("advised", own["points"] - 2)
        stars = self.row.get("council_stars", own["stars"])
        return varied(self.aim(stars, points), self.dossier.self_scores, f"advice {self.row['key']}", by=2)

    def _propose_scores(self, scores: Scores, at: datetime, by: Actor) -> None:
        notes = {
            each.code: text
            for each in criteria_of(self.dossier).criteria
            for start, text in self.pack["advice"]["notes"].items()
            if each.title.startswith(start) and each.code in scores
        }
        write_proposed(dossier=self.dossier, scores=scores, notes=notes, by=by, at=at)

    def _hand_over(self, source: str, target: str, at: datetime, by: Actor) -> None:
        if needed(self.dossier):
            move_samples(
                dossier=self.dossier, source=source, target=target, quantity=ALL_SAMPLES, by=by, at=at
            )

    def aim(self, stars: int, points: int) -> Aim:
        return aim_of(self.dossier, stars, points)

    def _reasons(self) -> list[Reason]:
        return [Reason(text, criterion) for criterion, text in self.row["reasons"]]

    def _text(self, key: str) -> str:
        texts = self.pack["texts"]
        return self._filled((texts["any"] | texts.get(self.row["kind"], {}))[key])

    def _said_of(self, title: str) -> str:
        found = (text for start, text in self.pack["notes"].items() if title.startswith(start))
        return self._filled(next(found, ""))

    def _filled(self, text: str) -> str:
        return applicants.filled(text, self.product, self.row["facts"])


def aim_of(dossier: Dossier, stars: int, points: int) -> Aim:
    """With the answers that are facts: the kind of organisation, and no electronic tracing where there is none."""
    known, fixed = criteria_of(dossier), {}
    trace = trace_of(dossier)
    for criterion in known.criteria:
        option = trace_option(criterion)
        if option and not trace.holds:
            fixed[criterion.code] = option.seq - 1
    fixed["3.1"] = ORGANISATIONS.get(Party.Kind(dossier.product.party.kind), 3)
    return Aim(known, stars, points, fixed)
