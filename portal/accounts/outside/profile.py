"""A provider outside, whole: a profile that ships with the portal, and what an operator adds."""

import re
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, model_validator

from portal.core.council import LocalText

SHIPPED = Path(__file__).with_name("profiles")
DISCOVERY = "/.well-known/openid-configuration"
SAFE = re.compile(r"https://[^\s/?#@]+([/?][^\s#@]*)?|http://(127\.0\.0\.1|localhost):\d+(/\S*)?")

# Signatures with a key of which the provider shows only the public half. A shared secret or no
# signature at all cannot even be asked for.
Algorithm = Literal["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"]


def is_safe(address: object) -> bool:
    """Whether an address is encrypted, or does not leave this machine."""
    return isinstance(address, str) and SAFE.fullmatch(address) is not None


def _safe(address: str) -> str:
    if not is_safe(address):
        raise ValueError("must be a web address that starts with https://")
    return address


Address = Annotated[str, AfterValidator(_safe)]


class Part(BaseModel):
    """A table of a profile. A key that is not described is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Identity(Part):
    """How a provider proves who somebody is: a token of its own, signed with keys of its own."""

    claim: str = Field(description="The claim of userinfo that holds the token.")
    issuer: Address = Field(description="Who signs it.")
    controller: str = Field(description="Whose keys they are: what stands before # in a key's id.")
    keys: Address = Field(description="Where the keys are. The only place they are read from.")
    trustmark: Address = Field(description="The `vtm` that its level of trust is said by.")
    algorithms: tuple[Algorithm, ...] = Field(min_length=1, description="Signatures believed.")


class Profile(Part):
    """How to speak with one provider, and what to believe of its answers."""

    code: str = Field(description="The profile's short name.")
    name: LocalText = Field(description="What people call the provider.")
    button: LocalText = Field(description="The words of its button on the sign-in page.")
    issuer: Address = Field(description="Exactly as the provider's tokens say it.")
    client_id: str = Field(min_length=1, description="Who we are to the provider.")
    client_auth: Literal["private_key_jwt", "client_secret_post"] = Field(
        description="How we show that it is us: with a key of ours, or with a secret we share."
    )
    key_algorithm: Algorithm = Field(description="How our key signs.")
    key: SecretStr | None = Field(default=None, description="Our private key, as PEM.")
    key_id: str = Field(default="", description="What the provider calls our key, if it has many.")
    secret: SecretStr | None = Field(default=None, description="The secret we share.")
    scopes: tuple[str, ...] = Field(min_length=1, description="What we ask to be told.")
    response_mode: Literal["query"] = Field(
        description="How the browser brings the answer: in the address, so that our cookie comes."
    )
    vectors: tuple[str, ...] = Field(default=(), description="Vectors of trust; any will do.")
    classes: tuple[str, ...] = Field(default=(), description="Values of `acr`; any will do.")
    algorithms: tuple[Algorithm, ...] = Field(min_length=1, description="Signatures believed.")
    userinfo: bool = Field(description="Whether to ask who it was a second time, at userinfo.")
    leeway_seconds: int = Field(ge=0, le=60, description="How far clocks may differ.")
    timeout_seconds: float = Field(gt=0, le=10, description="How long one answer may take.")
    second_factor_vectors: tuple[str, ...] = Field(
        default=(), description="Vectors that say a second factor was given there."
    )
    second_factor_classes: tuple[str, ...] = Field(
        default=(), description="Values of `acr` that say the same."
    )
    identity: Identity | None = Field(default=None, description="How it proves who somebody is.")

    @model_validator(mode="after")
    def _can_show_who_we_are(self) -> Self:
        if self.client_auth == "private_key_jwt" and self.key is None:
            raise ValueError("needs a key")
        if self.client_auth == "client_secret_post" and self.secret is None:
            raise ValueError("needs a secret")
        if "openid" not in self.scopes:
            raise ValueError("needs openid among its scopes")
        return self

    @property
    def discovery(self) -> str:
        """Where the provider says how it works."""
        return self.issuer.rstrip("/") + DISCOVERY


def known() -> tuple[str, ...]:
    """The profiles that ship with the portal."""
    return tuple(sorted(path.stem for path in SHIPPED.glob("*.toml")))


def profile(code: str, given: dict[str, Any], folder: Path) -> Profile:
    """A shipped profile with an operator's own keys over it; `key` names a file beside theirs."""
    shipped = tomllib.loads((SHIPPED / f"{code}.toml").read_text("utf-8"))
    own = dict(given)
    if "key" in own:
        own["key"] = (folder / str(own["key"])).read_text("ascii")
    if "identity" in own and "identity" in shipped:
        own["identity"] = {**shipped["identity"], **own["identity"]}
    return Profile.model_validate({**shipped, **own, "code": code})
