"""The full text about data, heading by heading: what the law asks to be told. Layers 1 and 2 stand in `privacy.py`.

Drafted from what this bot does and from the facts in the project's low-threshold notes, section 5. It is a draft until
the municipality's file names its data protection officer and the version that they signed off; what a municipality has
not filled in is said to be missing. `privacy.VERSION` covers this text too: a test refuses a change without a new one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from conversations import keeping, privacy
from conversations.towns import contact_lines
from rights import Municipality, Terms
from texts import Day, Text, Value, Verbatim, say

__all__ = ["HEADINGS", "OWNER", "REVIEW_BY", "Section", "is_draft", "sections"]

OWNER = "the maintainers of the rights bot, with the data protection officer of each municipality"
REVIEW_BY = date(2027, 5, 22)
"""By then somebody has read all of it again, against the law and against what the bot does."""

Pages = tuple[tuple[Text, ...], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, and the screens under it."""

    heading: Text
    pages: Pages


def sections(town: Municipality | None, terms: Terms) -> tuple[Section, ...]:
    """The whole text for a municipality (None: none was chosen yet), with the terms that data are kept."""
    return tuple(
        Section(heading, (*(keeping.pages(terms) if pages is _retention else ()), *pages(town)))
        for heading, pages in _SECTIONS
    )


def is_draft(town: Municipality | None) -> bool:
    """Whether nobody has signed off this version for this municipality."""
    return town is None or not town.information_signed(privacy.VERSION)


def _town(town: Municipality | None) -> Value:
    return Verbatim(town.name) if town is not None else say("town", "je gemeente")


def _responsible(town: Municipality | None) -> Pages:
    if town is None:
        return ((say("information", "Kies eerst je gemeente. Dan staat hier wie verantwoordelijk is."),),)
    return (
        (
            say("information", "Deze 2 zijn samen verantwoordelijk:"),
            say("information", "{name}", name=Verbatim(town.controller.town)),
            say("information", "{name}", name=Verbatim(town.controller.ocmw)),
            say("information", "Een partner die je helpt, is verantwoordelijk voor wat hij zelf noteert."),
        ),
        (
            say("information", "Zo bereik je ons:"),
            *(contact_lines(town) or (say("information", "Het contactpunt is nog niet ingevuld."),)),
        ),
    )


def _dpo(town: Municipality | None) -> Pages:
    dpo = town.dpo if town is not None else None
    known = (
        (say("information", "{name}, {email}", name=Verbatim(dpo.name), email=Verbatim(dpo.email)),)
        if dpo is not None and dpo.name and dpo.email
        else (
            say("information", "De naam is nog niet ingevuld."),
            say("information", "Vraag ernaar bij {town}.", town=_town(town)),
        )
    )
    return (
        (
            say("information", "De DPO kijkt na of we goed omgaan met je gegevens."),
            *known,
            say("information", "Aan de DPO mag je alles vragen over je gegevens."),
        ),
    )


def _purposes(_: Municipality | None) -> Pages:
    return (
        (
            say("information", "1. Zoeken welke rechten je gezin misschien mist."),
            say("information", "2. Je laten helpen door een medewerker, als je dat vraagt."),
            say("information", "3. Je doorgeven aan een partner, als je ja zegt."),
        ),
        (
            say("information", "4. Tellen wat moeilijk loopt. Zonder namen."),
            say("information", "Wil je horen wat ervan kwam? Dan leest een medewerker het, na een apart ja."),
            say("information", "5. De bot veilig houden."),
            say("information", "Voor iets anders gebruiken we je gegevens niet. Ook niet voor controle."),
        ),
    )


