"""What a passkey is asked to sign: made here, kept here, used once, and soon."""

from typing import Any
from uuid import UUID

from sqlalchemy import delete

from portal.accounts import links, passkey_queries
from portal.accounts.models import Account, PasskeyChallenge
from portal.accounts.rules import lifetimes
from portal.accounts.rules.passkeys import Purpose
from portal.core import clock, council
from portal.core.columns import new_id
from portal.core.transaction import separate
from portal.extensions import db


def begin(purpose: Purpose, account: Account | None = None) -> tuple[UUID, dict[str, Any]]:
    """A fresh challenge, and what to hand the browser's own passkey window."""
    import webauthn

    now, made = clock.now(), webauthn.helpers.generate_challenge()
    db.session.execute(delete(PasskeyChallenge).where(PasskeyChallenge.expires_at <= now))
    row = PasskeyChallenge(
        id=new_id(),
        challenge=made,
        purpose=purpose,
        account_id=account.id if account else None,
        expires_at=now + lifetimes.CHALLENGE_LASTS,
    )
    db.session.add(row)
    options = _to_add(account, made) if account and purpose is Purpose.ADD else _to_ask(made)
    return row.id, webauthn.helpers.options_to_json_dict(options)


def _to_add(account: Account, challenge: bytes) -> Any:
    import webauthn
    from webauthn.helpers import structs

    return webauthn.generate_registration_options(
        rp_id=links.relying_party().rp_id,
        rp_name=council.current().name,
        user_id=account.id.bytes,
        user_name=account.email,
        challenge=challenge,
        authenticator_selection=structs.AuthenticatorSelectionCriteria(
            resident_key=structs.ResidentKeyRequirement.REQUIRED,
            user_verification=structs.UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[
            structs.PublicKeyCredentialDescriptor(id=each.credential_id)
            for each in passkey_queries.passkeys_of(account.id)
        ],
    )


def _to_ask(challenge: bytes) -> Any:
    import webauthn
    from webauthn.helpers.structs import UserVerificationRequirement

    return webauthn.generate_authentication_options(
        rp_id=links.relying_party().rp_id,
        challenge=challenge,
        user_verification=UserVerificationRequirement.REQUIRED,
    )


def use(challenge_id: UUID, purpose: Purpose, account_id: UUID | None) -> bytes | None:
    """Use a challenge up, in its own transaction: it is gone also when the answer is refused."""
    whose = PasskeyChallenge.account_id
    with separate() as session:
        return session.scalar(
            delete(PasskeyChallenge)
            .where(
                PasskeyChallenge.id == challenge_id,
                PasskeyChallenge.purpose == purpose,
                whose.is_(None) if account_id is None else whose == account_id,
                PasskeyChallenge.expires_at > clock.now(),
            )
            .returning(PasskeyChallenge.challenge)
        )
