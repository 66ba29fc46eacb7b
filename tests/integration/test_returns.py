"""The national returns can be made from the record: for each field they ask, here is the SQL that finds it.

The census of children in need (CIN), lists 5 to 7 of Ofsted's Annex A, the standard safeguarding dataset (SSD) and the
daily feed of the Department for Education (DfE). What is left out, and why, stands in `LEFT_OUT`.
"""

import json
from datetime import date, datetime

import pytest

from tests.integration.family import House
from tests.integration.known_family import Known, know_everything

CHILD = "select {} from children where id = {}"
REFERRAL = "select {} from referrals where child_id = :ava order by id desc limit 1"
ENQUIRY = "select {} from enquiries where child_id = {} order by started_on desc, id desc limit 1"
LED = (  # the conference that an enquiry led to
    "select {} from conferences c join conference_children a on a.conference_id = c.id"
    " join enquiries e on e.id = a.enquiry_id where e.child_id = :ava"
)
UNLED = (  # the conference of a child whom no enquiry of ours brought there
    "select {} from conferences c join conference_children a on a.conference_id = c.id"
    " where a.child_id = :cal and c.no_enquiry and a.enquiry_id is null"
)
PLAN = "select {} from plans where child_id = {} and other_authority = '' order by started_on desc limit 1"
ASSESSED = "select {} from assessments where child_id = :ava"
SUPPORT = "select {} from support_plans where child_id = :ava and kind = 'child in need plan'"
STEP = "select {} from legal_steps where child_id = :ava and kind = '{}'"
REVIEW = (
    "select {} from conferences c join conference_children a on a.conference_id = c.id and a.child_id = :ava"
    " join sittings s on s.conference_id = c.id and s.state = 'held'"
    " join sitting_children q on q.sitting_id = s.id and q.child_id = a.child_id"
    " join decisions d on d.conference_id = c.id and d.child_id = a.child_id"
    " where c.kind = 'review' and c.held_on is not null order by c.held_on desc limit 1"
)
VISIT = (
    "select {} from visits v join visit_children c on c.visit_id = v.id where c.child_id = :ava"
    " order by v.held_on desc limit 1"
)
LEAD = "select {} from lead_workers where child_id = :ava and until is null"
BEFORE = (
    "select count(*) from plans before join plans this on before.child_id = this.child_id"
    " and (before.started_on, before.id) < (this.started_on, this.id) where this.id = :plan"
)