def _data(_: Municipality | None) -> Pages:
    return (
        (
            say("information", "Wel: je antwoorden over je gezin, je huis, je geld en je kinderen."),
            say("information", "Vraag je hulp? Dan ook je voornaam en hoe we je bereiken."),
            say("information", "Ook: je taal hier en het nummer van deze chat."),
        ),
        (
            say("information", "Je hoeft niets te vertellen. Elke vraag mag je overslaan."),
            say("information", "Meer antwoorden geven een beter resultaat."),
            say("information", "Vroeg iemand al hulp voor je gezin? Dat zien we aan telefoon, naam en geboortemaand."),
        ),
        (
            say("information", "Helpt een medewerker je? Dan bewaren we ook:"),
            say("information", "je afspraken: wanneer, waar en waarvoor;"),
            say("information", "je zorgplan: doelen, taken, en wat jij erover zegt;"),
            say("information", "wat je gemeente je belooft, en tegen welke dag."),
        ),
        (
            say("information", "Niet: je rijksregisternummer, je nationaliteit, je precieze inkomen."),
            say("information", "Van kinderen: het geboortejaar of de maand, geen naam."),
            say("information", "Typ je iets waar we niet om vragen? Dat bewaren we niet."),
            say("information", "Stuur alleen foto's van papieren als een medewerker met je praat."),
        ),
    )


def _grounds(_: Municipality | None) -> Pages:
    return (
        (
            say("information", "Rechten zoeken en helpen is een taak van gemeente en OCMW. Dat staat in de wet."),
            say("information", "De wet over het OCMW is van 8 juli 1976."),
            say("information", "Het decreet over lokaal sociaal beleid is van 9 februari 2018."),
        ),
        (
            say("information", "In de AVG heet dit: artikel 6, lid 1, punt e."),
            say("information", "Doorgeven aan een partner doen we alleen met jouw ja."),
            say("information", "Zeg je nee? Dan verlies je geen enkel recht."),
            say("information", "Tellen en de bot veilig houden hoort bij dezelfde taak."),
        ),
    )


def _sensitive(_: Municipality | None) -> Pages:
    return (
        (
            say("information", "Soms vragen we iets over gezondheid of een handicap."),
            say("information", "Alleen als een recht daarvan afhangt. Overslaan mag."),
            say("information", "Over papieren vragen we: in orde, in procedure, geen, of liever niet."),
            say("information", "Dat antwoord gaat naar een medewerker na een apart ja."),
        ),
        (
            say("information", "We vragen nooit naar je godsdienst, je afkomst of je nationaliteit."),
            say("information", "Typ je iets over gevaar? De bot toont nummers en bewaart je woorden niet."),
            say("information", "We tellen alleen hoe vaak dat gebeurt, per dag."),
        ),
    )


def _recipients(town: Municipality | None) -> Pages:
    return (
        (
            say("information", "Vraag je geen hulp? Dan leest niemand je antwoorden."),
            say("information", "Vraag je hulp? Dan leest een medewerker van {town} mee.", town=_town(town)),
            say("information", "Een partner krijgt alleen wat jij goed vindt. We vragen het elke keer."),
        ),
        (
            say("information", "Wat krijgt een partner? Hoogstens naam, adres, telefoon en e-mail."),
            say("information", "En wanneer bellen past, welke tolk, wat nodig is. Nooit je antwoorden."),
            say("information", "Jij leest het eerst: wat, waarom en tot wanneer."),
            say("information", "De partner heeft een link en een code nodig."),
        ),
        (
            say("information", "Je zorgplan lezen jij en de medewerkers van {town}.", town=_town(town)),
            say("information", "Jij beslist over elke regel."),
            say("information", "Heeft een vrijwilliger een taak? Die leest alleen die taak, na jouw ja."),
            say("information", "Een afspraak voor je eigen agenda zegt niets over jou."),
        ),
        (
            say("information", "Schrijf je zelf aan een medewerker? Die leest ook welke taal je hier koos."),
            say("information", "Telegram brengt de berichten over."),
            say("information", "Op de computer van de bot staan je gegevens op slot."),
            say("information", "We verkopen niets. Reclame is er niet."),
        ),
    )


