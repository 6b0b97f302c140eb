"""A self-service portal for adult social care. `create_app` is its contents page."""

from flask import Blueprint, Flask

from portal.settings import Settings


def create_app(settings: Settings, *, check: bool = True, testing: bool = False) -> Flask:
    """The portal. With `check`, refuses a database whose shape is not this portal's."""
    from portal.accounts import signed_in
    from portal.accounts.outside import offered as outside
    from portal.core import access, assembly
    from portal.upkeep import pages as upkeep

    app = assembly.frame(settings, testing=testing)
    signed_in.init_app(app)
    outside.init_app(app)
    for blueprint in features():
        app.register_blueprint(blueprint)
    upkeep.init_app(app)
    access.check_declared(app)
    if check:
        assembly.check_database(app)
    return app


def features() -> tuple[Blueprint, ...]:
    """The pages of every feature. What stands first is looked through first."""
    from portal.accounts import letting_in_views as staff_accounts
    from portal.accounts import views as accounts
    from portal.asking import staff_views as staff_asking
    from portal.asking import views as asking
    from portal.assisting import views as assisting
    from portal.budgets import draft_views as staff_budgets
    from portal.budgets import views as budgets
    from portal.carers import staff_views as staff_carers
    from portal.carers import views as carers
    from portal.charges import staff_views as charges
    from portal.concerns import staff_views as staff_concerns
    from portal.concerns import views as concerns
    from portal.contact import staff_views as staff_contact
    from portal.contact import views as contact
    from portal.emergency import staff_views as emergency
    from portal.exchange import staff_views as exchange
    from portal.journey import staff_views as staff_journey
    from portal.messages import views as messages
    from portal.messages import work_views as staff_messages
    from portal.pages import receipt_views as pages
    from portal.payments import staff_views as payments
    from portal.people import views as people
    from portal.representation import staff_views as staff_representation
    from portal.representation import views as representation
    from portal.staff import letter_views, notice_views, outside_views

    found = (
        pages, accounts, people, representation, contact, staff_contact, staff_representation,
        budgets, charges, payments, carers, staff_carers, emergency, notice_views, staff_accounts,
        letter_views, outside_views, assisting, staff_budgets, staff_journey, exchange, asking,
        staff_asking, messages, staff_messages, concerns, staff_concerns,
    )  # fmt: skip
    return tuple(feature.bp for feature in found)
