"""A whole round of rating: from the producer's phone to a certificate that verifies, and what comes after it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import DESK, PHONE, Screens, Sessions
from tests.browser.demo import Demo
from tests.browser.round import after, commune, council, decisions, province, public
from tests.browser.round.clicks import look, today
from tests.browser.round.company import SCORERS, Company, assemble, sessions_of
from tests.browser.round.papers import paper_in
from tests.browser.round.producer import Producer
from tests.browser.round.sheets import worth
from tests.browser.sheet import codes_on

pytestmark = pytest.mark.browser

TITLE = "Phiên đánh giá đợt thêm"
POINTS = {"chair": 82, "member2": 84, "member3": 86, "member4": 87, "member5": 86}
AVERAGE, WATCHED = "85", "member2"
REASON = "Viết rõ hơn lịch sử của hợp tác xã."
RECOGNISED = "9120/QĐ-UBND"


@pytest.fixture(scope="module")
def company(demo: Demo) -> Company:
    return assemble(demo)


@pytest.fixture(scope="module")
def signed_in(company: Company, browser: Browser, demo: Demo, sessions: Sessions) -> Sessions:
    return sessions_of(company, browser, demo, sessions)


@pytest.fixture
def desks(
    browser: Browser, demo: Demo, signed_in: Sessions, request: pytest.FixtureRequest
) -> Iterator[Screens]:
    """Opens a screen for anybody of the company."""
    opened = Screens(browser, demo, signed_in, request.node.name)
    yield opened
    opened.close()


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    return paper_in(tmp_path, "ban-ky.pdf")


def test_a_dossier_becomes_a_certificate_that_verifies_from_its_code(
    desks: Screens, company: Company, demo: Demo, paper: Path, tmp_path: Path
) -> None:
    product = company.name("first")
    phone = desks.open(PHONE, "producer")
    desks.troubles(phone).expect("^422 from .*/representative/")  # the day that is none
    producer = Producer(phone, product)

    file_and_file_again(desks, producer, product, paper)
    added = report(desks, product)
    hear(desks, company, product, added, paper)
    code = recognise(desks, company, product, paper, tmp_path, demo.url)

    visitor = desks.open(PHONE)
    visitor.goto(code)
    public.says(visitor, "Còn hiệu lực")
    look(visitor, "verify", closely=True)
    expect(public.find(visitor, "tra gung khe moi")).to_contain_text(product)
    assert public.stars_on_passport(visitor, company.gtin("first")) == "4 sao"


def file_and_file_again(desks: Screens, producer: Producer, product: str, paper: Path) -> None:
    """The commune returns it once; the first day of filing stays, and the second receipt has its own number."""
    desk = desks.open(DESK, "commune")
    producer.open_dossier()
    producer.score_herself(worth(85))
    producer.name_the_representative()
    producer.write_the_report()
    producer.prove_what_lacks(paper)
    first = producer.file_dossier()
    commune.give_back(desk, product, REASON)
    producer.repair(REASON)
    second = producer.file_dossier()
    assert first != second
    assert (producer.fact("Nộp lần đầu"), producer.fact("Nộp gần nhất")) == (today(), today())
    commune.take_samples(desk, product)
    commune.judge_and_propose(desk, product)


def report(desks: Screens, product: str) -> str:
    """Into a round of its own, and the advisory group's report. Returns: what the round is called."""
    desk = desks.open(DESK, "province")
    added = province.add_round(desk)
    province.accept(desk, product, added)
    province.advise(desks.open(DESK, "adviser"), product, worth(80))
    return added


def hear(desks: Screens, company: Company, product: str, in_round: str, paper: Path) -> None:
    """Five members score, each alone; then the secretary closes and proposes."""
    lan, secretary = desks.open(DESK, "province"), desks.open(DESK, "secretary")
    council.set_up(lan, company.seats)
    council.call(lan, TITLE, in_round, product)
    council.open_scoring(secretary, TITLE)
    pages = {part: desks.open(DESK, part) for part in SCORERS}
    for part, page in pages.items():
        council.declare(page, TITLE)
        if part != WATCHED:
            council.score(page, product, worth(POINTS[part]))
    watched = pages[WATCHED]
    assert council.ADVISERS not in council.words_of_sheet(watched, product)
    council.score_by_keyboard(watched, product, worth(POINTS[WATCHED]))
    assert council.ADVISERS in council.words_of_sheet(watched, product)
    assert totals_in(council.words_for_members(watched, TITLE, product)) == {POINTS[WATCHED]}
    council.close(secretary, TITLE, product, AVERAGE)
    assert totals_in(council.words_for_members(watched, TITLE, product)) >= set(POINTS.values())
    council.propose(secretary, TITLE, "05/BB-HĐ", paper)