def _telegram(_: Municipality | None) -> Pages:
    return (
        (
            say("information", "Telegram is een bedrijf buiten de Europese Unie."),
            say("information", "Een chat met een bot is niet van begin tot eind versleuteld."),
            say("information", "Telegram kan dus zien wat hier staat, en bewaart het."),
            say("information", "Wil je dat niet? Bel ons of kom langs."),
        ),
        (
            say("information", "Een foto van een papier geven we door. De bot bewaart ze niet."),
            say("information", "Telegram bewaart ze tot ze gewist is."),
            say("information", "Na het bekijken wist de bot ze hier. Na 2 dagen kan dat niet meer."),
            say("information", "Wis ze dan zelf. De medewerker mag ze in je dossier bewaren."),
        ),
    )


def _retention(_: Municipality | None) -> Pages:
    """After the table of terms: what it does not say."""
    return (
        (
            say("information", "Wat je aan een medewerker schrijft, bewaren we bij je vraag om hulp."),
            say("information", "Andere berichten die je stuurt, houden we niet bij."),
            say("information", "Noteerde een dienst iets in een eigen dossier? Dat volgt zijn eigen regels."),
        ),
        (
            say("information", "Je afspraken, je zorgplan en wat beloofd is, horen bij je vraag om hulp."),
            say("information", "Ze gaan samen met die vraag weg."),
        ),
        (
            say("information", "Kies je Wis alles? Dan is alles meteen weg."),
            say("information", "Wat al in deze chat staat, blijft daar."),
            say("information", "Verwijder ook de chat in Telegram."),
        ),
    )


def _security(_: Municipality | None) -> Pages:
    return (
        (
            say("information", "Elk gezin heeft een eigen sleutel. Zonder die sleutel is niets leesbaar."),
            say("information", "Wissen we je gegevens? Dan wissen we ook de sleutel."),
        ),
        (
            say("information", "Van elke keer dat een medewerker je vraag leest, blijft een spoor."),
            say("information", "In berichten die vanzelf komen, staat niets over jou."),
        ),
    )


def _children(_: Municipality | None) -> Pages:
    return (
        (
            say("information", "De bot is voor ouders. Jonge ouders mogen ook."),
            say("information", "Jonger dan 13? Dan bewaren we niets. Bel Awel: {number}.", number=Verbatim("102")),
            say("information", "Van 13 tot 17: kijken mag zonder dat we iets bewaren."),
            say("information", "Alleen als je zelf hulp vraagt, bewaren we je vraag."),
        ),
    )


def _secrecy(_: Municipality | None) -> Pages:
    return (
        (
            say("information", "Maatschappelijk werkers van het OCMW hebben beroepsgeheim."),
            say("information", "Een vrijwilliger beloofde om te zwijgen. Dat is niet hetzelfde."),
            say("information", "De bot zelf meldt nooit iets aan politie, jeugdhulp of een medewerker."),
        ),
        (
            say("information", "Weet een medewerker van groot gevaar voor jou of een kind?"),
            say("information", "Dan mag die soms hulp vragen. Nooit alleen, altijd met een collega."),
            say("information", "Als het kan, hoor je het eerst."),
        ),
    )


def _automated(_: Municipality | None) -> Pages:
    return (
        (
            say("information", "Nee. De lijst met rechten is een tip."),
            say("information", "Een computer vergelijkt je antwoorden met de regels."),
            say("information", "Een dienst kijkt alles na en beslist."),
        ),
    )


def _rights(town: Municipality | None) -> Pages:
    return (
        (
            say("information", "Je mag je gegevens bekijken, meenemen, verbeteren en wissen."),
            say("information", "Je mag vragen om even niets te doen met je gegevens."),
            say("information", "Je mag zeggen dat je niet akkoord gaat."),
        ),
        (
            say("information", "Bekijken en meenemen: typ /mijngegevens."),
            say("information", "Wissen: kies Wis alles in het menu, of typ /wissen."),
            say("information", "Geen berichten meer: typ /stop."),
            say("information", "Antwoorden verbeteren: ga terug in de vragen."),
            say("information", "Al de rest: vraag het aan de DPO of aan {town}.", town=_town(town)),
        ),
    )


