"""What an account is for, what one person may do for another, and every permission by its name.

Who has which permission stands in `portal.policy`, which also gives these names on.
"""

from enum import StrEnum


class Role(StrEnum):
    """What an account is for. People are residents, carers and helpers alike."""

    PERSON = "person"
    WORKER = "worker"
    MANAGER = "manager"
    ADMINISTRATOR = "administrator"
    FINANCE = "finance"  # works out charges and pays, for the whole council
    PARTNER = "partner"  # works for another organisation that the council hands requests to


class Scope(StrEnum):
    """What one person may do for another, ticked one by one; none by default."""

    VIEW_STATUS = "view_status"
    VIEW_BUDGET = "view_budget"
    VIEW_PLAN = "view_plan"
    MESSAGE = "message"
    SUBMIT_FORMS = "submit_forms"
    MANAGE_DP = "manage_dp"
    RECEIVE_LETTERS = "receive_letters"


class Can(StrEnum):
    """Permissions. The value is what a log of looks calls it."""

    USE_ACCOUNT = "use_account"  # one's own sign-in, sessions, second factor
    CHANGE_ROUTES = "change_routes"  # codes by text, call or e-mail; the address one signs in with
    SEE_HOME = "see_home"  # one's own home page
    VIEW_STATUS = "view_status"  # where somebody's request has got to
    VIEW_BUDGET = "view_budget"  # somebody's personal budget
    VIEW_ACCOUNT = "view_account"  # the account for somebody's direct payment, and its statements
    MANAGE_HELPERS = "manage_helpers"  # name, widen, end one's own helpers
    STOP_HELPING = "stop_helping"  # as a helper, end it oneself
    CHOOSE_CONTACT = "choose_contact"  # how one may be reached, and what one needs to read or hear
    SEE_LOOKS = "see_looks"  # who has looked at one's record
    VIEW_RECORD = "view_record"  # a person's page for staff
    VIEW_RECORD_BUDGET = "view_record_budget"  # a person's budget, as staff see it
    MANAGE_BUDGET = "manage_budget"  # enter, correct and publish a version of a budget
    MOVE_REQUEST = "move_request"  # put a request to its next stage by hand; say why it is late
    SEE_MONEY = "see_money"  # find anybody's budget by its reference, and what waits for finance
    CHOOSE_SAFE_PLACE = "choose_safe_place"  # where letters and calls go, and who must not know
    ASK_FOR_SAFE_ADDRESS = "ask_for_safe_address"  # the page from which it can be opened
    VIEW_SAFE_ADDRESS = "view_safe_address"  # where somebody is, and who must not know
    VIEW_KEY_SAFE = "view_key_safe"  # how to get into somebody's home
    INVITE_PERSON = "invite_person"  # send or print an invitation to the portal
    FIND_PERSON = "find_person"  # look for somebody outside one's cases, and say why
    SEE_OUTSIDE_LOOKS = "see_outside_looks"  # the records opened outside one's cases, and why
    MARK_LOOKS_SEEN = "mark_looks_seen"  # say that one has read them, as a manager
    ASSIST = "assist"  # fill in something with a person who is there or on the telephone
    STOP_ASSISTING = "stop_assisting"  # one's own sitting with a person, and its end
    CHOOSE_LANGUAGE_WITH = "choose_language_with"  # the language in which we write to somebody
    DENY_SITTING = "deny_sitting"  # say "that was not me" of a sitting
    RECORD_REPRESENTATION = "record_representation"  # who acts for a person, and in what right
    SUSPEND_HELPER = "suspend_helper"  # stop somebody at once, without a word to them
    PRINT_LETTERS = "print_letters"  # letters to people whose records one holds
    LET_IN = "let_in"  # let somebody in who cannot give a code, after two questions
    SEE_STAFF_HOME = "see_staff_home"  # the first page for staff
    SEE_CASELOAD = "see_caseload"  # the people a worker's teams hold
    SEE_TEAM = "see_team"  # who waits longest in the teams one manages
    MANAGE_STAFF = "manage_staff"  # look after the accounts of every colleague
    SEE_COLLEAGUES = "see_colleagues"  # the colleagues one looks after, and reports of them
    MANAGE_COLLEAGUE = "manage_colleague"  # invite, move, end or close one colleague
    MANAGE_RETENTION = "manage_retention"  # lists of what is to be destroyed, by id alone
    OWN_COPY = "own_copy"  # a copy of all that is held about oneself
    CHECK_COPY = "check_copy"  # read words about others before they go into a copy
    HOLD_RECORD = "hold_record"  # let nothing of somebody be destroyed
    SEE_IMPORTS = "see_imports"  # what was imported, and the rows left over
    OWN_REJECTED_ROWS = "own_rejected_rows"  # take on or settle a rejected row
    OWN_CARER_REQUEST = "own_carer_request"  # go on with, change, withdraw one's own request
    SEE_CARER_QUEUE = "see_carer_queue"  # the carers' requests of one's teams, or handed over
    VIEW_CARER_REQUEST = "view_carer_request"  # one carer's request, for whoever deals with it
    WORK_CARER_REQUEST = "work_carer_request"  # move it on: ask, book, record
    ROUTE_CARER_REQUEST = "route_carer_request"  # decide who deals with it; hand over, take back
    ENTER_CARER_REQUEST = "enter_carer_request"  # fill one in with somebody on the telephone
    TAKE_CARER_REQUEST = "take_carer_request"  # as a partner, accept it or give it back
    OWN_EMERGENCY_PLAN = "own_emergency_plan"  # print or delete one's own plan
    MAKE_EMERGENCY_PLAN = "make_emergency_plan"  # make or change it, alone or with a worker
    VIEW_EMERGENCY_PLAN = "view_emergency_plan"  # a carer's plan, when the carer cannot be there
    VIEW_PLAN_KEY_SAFE = "view_plan_key_safe"  # how to get in, of such a plan
    ASK = "ask"  # ask about somebody's budget: a review, why, an advocate; complain; correct
    OWN_ASK = "own_ask"  # that something one sent has arrived; withdraw it
    VIEW_ASK = "view_ask"  # how far it has got, and the answer
    SEE_ASKED = "see_asked"  # what the people of one's teams asked
    WORK_ASK = "work_ask"  # read one of these and answer it
    MESSAGE = "message"  # write to the team about somebody's record, and see what was written
    READ_THREAD = "read_thread"  # one conversation, and write on in it
    SEE_INBOX = "see_inbox"  # the conversations that one's teams answer
    SEE_DEAD_LETTERS = "see_dead_letters"  # notices that did not arrive
    SEE_TO_DEAD_LETTER = "see_to_dead_letter"  # say that the person was told in another way
    SAY_WORRIED = "say_worried"  # say that one is worried about somebody
    OWN_CONCERN = "own_concern"  # see how far it has got
    READ_CONCERN = "read_concern"  # the intake alone, and never whom it is about
    SAY_AWAY = "say_away"  # say on which days one is away oneself
    KEEP_REPLIES = "keep_replies"  # write standard replies for all staff, and take them away
    WORK_THREAD = "work_thread"  # read, answer, note and hand over one conversation
