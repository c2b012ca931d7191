"""Who may open what, written by hand from the plan (rule 8), not from the policies it is compared with.

Each address: the row of the world it names, who sees that row, who may do the verb. Everything in the world
is Hoa's, in Lục Hồn; `other_…` are the producer and the officer of Ba Chẽ.
"""

from tests.matrix import goods, stars
from tests.matrix.address import (
    EVERYBODY,
    HOA,
    LAN,
    LISTS,
    NOBODY,
    PARTY_READERS,
    QUAN,
    READERS,
    THU,
    TUAN,
    WRITERS,
    Address,
    act,
    read,
)

PUBLIC = (
    {"farms:diary_worker", "front", "health", "scans:report_new", "accounts:welcome", "favicon"}
    | stars.PUBLIC
    | goods.PUBLIC
)

ADDRESSES: dict[str, Address] = (
    {
        "home": LISTS,
        "search": LISTS,
        "places:places": LISTS,
        "places:place": read("place", EVERYBODY),
        "parties:parties": LISTS,
        "parties:party": read("party", PARTY_READERS),
        "parties:new": act("place", TUAN | LAN | QUAN, EVERYBODY),
        "parties:change": act("party", WRITERS | LAN, PARTY_READERS),
        "accounts:keys": LISTS,
        "accounts:new_key_for_party": act("party", QUAN, PARTY_READERS),
        "accounts:new_key_for_place": act("province", QUAN, EVERYBODY),
        "accounts:revoke_key": act("api_key", QUAN, HOA | LAN | THU | QUAN),
        "accounts:people": LISTS,
        "accounts:person": read("person", PARTY_READERS),
        "accounts:new_for_party": act("party", TUAN | LAN | QUAN, PARTY_READERS),
        "accounts:new_for_place": act("place", LAN | QUAN, EVERYBODY),
        "accounts:invite": act("person", TUAN | LAN | QUAN, PARTY_READERS),
        "accounts:suspend": act("person", LAN | QUAN, PARTY_READERS),
        "accounts:reset_factor": act("person", LAN | QUAN, PARTY_READERS),
        "accounts:end": act("posting", LAN | QUAN, HOA | TUAN | LAN | QUAN),
        "audit:entries": LISTS,
        "traceability:of": LISTS,
        # Without a code they are nothing; who sees what with one is in traceability/tests/test_trace_pages.
        **{f"traceability:of_{name}": read("none", NOBODY) for name in ("report", "json", "xml", "csv")},
        "traceability:events": LISTS,
        "traceability:event": read("event", READERS | {"other_hoa"}),
        "traceability:document": read("event", READERS | {"other_hoa"}),
        "farms:areas": LISTS,
        "farms:diary": LISTS,
        "farms:diary_session": LISTS,
        "farms:inputs": LISTS,
        "farms:season_diary": read("season"),
        "farms:season_diary_paper": read("season"),
        "farms:diary_entry": read("entry"),
        "farms:diary_photo": read("diary_photo"),
        "farms:diary_again": act("entry", WRITERS),
        "farms:correct_entry": act("entry", WRITERS),
        "farms:void_entry": act("entry", WRITERS),
        "farms:new_input": act("party", WRITERS | LAN, PARTY_READERS),
        "farms:change_input": act("input", WRITERS),
        "farms:new_area": act("party", WRITERS | LAN, PARTY_READERS),
        "farms:area": read("area"),
        "farms:change_area": act("area", WRITERS),
        "farms:new_season": act("area", WRITERS),
        "farms:end_season": act("season", WRITERS),
        "farms:harvest": act("season", WRITERS),
        "farms:harvest_lot": read("harvest"),
        "farms:void_harvest": act("harvest", WRITERS),
        "products:products": LISTS,
        "products:new": act("party", WRITERS | LAN, PARTY_READERS),
        "products:product": read("product"),
        "products:change": act("product", WRITERS),
        "products:story": act("product", WRITERS),
        "products:photo": act("product", WRITERS),
        "products:photo_file": read("product"),
        "products:new_batch": act("product", WRITERS),
        "products:batch": read("batch"),
        "products:new_step": act("batch", WRITERS),
        "products:void_batch": act("batch", WRITERS),
        "products:new_facility": act("party", WRITERS | LAN, PARTY_READERS),
        "products:facility": read("facility"),
        "evidence:new_for_party": act("party", WRITERS | LAN, PARTY_READERS),
        "evidence:new_for_product": act("product", WRITERS),
        "evidence:change": act("paper", WRITERS),
        "labels:runs": LISTS,
        "labels:new": act("batch", WRITERS),
        "labels:run": read("run"),
        "labels:sheet": act("run", WRITERS),
        "labels:codes": act("run", WRITERS),
        "labels:code_svg": read("batch"),
        "labels:code_png": read("batch"),
        "scans:scans": LISTS,
        "scans:reports": LISTS,
        "scans:report": read("report"),
        "scans:inspect": act("report", LAN),
        "scans:close": act("report", TUAN | LAN),
    }
    | goods.ADDRESSES
    | stars.ADDRESSES
)