def totals_in(words: str) -> set[int]:
    """Which of the five members' totals are said."""
    return {points for points in POINTS.values() if re.search(rf"\b{points}\b", words)}


def recognise(desks: Screens, company: Company, product: str, paper: Path, folder: Path, root: str) -> str:
    """Submitted, decided, and only then certified. Returns: what the QR code of the certificate says."""
    lan, visitor = desks.open(DESK, "province"), desks.open(PHONE)
    decisions.submit(lan, product, "951/TTr-SNNMT")
    gtin = company.gtin("first")
    desks.troubles(visitor).expect(f"^404 from {root}/verify/{gtin}")
    public.ask(visitor, gtin)
    public.says(visitor, "Không có giấy này")
    look(visitor, "verify-before")
    assert public.stars_on_passport(visitor, gtin) == ""
    decisions.decide(desks.open(DESK, "leader"), "951/TTr-SNNMT", "Công nhận 4 sao", RECOGNISED, paper)
    certificate = decisions.print_certificate(desks.open(DESK, "producer"), product, folder)
    (code,) = codes_on(certificate)
    assert code.startswith(f"{root}/verify/")
    return code


def test_a_re_evaluation_by_written_opinions_replaces_the_old_certificate(
    desks: Screens, company: Company, paper: Path
) -> None:
    product, title = company.name("again"), "Lấy ý kiến đánh giá lại"
    lan, secretary, last = (desks.open(DESK, part) for part in ("province", "secretary", "member5"))
    visitor = desks.open(PHONE)
    old = decisions.code_of(lan, product)
    public.ask(visitor, old)
    public.says(visitor, "Còn hiệu lực")

    council.declare(last, title)
    council.score(last, product, worth(81))
    council.close(secretary, title, product, "81")
    council.propose(secretary, title, "06/BB-HĐ", paper)
    decisions.submit(lan, product, "952/TTr-SNNMT")
    decisions.decide(desks.open(DESK, "leader"), "952/TTr-SNNMT", "Công nhận 4 sao", "9121/QĐ-UBND", paper)

    public.ask(visitor, old)
    public.says(visitor, "Đã thay bằng giấy mới")
    look(visitor, "verify-replaced")
    visitor.get_by_role("link", name="Xem giấy đang thay thế").click()
    public.says(visitor, "Còn hiệu lực")
    expect(visitor.locator("main")).to_contain_text("9121/QĐ-UBND")


def test_ninety_one_points_get_five_stars_from_the_minister_alone(
    desks: Screens, company: Company, paper: Path
) -> None:
    product, gtin = company.name("five"), company.gtin("five")
    lan, visitor = desks.open(DESK, "province"), desks.open(PHONE)
    decisions.submit(lan, product, "953/TTr-SNNMT")
    decisions.decide(desks.open(DESK, "leader"), "953/TTr-SNNMT", "Phê duyệt kết quả", "9122/QĐ-UBND", paper)
    decisions.forward(lan, product, paper)
    desks.troubles(visitor).expect(f"^404 from .*/verify/{gtin}")
    public.ask(visitor, gtin)
    public.says(visitor, "Không có giấy này")

    decisions.record_five(lan, product, "9205/QĐ-BNNMT", paper)

    public.ask(visitor, decisions.code_of(lan, product))
    public.says(visitor, "Còn hiệu lực")
    expect(visitor.locator("main")).to_contain_text("cấp quốc gia")
    look(visitor, "verify-five")
    expect(lan.get_by_role("link", name="In giấy chứng nhận")).to_have_count(0)
    assert public.stars_on_passport(visitor, gtin) == "5 sao"


def test_a_revocation_is_seen_by_everybody_at_once(desks: Screens, company: Company, paper: Path) -> None:
    product, gtin = company.name("revoked"), company.gtin("revoked")
    lan, leader, visitor = desks.open(DESK, "province"), desks.open(DESK, "leader"), desks.open(PHONE)
    assert public.stars_on_passport(visitor, gtin) == "4 sao"

    code = decisions.code_of(lan, product)
    after.open_case(lan)
    after.answer(desks.open(PHONE, "producer"), product, "Chúng tôi đã thay nguồn lá.")
    after.verify_and_submit(lan, product, "Chúng tôi đã thay nguồn lá.")
    after.decide(leader, product, "9123/QĐ-UBND", paper)

    public.ask(visitor, code)
    public.says(visitor, "Đã bị thu hồi")
    look(visitor, "verify-revoked")
    expect(public.find(visitor, "tra voi")).to_contain_text("đã bị thu hồi")
    assert public.stars_on_passport(visitor, gtin) == ""