def _withdrawing(_: Municipality | None) -> Pages:
    return (
        (
            say("information", "Zei je ja? Dan mag je later nee zeggen."),
            say("information", "Kies Jouw gegevens in het menu, dan Waar ik ja op zei."),
            say("information", "Wat voor je nee gebeurde, blijft geldig."),
        ),
        (
            say("information", "Zei je ja over een partner? Na je nee opent de link niet meer."),
            say("information", "Wat de partner al zelf noteerde, vraag je aan de partner."),
            say("information", "Zei je ja over een taak in je zorgplan? Dat verander je in je zorgplan."),
        ),
    )


def _complaint(town: Municipality | None) -> Pages:
    return (
        (
            say("information", "Zeg het eerst aan ons: schrijf naar de DPO van {town}.", town=_town(town)),
            say("information", "Helpt dat niet? Dan kan je naar de Vlaamse Toezichtcommissie."),
        ),
        (
            say("information", "Die vraagt dat je eerst bij ons klaagde, op papier of per mail."),
            say("information", "Gaat het over een bedrijf? Dan naar de Gegevensbeschermingsautoriteit."),
        ),
    )


def _from_others(_: Municipality | None) -> Pages:
    return (
        (
            say("information", "Soms vult een helper in of meldt een vrijwilliger je gezin."),
            say("information", "Dan zie je wie, wanneer en wat. Je zegt zelf ja of nee."),
            say("information", "Zonder jouw ja leest geen medewerker het."),
            say("information", "Met een code wordt het dossier van jou."),
        ),
    )


def _changes(town: Municipality | None) -> Pages:
    signed = town.dpo.information_signed_on if town is not None and not is_draft(town) else None
    return (
        (
            say("information", "Versie: {version}", version=Verbatim(privacy.VERSION)),
            say("information", "Goedgekeurd door de DPO: {day}", day=Day(signed))
            if signed is not None
            else say("information", "De DPO keurde deze versie nog niet goed."),
            say("information", "We lezen de tekst opnieuw voor {day}.", day=Day(REVIEW_BY)),
            say("information", "Bij jouw ja bewaren we welke versie je las, en in welke taal."),
        ),
    )


_SECTIONS: tuple[tuple[Text, Callable[[Municipality | None], Pages]], ...] = (
    (say("information", "1. Wie is verantwoordelijk"), _responsible),
    (say("information", "2. Onze DPO"), _dpo),
    (say("information", "3. Waarvoor we ze gebruiken"), _purposes),
    (say("information", "4. Welke gegevens, welke niet"), _data),
    (say("information", "5. Waarom dat mag"), _grounds),
    (say("information", "6. Gevoelige gegevens"), _sensitive),
    (say("information", "7. Wie ze krijgt, en jouw ja"), _recipients),
    (say("information", "8. Telegram, andere landen"), _telegram),
    (say("information", "9. Hoe lang we ze bewaren"), _retention),
    (say("information", "10. Hoe we ze beveiligen"), _security),
    (say("information", "11. Kinderen"), _children),
    (say("information", "12. Beroepsgeheim en gevaar"), _secrecy),
    (say("information", "13. Beslist een computer?"), _automated),
    (say("information", "14. Jouw rechten"), _rights),
    (say("information", "15. Je ja intrekken"), _withdrawing),
    (say("information", "16. Een klacht"), _complaint),
    (say("information", "17. Gegevens van een ander"), _from_others),
    (say("information", "18. Wijzigingen en versie"), _changes),
)

HEADINGS: tuple[Text, ...] = tuple(heading for heading, _ in _SECTIONS)
"""The headings, in their order."""
