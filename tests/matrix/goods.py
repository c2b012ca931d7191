"""Packing, shipping and recalls: who reads them, who acts.

Rows: a case, its slip and a delivery of material are Hoa's; a despatch went to the other producer, who therefore
holds goods of the recall too. A recall is the province's; holders record what came back.
"""

from tests.matrix.address import (
    EVERYBODY,
    LAN,
    LISTS,
    NOBODY,
    PARTY_READERS,
    READERS,
    WRITERS,
    Address,
    act,
    read,
)

NEAR = WRITERS | LAN
OTHERS = frozenset({"other_hoa", "other_tuan"})
HOLDERS = WRITERS | OTHERS

PUBLIC = {"recalls:recalls", "recalls:json", "recalls:recall"}

ADDRESSES: dict[str, Address] = {
    "products:work": LISTS,
    **{
        f"products:{name}": act("party", WRITERS, PARTY_READERS)
        for name in ("work_of", "find", "receive", "land", "stack", "ship")
    },
    **{f"products:{name}": act("batch", WRITERS) for name in ("work_batch", "stage", "cases")},
    "products:process": act("product", WRITERS),
    "products:lot": read("material"),
    "products:unit": read("unit"),
    "products:unit_label": act("unit", WRITERS),
    "products:unpack": act("unit", WRITERS),
    "products:slip": read("slip"),
    "products:slip_labels": act("slip", WRITERS),
    "products:void_slip": act("slip", WRITERS),
    "products:despatch": read("despatch", READERS | OTHERS),
    "products:note": read("despatch", READERS | OTHERS),
    "products:confirm": act("despatch", OTHERS, READERS | OTHERS),
    "products:take_back": act("despatch", WRITERS, READERS | OTHERS),
    "traceability:recalls": LISTS,
    "traceability:new_recall": LISTS,
    "traceability:recall": read("recall", READERS | OTHERS),
    "traceability:recall_holders": read("recall", READERS | OTHERS),
    "traceability:recall_report": act("recall", READERS, READERS | OTHERS),
    **{
        f"traceability:recall_{name}": act("recall", LAN, READERS | OTHERS)
        for name in ("take_out", "put_back", "add", "launch", "drop", "close")
    },
    # Of a producer's own draft alone.
    "traceability:recall_propose": act("recall", NOBODY, READERS | OTHERS),
    "traceability:recall_record": act("stock", WRITERS | LAN, READERS),
    "traceability:recall_void": act("returned", WRITERS | LAN, READERS),
    "traceability:recall_paper": read("returned"),
    "traceability:imports": LISTS,
    "traceability:jobs": LISTS,
    "traceability:exports": LISTS,
    "traceability:new_import": LISTS,
    "traceability:export_file": LISTS,
    "traceability:import_sample": read("sheet_kind", EVERYBODY),
    "traceability:import": read("import"),
    **{f"traceability:import_{name}": act("import", NEAR) for name in ("columns", "confirm", "drop")},
    "traceability:job": read("job"),
    "farms:households": LISTS,
    "farms:contracts": LISTS,
    **{
        f"farms:{name}": act("party", NEAR, PARTY_READERS)
        for name in ("new_household", "roster", "new_contract")
    },
    "farms:contracted_share": read("party", PARTY_READERS),
    "farms:household": read("household", NEAR),
    "farms:household_statement": read("household", NEAR),
    **{
        f"farms:{name}": act("household", WRITERS, NEAR)
        for name in (
            "change_household",
            "withdraw_household",
            "erase_household",
            "household_delivery",
            "household_payment",
        )
    },
    "farms:contract": read("contract"),
    **{
        f"farms:{name}": act("contract", WRITERS)
        for name in (
            "change_contract",
            "void_contract",
            "contract_papers",
            "contract_delivery",
            "contract_payment",
        )
    },
    "farms:contract_paper": read("contract_paper", NEAR),
    "farms:void_delivery": act("delivery", WRITERS),
    "farms:void_payment": act("payment", WRITERS),
}
