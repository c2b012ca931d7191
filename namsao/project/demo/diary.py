"""What was done day by day in the seasons of the three stories, by the verb a phone uses."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from namsao.apps.farms import actions as farms
from namsao.apps.farms.facts import Facts
from namsao.apps.farms.models import InputProduct, Season
from namsao.core.actor import Actor
from namsao.core.diary import Work

Noted = tuple[str, Work, str, str, str, str]
"""Day (month-day of 2026), work, input ("" for none), amount with unit ("" for none), worker, note."""

# Names of products nobody sells; what is like them on the market is for the producer to name.
INPUTS = {
    "Củ giống dong riềng": ("seed", "KGM", None, ""),
    "Phân chuồng ủ hoai": ("fertiliser", "KGM", 0, "phân trâu bò ủ 3 tháng"),
    "Phân hữu cơ vi sinh Đồi Xanh (minh hoạ)": ("fertiliser", "KGM", 0, "hữu cơ 15 %, nấm đối kháng"),
    "Chế phẩm nấm đối kháng MH (minh hoạ)": ("pesticide", "GRM", 0, "Trichoderma"),
    "Chế phẩm Bt MH (minh hoạ)": ("pesticide", "MLT", 3, "Bacillus thuringiensis"),
    "Vôi bột": ("other", "KGM", 0, "CaO"),
}
SEED, MANURE, MICROBES, FUNGUS, BT, LIME = INPUTS
SOW, FERTILISE, SPRAY, IRRIGATE, PROCESS = Work.SOW, Work.FERTILISE, Work.SPRAY, Work.IRRIGATE, Work.PROCESS

CANNA: list[Noted] = [
    ("03-08", FERTILISE, LIME, "300 KGM", "Anh Chiến", "rắc vôi trước khi làm đất"),
    ("03-14", FERTILISE, MANURE, "2400 KGM", "Tổ bón phân", "bón lót theo hốc"),
    ("03-18", SOW, SEED, "1800 KGM", "Nhóm 6 hộ Nà Sao", "hốc cách hốc 50 cm"),
    ("04-20", IRRIGATE, "", "", "Chị Mai", "dẫn nước khe, đất khô"),
    ("05-12", FERTILISE, MICROBES, "600 KGM", "Tổ bón phân", "bón thúc, vun gốc lần 1"),
    ("06-05", SPRAY, FUNGUS, "1500 GRM", "Anh Chiến", "phòng thối gốc mùa mưa"),
    ("07-10", FERTILISE, MICROBES, "400 KGM", "Tổ bón phân", "bón thúc, vun gốc lần 2"),
    ("08-16", IRRIGATE, "", "", "Chị Mai", "không mưa 12 ngày"),
    ("09-20", SPRAY, FUNGUS, "1000 GRM", "Anh Chiến", ""),
    ("11-11", PROCESS, "", "", "Nhóm 6 hộ Nà Sao", "rũ đất, cắt rễ, xếp sọt tại nương"),
]
CAMELLIA: list[Noted] = [
    ("11-09", IRRIGATE, "", "3 MTQ", "Chị Lan", "tưới gốc, trời hanh"),
    ("11-11", PROCESS, "", "", "Tổ hái hoa", "nhặt cuống, phân cỡ tại vườn"),
    ("11-15", FERTILISE, MANURE, "200 KGM", "Anh Quý", "bón quanh tán"),
    ("11-18", IRRIGATE, "", "2 MTQ", "Chị Lan", ""),
    ("11-21", PROCESS, "", "", "Tổ hái hoa", "phân cỡ, để ráo"),
]
OIL: list[Noted] = [
    ("10-01", SPRAY, BT, "500 MLT", "Anh Tài", "sâu róm đầu vụ, phun trước thu 7 ngày"),
    ("10-05", PROCESS, "", "", "Tổ phát dọn", "phát cỏ, trải bạt dưới tán"),
    ("10-09", PROCESS, "", "", "Tổ phơi sở", "ủ quả cho tách vỏ"),
    ("10-15", PROCESS, "", "", "Tổ phơi sở", "phơi hạt lần 1"),
    ("10-28", FERTILISE, MICROBES, "350 KGM", "Anh Tài", "bón sau thu"),
]
BY_MATERIAL = {"Củ dong riềng": CANNA, "Nụ hoa trà hoa vàng": CAMELLIA, "Quả sở": OIL}


def write(by: Actor, at: datetime) -> int:
    """The inputs all share, and the diaries of every season whose plant has one here. Returns: entries written."""
    inputs = {
        name: farms.add_input(
            party=None,
            kind=kind,
            name=name,
            unit=unit,
            interval_days=days,
            active_ingredient=holds,
            is_organic=True,
            by=by,
            at=at,
        )
        for name, (kind, unit, days, holds) in INPUTS.items()
    }
    seasons = Season.objects.select_related("area__material").order_by("pk")
    told = [(season, BY_MATERIAL.get(season.area.material.name, [])) for season in seasons]
    return sum(_write(season, noted, inputs, by, at) for season, noted in told)


def _write(
    season: Season, noted: Iterable[Noted], inputs: dict[str, InputProduct], by: Actor, at: datetime
) -> int:
    written = 0
    for day, verb, name, amount, worker, note in noted:
        number, unit = amount.split() if amount else ("", "")
        facts = Facts(
            verb=verb,
            done_on=date.fromisoformat(f"2026-{day}"),
            input=inputs.get(name),
            amount=Decimal(number) if number else None,
            unit=unit,
            worker=worker,
            note=note,
        )
        farms.write_entry(season=season, facts=facts, by=by, at=at)
        written += 1
    return written
