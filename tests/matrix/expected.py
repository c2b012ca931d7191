"""Who may open what, written by hand from the plan (rule 8), not from the policies it is compared with.

Each address: the row of the world it names, who sees that row, who may do the verb. Everything in the world
is Hoa's, in Lục Hồn; `other_…` are the producer and the officer of Ba Chẽ.
"""

from tests.matrix import stars
from tests.matrix.address import EVERYBODY, HOA, LAN, QUAN, READERS, TUAN, WRITERS, Address, act, read

LISTS = read("none", EVERYBODY)
PARTY_READERS = READERS | QUAN

PUBLIC = {"front", "health", "scans:report_new", "accounts:welcome", "favicon"} | stars.PUBLIC

ADDRESSES: dict[str, Address] = {
    "home": LISTS,
    "search": LISTS,
    "places:places": LISTS,
    "places:place": read("place", EVERYBODY),
    "parties:parties": LISTS,
    "parties:party": read("party", PARTY_READERS),
    "parties:new": act("place", TUAN | LAN | QUAN, EVERYBODY),
    "parties:change": act("party", WRITERS | LAN, PARTY_READERS),
    "accounts:people": LISTS,
    "accounts:person": read("person", PARTY_READERS),
    "accounts:new_for_party": act("party", TUAN | LAN | QUAN, PARTY_READERS),
    "accounts:new_for_place": act("place", LAN | QUAN, EVERYBODY),
    "accounts:invite": act("person", TUAN | LAN | QUAN, PARTY_READERS),
    "accounts:suspend": act("person", LAN | QUAN, PARTY_READERS),
    "accounts:reset_factor": act("person", LAN | QUAN, PARTY_READERS),
    "accounts:end": act("posting", LAN | QUAN, HOA | TUAN | LAN | QUAN),
    "audit:entries": LISTS,
    "traceability:events": LISTS,
    "traceability:event": read("event"),
    "traceability:document": read("event"),
    "farms:areas": LISTS,
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
} | stars.ADDRESSES
