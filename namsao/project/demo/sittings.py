"""Illustrative sittings: scored, closed, proposed, submitted, decided, and one still under way."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from hashlib import sha256

from django.db import transaction

from namsao.apps.rating.actions import sitting as sittings
from namsao.apps.rating.actions.closing import Minutes, close_hearing, propose_results
from namsao.apps.rating.actions.decision import Ruling, decide
from namsao.apps.rating.actions.ministry import forward, record_below
from namsao.apps.rating.actions.notices import notify_results
from namsao.apps.rating.actions.scoring import save_scores, start_sheet, submit_sheet
from namsao.apps.rating.actions.submission import submit
from namsao.apps.rating.models import Decision, Dossier, Hearing, Member, Sitting, Submission
from namsao.apps.rating.papers import papers_of
from namsao.project.demo.dossiers import aim_of
from namsao.project.demo.programme import Programme, Row, moment, round_of
from namsao.project.demo.sheets import Scores, varied

SWING = 3  # points a member lies from the council's mean, at most
SIGNER = "Vũ Hồng Sơn, Phó Chủ tịch (minh hoạ)"

Dossiers = Mapping[str, Dossier]


class Session:
    """One sitting of the pack. dossiers: key -> dossier; rows: key -> its row of the pack."""

    def __init__(self, setting: Programme, row: Row, dossiers: Dossiers, rows: Mapping[str, Row]) -> None:
        self.setting, self.row, self.dossiers, self.rows = setting, row, dossiers, rows
        self.secretary = setting.users["dung"]
        self.scored_on = row.get("scored_on", row["on"])
        self.scorers = [*setting.council.members.scoring().select_related("user", "council")]

    @transaction.atomic
    def hold(self) -> None:
        """Called, opened, declared, scored; with minutes also closed and proposed."""
        self.sitting = self._call()
        hearings = {
            each.dossier_id: each for each in self.sitting.hearings.select_related("dossier__product")
        }
        hearings = {key: hearings[self.dossiers[key].pk] for key in self.row["products"]}
        self._declare(hearings)
        for key, hearing in hearings.items():
            self._score(key, hearing)
        if "minutes" in self.row:
            self._close(hearings)

    def _call(self) -> Sitting:
        row, at, is_written = (
            self.row,
            moment(self.row["called_on"]),
            self.row["mode"] == Sitting.Mode.WRITTEN,
        )
        sitting = sittings.new_sitting(
            council=self.setting.council,
            title=row["title"],
            held_on=date.fromisoformat(row["on"]),
            mode=row["mode"],
            the_round=None if is_written else round_of(self.setting.province, 2026, 2),
            venue=row["venue"],
            by=self.secretary,
            at=at,
        )
        dossiers = [self.dossiers[key] for key in row["products"]]
        made = sittings.add_to_agenda(sitting=sitting, dossiers=dossiers, by=self.secretary, at=at)
        places = {dossier.pk: place for place, dossier in enumerate(dossiers)}
        order = [each.pk for each in sorted(made, key=lambda each: places[each.dossier_id])]
        sittings.order_agenda(sitting=sitting, order=order, by=self.secretary, at=at)
        sittings.open_scoring(sitting=sitting, by=self.secretary, at=moment(self.scored_on, 8))
        if "minutes" in row:
            present = [each.pk for each in self.scorers]
            sittings.note_present(
                sitting=sitting, present=present, by=self.secretary, at=moment(self.scored_on, 8, 15)
            )
        return sitting

    def _declare(self, hearings: Mapping[str, Hearing]) -> None:
        stood_back = self.row.get("stood_back", {})
        for member in self._taking_part():
            login = _login(member)
            conflicts = {hearings[key].pk: whys[login] for key, whys in stood_back.items() if login in whys}
            at = moment(self.scored_on, 8, 30)
            sittings.declare(sitting=self.sitting, conflicts=conflicts, by=member.user, at=at)

    def _taking_part(self) -> Sequence[Member]:
        """Who has opened the sitting: everybody, or those who have begun a sheet or stood back."""
        if "sheets" not in self.row:
            return self.scorers
        begun = {login for each in self.row["sheets"].values() for login in [*each["in"], *each["begun"]]}
        begun |= {login for whys in self.row.get("stood_back", {}).values() for login in whys}
        return [each for each in self.scorers if _login(each) in begun]

    def _score(self, key: str, hearing: Hearing) -> None:
        wanted = self.row.get("sheets", {}).get(
            key, {"in": [_login(each) for each in self.scorers], "begun": []}
        )
        for number, member in enumerate(self.scorers):
            login = _login(member)
            if login not in [*wanted["in"], *wanted["begun"]]:
                continue
            at = moment(self.scored_on, 9 + number // 3, 5 + 17 * (number % 3))
            sheet = start_sheet(hearing=hearing, member=member, by=member.user, at=at)
            scores = self._scores(key, login, wanted.get("low", {}).get(login, 0))
            if login in wanted["begun"]:
                scores = dict(list(scores.items())[: len(scores) // 3])
            comments = self.setting.pack["comments"]
            comment = comments[_chance(key, login) % len(comments)] if login in wanted["in"] else ""
            sheet = save_scores(sheet=sheet, scores=scores, comment=comment, by=member.user, at=at)
            if login in wanted["in"]:
                submit_sheet(sheet=sheet, by=member.user, at=at)

    def _scores(self, key: str, login: str, low: int) -> Scores:
        """A member's own view: near what the advisers proposed, some points up or down. low: so many below."""
        dossier, row = self.dossiers[key], self.rows[key]
        swing = row.get("swing", SWING)
        points = row.get("council", row["advised"]) + _chance(login, key) % (2 * swing + 1) - swing - low
        advised = dossier.advice.get().scores
        stars = row.get("council_stars", row["self"]["stars"])
        return varied(aim_of(dossier, stars, points), advised, f"{login} {key}")

    def _close(self, hearings: Mapping[str, Hearing]) -> None:
        on, minutes = self.row["on"], self.row["minutes"]
        for number, hearing in enumerate(hearings.values()):
            close_hearing(hearing=hearing, by=self.secretary, at=moment(on, 15, 10 * number))
        paper = Minutes(
            number=minutes["number"],
            on=date.fromisoformat(minutes["on"]),
            paper=self.setting.papers.signed("minutes"),
        )
        propose_results(
            sitting=self.sitting, minutes=paper, by=self.secretary, at=moment(minutes["on"], 16, 30)
        )
        for row in self.row.get("submissions", ()):
            self._submit(row)

    def _submit(self, row: Row) -> None:
        dossiers = [self.dossiers[key] for key in row["products"]]
        submission = submit(
            place=self.setting.province,
            dossiers=dossiers,
            number=row["number"],
            on=date.fromisoformat(row["on"]),
            paper=self.setting.papers.signed("submission"),
            by=self.setting.users["lan"],
            at=moment(row["on"], 14),
        )
        if "decision" in row:
            self._decide(submission, row["decision"])

    def _decide(self, submission: Submission, row: Row) -> Decision:
        decision = decide(
            submission=submission,
            rulings={
                self.dossiers[key].pk: Ruling(verdict, self.rows[key].get("why", ""))
                for key, verdict in row["verdicts"].items()
            },
            number=row["number"],
            on=date.fromisoformat(row["on"]),
            signer=SIGNER,
            paper=self.setting.papers.signed("decision"),
            by=self.setting.users["son"],
            at=moment(row["on"], 16),
        )
        if notice := row.get("notice"):
            notify_results(
                decision=decision,
                number=notice["number"],
                on=date.fromisoformat(notice["on"]),
                by=self.setting.users["lan"],
                at=moment(notice["on"], 10),
            )
        return decision


@transaction.atomic
def ministry(setting: Programme, dossiers: Dossiers) -> None:
    """What was sent to the ministry, and the one answer that is there."""
    lan = setting.users["lan"]
    for key, row in setting.pack["ministry"].items():
        dossier = dossiers[key]
        forward(
            dossier=dossier,
            papers={each.code: "có" for each in papers_of(dossier) if each.is_required},
            letter_no=row["letter"],
            letter_on=date.fromisoformat(row["on"]),
            letter=setting.papers.signed("forward"),
            by=lan,
            at=moment(row["on"], 15),
        )
        if answer := row.get("answer"):
            record_below(
                dossier=dossier,
                number=answer["number"],
                on=date.fromisoformat(answer["on"]),
                points=Fraction(answer["points"]),
                stars=answer["stars"],
                text=answer["text"],
                by=lan,
                at=moment(answer["on"], 10),
            )


def _login(member: Member) -> str:
    return str(member.user.email).partition("@")[0]


def _chance(*words: str) -> int:
    """A number that looks random and never changes."""
    return int.from_bytes(sha256(" ".join(words).encode()).digest()[:4])