FIELDS = [  # the return, its field, where it is found, what it is there
    # -- CIN: the child
    ("CIN", "LAchildID", CHILD.format("id", ":ava"), "ava"),
    ("CIN", "UPN", CHILD.format("upn", ":ava"), "H123456789012"),
    ("CIN", "UPNunknown", CHILD.format("upn", ":ben") + " and upn like 'UN_'", "UN4"),
    ("CIN", "PersonBirthDate", CHILD.format("birth_date", ":ava"), "2012-05-04"),
    ("CIN", "ExpectedPersonBirthDate", CHILD.format("expected_birth_date", ":cal"), "2026-09-01"),
    ("CIN", "Sex", CHILD.format("sex", ":ava"), "F"),
    ("CIN", "Sex of an unborn child", CHILD.format("sex", ":cal"), "U"),
    ("CIN", "PersonDeathDate", CHILD.format("died_on", ":ava"), "2026-10-01"),
    ("CIN", "Ethnicity", CHILD.format("ethnicity", ":ava"), "WBRI"),
    ("CIN", "Disability", CHILD.format("disabilities", ":ava"), ["HEAR", "LD"]),
    # -- CIN: the episode
    ("CIN", "CINreferralDate", REFERRAL.format("referred_on"), "2026-02-27"),
    ("CIN", "ReferralSource", REFERRAL.format("source"), "2A"),
    ("CIN", "PrimaryNeedCode", REFERRAL.format("primary_need"), "N1"),
    ("CIN", "CINclosureDate", REFERRAL.format("closed_on"), "2026-10-02"),
    ("CIN", "ReasonForClosure", REFERRAL.format("closure"), "RC2"),
    (
        "CIN",
        "ReferralNFA",  # closed without an assessment or an enquiry after it
        "select exists (select 1 from referrals r where r.child_id = :ava and r.closed_on is not null"
        " and not exists (select 1 from assessments a where a.child_id = r.child_id and a.started_on >= r.referred_on)"
        " and not exists (select 1 from enquiries e where e.child_id = r.child_id and e.started_on >= r.referred_on))",
        False,
    ),
    ("CIN", "CINdetails/DateOfInitialCPC", UNLED.format("c.held_on"), "2026-04-20"),
    ("CIN", "AssessmentActualStartDate", ASSESSED.format("started_on"), "2026-03-01"),
    ("CIN", "AssessmentInternalReviewDate", ASSESSED.format("reviewed_on"), "2026-03-11"),
    ("CIN", "AssessmentAuthorisationDate", ASSESSED.format("authorised_on"), "2026-03-12"),
    ("CIN", "AssessmentFactors", ASSESSED.format("factors"), ["3A", "16A"]),
    ("CIN", "CINPlanStartDate", SUPPORT.format("started_on"), "2026-06-23"),
    ("CIN", "CINPlanEndDate", SUPPORT.format("ended_on"), "2026-08-03"),
    # -- CIN: the enquiry
    ("CIN", "S47ActualStartDate", ENQUIRY.format("started_on", ":ava"), "2026-03-02"),
    ("CIN", "InitialCPCtarget", LED.format("c.limit_date"), "2026-03-23"),
    ("CIN", "Section47/DateOfInitialCPC", LED.format("c.held_on"), "2026-03-24"),
    ("CIN", "ICPCnotRequired", ENQUIRY.format("not conference_needed", ":ben"), True),
    # -- CIN: the plan
    ("CIN", "CPPstartDate", PLAN.format("started_on", ":ava"), "2026-03-24"),
    ("CIN", "CPPendDate", PLAN.format("ended_on", ":ava"), "2026-06-22"),
    ("CIN", "InitialCategoryOfAbuse", PLAN.format("initial_category", ":ava"), "NEG"),
    ("CIN", "LatestCategoryOfAbuse", PLAN.format("category", ":ava"), "EMO"),
    ("CIN", "NumberOfPreviousCPP: ours", BEFORE, 0),
    ("CIN", "NumberOfPreviousCPP: elsewhere", PLAN.format("previous_elsewhere", ":ava"), 2),
    ("CIN", "CPPreviewDate", REVIEW.format("c.held_on"), "2026-06-22"),
    # -- CIN: pre-proceedings and family group decision making
    ("CIN", "PPStartDate", STEP.format("taken_on", "legal planning meeting"), "2026-04-13"),
    ("CIN", "LBPSentDate", STEP.format("taken_on", "letter before proceedings"), "2026-04-14"),
    ("CIN", "FGDMMeetingOffer", STEP.format("taken_on", "family group decision making offered"), "2026-04-15"),
    ("CIN", "FGDMMeetingFac", STEP.format("taken_on", "family group decision making held"), "2026-04-16"),
    ("CIN", "InitialPPMeetingDate", STEP.format("min(taken_on)", "pre-proceedings meeting"), "2026-04-17"),
    ("CIN", "ReviewMeetingsCount", STEP.format("count(*) - 1", "pre-proceedings meeting"), 2),
    ("CIN", "StepDecisionDate", STEP.format("taken_on", "pre-proceedings outcome"), "2026-06-18"),
    ("CIN", "PPOutcome", STEP.format("detail", "pre-proceedings outcome"), "B"),
    ("CIN", "CourtAppDate", STEP.format("taken_on", "court application"), "2026-06-19"),
    ("CIN", "LetterInitCPDate", STEP.format("taken_on", "initial care plan letter"), "2026-06-20"),
    # -- Annex A: what its lists share (id, sex, ethnicity and birth are those of the census; an age is counted)
    ("Annex A", "Disability", CHILD.format("disabilities", ":ben"), []),  # none told; ["NONE"] would say no
    ("Annex A", "Allocated Team", LEAD.format("team"), "North"),
    ("Annex A", "Allocated Worker", LEAD.format("name"), "Tom Reed"),
    # -- Annex A, list 5
    (
        "Annex A 5",
        "Strategy discussion initiating the enquiry",
        "select d.held_on from enquiries e join strategy_discussions d on d.id = e.strategy_discussion_id"
        " where e.child_id = :ava",
        "2026-03-02",
    ),
    ("Annex A 5", "Conference deemed unnecessary", ENQUIRY.format("not conference_needed", ":ava"), False),
    ("Annex A 5", "Date of Initial Conference", LED.format("c.held_on"), "2026-03-24"),
    (
        "Annex A 5",
        "Conference resulted in a plan",
        "select exists (select 1 from decisions where conference_id = :conference and child_id = :ava"
        " and outcome in ('protection plan', 'plan continues'))",
        True,
    ),
    (
        "Annex A 5",
        "Enquiries in the last 12 months, not counting this",
        "select count(*) - 1 from enquiries where child_id = :ava and started_on between '2025-11-22' and '2026-11-22'",
        0,
    ),
    (
        "Annex A 5",
        "Initial conferences in the last 12 months, not counting this",
        "select count(*) - 1 from conferences c join conference_children a on a.conference_id = c.id"
        " where a.child_id = :ava and c.kind <> 'review' and c.held_on between '2025-11-22' and '2026-11-22'",
        0,
    ),
    # -- Annex A, list 6
    ("Annex A 6", "CIN Start Date", REFERRAL.format("referred_on"), "2026-02-27"),
    ("Annex A 6", "Primary Need Code", REFERRAL.format("primary_need"), "N1"),
    (
        "Annex A 6",
        "Date Child Was Last Seen",
        VISIT.replace(":ava", ":ava and c.seen").format("v.held_on"),
        "2026-04-01",
    ),
    ("Annex A 6", "CIN Closure Date", REFERRAL.format("closed_on"), "2026-10-02"),
    ("Annex A 6", "Reason for Closure", REFERRAL.format("closure"), "RC2"),
    (
        "Annex A 6",
        "Case Status",  # on a plan, a child in need, or closed
        "select case when exists (select 1 from plans where child_id = :ava and ended_on is null) then 'plan'"
        " when exists (select 1 from referrals where child_id = :ava and closed_on is null) then 'in need'"
        " else 'closed' end",
        "closed",
    ),
    # -- Annex A, list 7
    ("Annex A 7", "Plan Start Date", PLAN.format("started_on", ":ava"), "2026-03-24"),
    ("Annex A 7", "Initial Category", PLAN.format("initial_category", ":ava"), "NEG"),
    ("Annex A 7", "Latest Category", PLAN.format("category", ":ava"), "EMO"),
    ("Annex A 7", "Date of the Last Statutory Visit", VISIT.format("v.held_on"), "2026-04-10"),
    ("Annex A 7", "Was the Child Seen Alone?", VISIT.format("c.alone"), False),
    ("Annex A 7", "Date of latest review", REVIEW.format("c.held_on"), "2026-06-22"),
    ("Annex A 7", "Plan End Date", PLAN.format("ended_on", ":ava"), "2026-06-22"),
    (
        "Annex A 7",
        "Emergency order or police powers in the last six months",
        "select exists (select 1 from legal_steps where child_id = :ava"
        " and kind in ('emergency protection order', 'police protection') and taken_on >= '2026-05-22')",
        False,
    ),
    ("Annex A 7", "Number of Previous Plans", PLAN.format("previous_elsewhere", ":ava"), 2),
    # -- SSD
    ("SSD", "s47_start_date", ENQUIRY.format("started_on", ":ava"), "2026-03-02"),
    ("SSD", "s47_end_date", ENQUIRY.format("ended_on", ":ava"), "2026-03-09"),
    ("SSD", "s47 NFA_FLAG", ENQUIRY.format("outcome = 'no further action'", ":ben"), True),
    ("SSD", "s47 CP_CONFERENCE_FLAG", ENQUIRY.format("conference_needed", ":ava"), True),
    (
        "SSD",
        "s47 LEGAL_ACTION_FLAG",
        "select exists (select 1 from legal_steps s join enquiries e on e.child_id = s.child_id"
        " and s.taken_on between e.started_on and e.ended_on where e.child_id = :ava)",
        True,
    ),
    ("SSD", "icpc_transfer_in", UNLED.format("c.kind = 'transfer in'"), True),
    ("SSD", "icpc_target_date", LED.format("c.limit_date"), "2026-03-23"),
    ("SSD", "icpc_date", LED.format("c.held_on"), "2026-03-24"),
    (
        "SSD",
        "icpc_outcome_cp_flag",
        "select outcome = 'protection plan' from decisions where conference_id = :conference and child_id = :ava",
        True,
    ),
    (
        "SSD",
        "cppl_cp_plan_ola",
        "select other_authority <> '' from plans where child_id = :cal and ended_on is not null",
        True,
    ),
    ("SSD", "cppv_cp_visit_date", VISIT.format("v.held_on"), "2026-04-10"),
    ("SSD", "cppv_cp_visit_seen", VISIT.format("c.seen"), False),
    ("SSD", "cppv_cp_visit_bedroom", VISIT.replace(":ava", ":ava and c.seen").format("c.bedroom"), True),
    ("SSD", "cppr_cp_review_due", REVIEW.format("c.limit_date"), "2026-06-23"),
    ("SSD", "cppr_cp_review_date", REVIEW.format("c.held_on"), "2026-06-22"),
    ("SSD", "cppr_cp_review_outcome_continue_cp", REVIEW.format("d.outcome = 'plan continues'"), False),
    ("SSD", "cppr_cp_review_quorate", REVIEW.format("q.quorate"), False),
    ("SSD", "cppr_cp_review_participation", REVIEW.format("q.participation"), "PN6"),
    # -- DfE's daily feed, where it asks more than the others
    ("DfE", "icpc_required_flag", ENQUIRY.format("conference_needed", ":ava"), True),
    ("DfE", "care_worker_details", LEAD.format("since"), "2026-05-01"),
    (
        "DfE",
        "care_worker_details: the former one's end",
        "select until from lead_workers where child_id = :ava and until is not null",
        "2026-05-01",
    ),
    # -- CP-IS: children, and unborn children, on a plan
    (
        "CP-IS",
        "Children on a plan",
        "select c.id from plans p join children c on c.id = p.child_id where p.ended_on is null",
        "cal",
    ),
]
LEFT_OUT = {
    "FormerUPN": "nobody but a school knows it; the census takes a return without it",
    "Header": "the authority's number, the year and the software are settings of the return, not of a case",
    "Age": "counted from the birth date on the day of the list",
    "purge flags": "the feed's own, made where it is sent",
}


@pytest.fixture
def known(house: House) -> Known:
    """The family, after Ava has died and the case was closed."""
    known = know_everything(house)
    known.recording.do("describe_child", child=known.ava, died_on="2026-10-01")
    known.recording.do("close_case", closed_on="2026-10-02", reason="RC2")
    return known


def test_every_field_of_the_returns_is_found_in_the_record(known: Known):
    missed = {
        (form, name): said for form, name, sql, wanted in FIELDS if (said := asked(known, sql)) != told(known, wanted)
    }
    assert missed == {}


def asked(known: Known, sql: str) -> object:
    """The one value that the SQL finds; both databases give it alike."""
    names = ("ava", "ben", "cal", "conference", "review", "plan")
    values = {name: getattr(known, name) for name in names if f":{name}" in sql}
    rows = known.recording.rows(sql, **values)
    if len(rows) != 1:
        return f"{len(rows)} rows"
    value = rows[0][0]
    if isinstance(value, date | datetime):
        return value.isoformat()
    return json.loads(value) if isinstance(value, str) and value.startswith("[") else value


def told(known: Known, wanted: object) -> object:
    return getattr(known, wanted) if wanted in ("ava", "cal") else wanted
