"""Whom the demonstration can be tried as. Everybody in it is invented."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SignIn:
    """Somebody to try the portal as. Staff, and nobody else, are asked for a code too."""

    who: str
    reference: str
    email: str
    what: str

    @property
    def is_staff(self) -> bool:
        """Whether the reference is a worker's."""
        return self.reference.startswith("W")


SIGN_INS = (
    SignIn(
        "Robin Marshlight, resident",
        "P0001",
        "robin.marshlight@demo.example",
        "sees an agreed budget with three lines, its stages, and who has looked",
    ),
    SignIn(
        "Elsie Quillfeather, resident",
        "P0002",
        "elsie.quillfeather@demo.example",
        "waits for an assessment, longer than expected, and is told why",
    ),
    SignIn(
        "Alex Marshlight, Robin's brother",
        "P0301",
        "alex.marshlight@demo.example",
        "sees Robin's stages and budget and asks for him, as Robin wants; has an emergency plan",
    ),
    SignIn(
        "Nadia Quillfeather, Elsie's daughter",
        "P0302",
        "nadia.quillfeather@demo.example",
        "looks after Elsie's money, with a lasting power of attorney",
    ),
    SignIn(
        "Ada Brightbrook, worker",
        "W002",
        "ada.brightbrook@demo.example",
        "sees the Norwich team's people, and invites them",
    ),
    SignIn(
        "Sefton Larkmead, worker at the duty desk",
        "W026",
        "sefton.larkmead@demo.example",
        "deals with the requests of people who look after somebody, urgent ones first",
    ),
    SignIn(
        "Delphine Ropewalk, of Carers Matter Norfolk",
        "W901",
        "delphine.ropewalk@demo.example",
        "works for another organisation; sees the requests handed over to it, one of them late",
    ),
    SignIn(
        "Esme Tawnyreach, worker in another team",
        "W012",
        "esme.tawnyreach@demo.example",
        "sees the North team's people; opens another's record only with a reason",
    ),
    SignIn(
        "Grace Otterstream, manager",
        "W001",
        "grace.otterstream@demo.example",
        "sees who in the Norwich team has waited longest",
    ),
    SignIn(
        "Victor Lanternpath, administrator",
        "W025",
        "victor.lanternpath@demo.example",
        "invites colleagues, closes their accounts, sees imports",
    ),
    SignIn(
        "Imogen Tallowfield, finance",
        "W027",
        "imogen.tallowfield@demo.example",
        "finds any budget by its reference, and sees nothing else of a record",
    ),
)
