"""Who may open what of ratings, evidence and notices, by hand from the law and the plan.

Rows: a draft, and a dossier before the council (`heard`), of Hoa's; a submission waiting for its decision; a
certificate with an inspection and a revocation case. `recused` stood back from the product that is heard.
"""

from tests.matrix.address import (
    EVERYBODY,
    HOA,
    LAN,
    LISTS,
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

SCORERS = frozenset({"chair", "member"})
SECRETARY, ADVISER, LEADER = {"secretary"}, {"adviser"}, {"leader"}
RECUSED = {"recused"}
COUNCIL = SCORERS | SECRETARY | RECUSED
RUNNERS = frozenset({"chair", "secretary"})

HEARD = READERS | LEADER | SCORERS | SECRETARY | ADVISER
COUNCIL_READERS = COUNCIL | ADVISER | LAN | THU | LEADER
HEARINGS = SCORERS | SECRETARY | LAN | THU | LEADER
OFFICES = LAN | THU | LEADER
CERTIFIED = READERS | LEADER
ROUND_READERS = LAN | THU | LEADER | TUAN | {"other_tuan"} | COUNCIL | ADVISER

PUBLIC = {
    "register:register",
    "register:csv",
    "register:json",
    "register:product",
    "register:ask",
    "register:verify",
    "register:verify_slash",
}

WORK = {
    "work:notices": LISTS,
    "work:choices": LISTS,
    "work:messages": LISTS,
    "work:read": act("notice", HOA, HOA),
    "work:finish": act("notice", HOA, HOA),
    "work:resend": act("message", QUAN, QUAN),
}

EVIDENCE = {
    "evidence:documents": LISTS,
    "evidence:new_document": act("party", WRITERS | LAN, PARTY_READERS),
    "evidence:document": read("document"),
    "evidence:change_document": act("document", WRITERS),
    "evidence:replace": act("document", WRITERS),
    "evidence:withdraw": act("document", WRITERS),
    "evidence:add_file": act("document", WRITERS),
    "evidence:file": read("evidence_file"),
    "evidence:remove_file": act("evidence_file", WRITERS),
    "evidence:coverage": read("product"),
}

DOSSIERS = {
    "rating:dossiers": LISTS,
    "rating:open": act("product", WRITERS),
    "rating:dossier": read("heard", HEARD),
    "rating:section": read("heard_section", HEARD),
    "rating:texts": read("heard", HEARD),
    "rating:write_texts": act("draft", WRITERS, WRITERS),
    "rating:efforts": act("draft", WRITERS, WRITERS),
    "rating:representative": act("heard", HOA | TUAN | LAN, HEARD),
    "rating:withdraw_consent": act("representative", WRITERS, WRITERS | LAN),
    "rating:erase_representative": act("representative", HOA | LAN, WRITERS | LAN),
    "rating:attach": act("draft_criterion", WRITERS, WRITERS),
    "rating:detach": act("draft_attachment", WRITERS, WRITERS),
    "rating:reorder": act("draft_attachment", WRITERS, WRITERS),
    # A labour list, so personal: those who work on the dossier, and those who judge it.
    "rating:exhibit": act("exhibit_and_file", WRITERS | LAN | SCORERS | SECRETARY | ADVISER, HEARD),
    "rating:file": act("draft", HOA, WRITERS),
    "rating:receipt": read("filing", HEARD),
    "rating:withdraw": act("draft", HOA, WRITERS),
    "rating:compare": read("heard", HEARD),
    "rating:form01": read("heard", HEARD),
    "rating:form02": read("heard", HEARD),
    "rating:dossier_pdf": read("heard", HEARD),
}

DESKS = {
    "rating:commune_queue": LISTS,
    "rating:form03": act("heard", TUAN, HEARD),
    "rating:form03_pdf": read("report03", HEARD),
    "rating:return": act("heard", TUAN, HEARD),
    "rating:propose": act("heard", TUAN, HEARD),
    "rating:intake": LISTS,
    "rating:accept_many": LISTS,
    "rating:accept": act("heard", LAN, HEARD),
    "rating:put_in_round": act("heard", LAN, HEARD),
    "rating:send_back": act("heard", LAN, HEARD),
    "rating:rounds": LISTS,
    "rating:round": read("round", ROUND_READERS),
    "rating:new_round": act("province", LAN, EVERYBODY),
    "rating:regular_rounds": act("province", LAN, EVERYBODY),
    "rating:samples": read("heard", HEARD),
    "rating:sample_slip": read("sample", HEARD),
    "rating:advice_queue": LISTS,
    "rating:advice": act("heard", ADVISER, HEARD),
    "rating:advice_part": act("heard_part", ADVISER, HEARD),
    "rating:assign_advice": act("heard", ADVISER, HEARD),
    "rating:add_survey_photos": act("heard", ADVISER, HEARD),
    "rating:submit_advice": act("heard", ADVISER, HEARD),
    "rating:ask_test": act("heard", ADVISER, HEARD),
    "rating:drop_test": act("heard_test", ADVISER, HEARD),
    "rating:answer_test": act("test", HOA, HEARD),
    "rating:test_file": Address("test_file", frozenset(), frozenset()),  # not an answer to it: 404 for all
    "rating:advice_pdf": read("advice", LAN | THU | SCORERS | SECRETARY | ADVISER),
    "rating:survey_photo": Address("advice_photo", frozenset(), frozenset()),
}

COUNCILS = {
    "rating:councils": LISTS,
    "rating:new_council": act("province", LAN, EVERYBODY),
    "rating:council": read("council", COUNCIL_READERS),
    "rating:change_council": act("council", LAN, COUNCIL_READERS),
    "rating:seat": act("council", LAN, COUNCIL_READERS),
    "rating:new_sitting": act("council", LAN | RUNNERS, COUNCIL_READERS),
    "rating:end_seat": act("seat", LAN, COUNCIL_READERS),
    "rating:sittings": LISTS,
    "rating:sitting": read("sitting", COUNCIL_READERS),
    "rating:agenda": act("sitting", LAN | RUNNERS, COUNCIL_READERS),
    "rating:order_agenda": act("sitting", LAN | RUNNERS, COUNCIL_READERS),
    "rating:open_scoring": act("sitting", LAN | RUNNERS, COUNCIL_READERS),
    "rating:present": act("sitting", LAN | RUNNERS, COUNCIL_READERS),
    "rating:convert_to_meeting": act("sitting", LAN | RUNNERS, COUNCIL_READERS),
    "rating:declare": act("sitting", SCORERS | RECUSED, COUNCIL_READERS),
    "rating:propose_results": act("sitting", RUNNERS, COUNCIL_READERS),
    "rating:minutes_pdf": act("sitting", RUNNERS, COUNCIL_READERS),
    "rating:hearing": read("hearing", HEARINGS),
    "rating:remove_from_agenda": act("hearing", LAN | RUNNERS, HEARINGS),
    "rating:stand_back": act("hearing", SCORERS, HEARINGS),
    "rating:score": act("hearing", SCORERS, HEARINGS),
    "rating:save_score": act("hearing", SCORERS, HEARINGS),
    "rating:submit_sheet": act("hearing", SCORERS, HEARINGS),
    "rating:close_hearing": act("hearing", RUNNERS, HEARINGS),
    "rating:rescore": act("hearing", RUNNERS, HEARINGS),
    "rating:discussion": act("hearing", RUNNERS, HEARINGS),
    "rating:stop_rating": act("hearing", RUNNERS, HEARINGS),
    "rating:my_scoring": LISTS,
    "rating:sheet_pdf": read("sheet", {"member"}),
    "rating:results": read("round", ROUND_READERS),
    "rating:results_pdf": read("round", ROUND_READERS),
}

DECISIONS = {
    "rating:submit": LISTS,
    "rating:submission_draft": LISTS,
    "rating:submissions": LISTS,
    "rating:submission": read("submission", OFFICES),
    "rating:submission_pdf": read("submission", OFFICES),
    "rating:submission_paper": Address("submission", frozenset(), frozenset()),  # none was kept: 404 for all
    "rating:decide": act("submission", LEADER, OFFICES),
    "rating:decision_draft": act("submission", LEADER, OFFICES),
    "rating:decisions": LISTS,
    "rating:decision": read("decision", OFFICES | TUAN | {"other_tuan"}),
    "rating:decision_pdf": read("decision", OFFICES | TUAN | {"other_tuan"}),
    "rating:decision_paper": read("decision", OFFICES | TUAN | {"other_tuan"}),
    "rating:notices": act("decision", LAN, OFFICES | TUAN | {"other_tuan"}),
    "rating:correct": act("decision", LEADER, OFFICES | TUAN | {"other_tuan"}),
    "rating:notice_pdf": read("result_notice", CERTIFIED),
    "rating:certificates": LISTS,
    "rating:certificate": read("certificate", CERTIFIED),
    "rating:certificate_pdf": read("certificate", CERTIFIED),
    "rating:with_ministry": LISTS,
    "rating:forward": act("heard", LAN, HEARD),
    "rating:ministry_answer": act("heard", LAN, HEARD),
    "rating:ministry_five": act("heard", LAN, HEARD),
    "rating:ministry_below": act("heard", LAN, HEARD),
    "rating:ministry_redo": act("heard", LAN, HEARD),
    "rating:ministry_withdrawal": act("heard", LAN, HEARD),
}

AFTER = {
    "rating:expiring": LISTS,
    "rating:remind": act("certificate", TUAN | LAN, CERTIFIED),
    "rating:extend": act("certificate", LAN, CERTIFIED),
    "rating:new_inspection": act("certificate", LAN, CERTIFIED),
    "rating:open_revocation": act("certificate", LAN, CERTIFIED),
    "rating:report_stopped": act("certificate", TUAN, CERTIFIED),
    "rating:inspections": LISTS,
    "rating:plan_inspections": LISTS,
    "rating:inspection": read("inspection", CERTIFIED),
    "rating:write_inspection": act("inspection", LAN, CERTIFIED),
    "rating:conclude": act("inspection", LAN, CERTIFIED),
    "rating:fixed": act("inspection", TUAN | LAN, CERTIFIED),
    "rating:inspection_pdf": read("inspection", CERTIFIED),
    "rating:revocations": LISTS,
    "rating:revocation": read("case", CERTIFIED),
    "rating:answer_case": act("case", HOA, CERTIFIED),
    "rating:answer_paper": Address("case", frozenset(), frozenset()),  # nobody answered yet: 404 for all
    "rating:verify_case": act("case", LAN, CERTIFIED),
    "rating:submit_case": act("case", LAN, CERTIFIED),
    "rating:decide_case": act("case", LEADER, CERTIFIED),
    "rating:drop_case": act("case", LAN, CERTIFIED),
    "rating:revocation_pdf": act("case", LAN, CERTIFIED),
}

ADDRESSES = WORK | EVIDENCE | DOSSIERS | DESKS | COUNCILS | DECISIONS | AFTER
# Their POST, by those who may, would change the world for those who come after.
ONCE = {
    "rating:detach",
    "evidence:remove_file",
    "rating:withdraw_consent",
    "rating:erase_representative",
    "rating:stand_back",
    "rating:withdraw",
    "rating:regular_rounds",
}
# Pages many may read and few may write on: who may do the POST.
WRITTEN_BY = {
    "rating:samples": TUAN | LAN,
    "rating:section": WRITERS,
}
