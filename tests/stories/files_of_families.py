"""What people do with files that are not, or not only, their own: help a family, give it its file, let a parent in."""

from __future__ import annotations

from rehearsal.town import Phone, Town
from tests.stories.people import begins

__all__ = ["adopts", "gives", "helps", "in_dutch", "joins", "takes_up", "taps_in_menu", "two_parents"]


async def in_dutch(phone: Phone) -> Phone:
    """/start, and the first choice."""
    await phone.says("/start")
    return await phone.taps("Nederlands")


async def taps_in_menu(phone: Phone, label: str) -> Phone:
    """A line of the menu, on its first screen or behind *more*."""
    await phone.says("/menu")
    for _ in range(4):
        if any(button.startswith(label) for button in phone.buttons()):
            return await phone.taps(label)
        await phone.taps("Meer" if "Meer" in phone.buttons() else "Toon meer")
    raise AssertionError(f"no {label!r} in the menu")


async def helps(phone: Phone, label: str, *, town: str = "Ninove") -> Phone:
    """A new file for a family that sits beside the helper."""
    await phone.says("/gezinnen")
    if "Nieuw gezin" in phone.buttons():
        await phone.taps("Nieuw gezin")
    await phone.says(label)
    return await phone.taps(town, "Lees voor", "Het gezin is hier en zegt ja")


async def takes_up(phone: Phone, label: str) -> Phone:
    """Opens the file of a family that is helped."""
    await phone.says("/gezinnen")
    return await phone.taps(label)


async def gives(phone: Phone) -> str:
    """A helper shows the code for the family whose file is open."""
    await taps_in_menu(phone, "Over dit gezin")
    await phone.taps("Geef het dossier", "Toon de code")
    return phone.code()


async def adopts(phone: Phone, code: str, *, keep_helper: bool | None = True, language: str = "Nederlands") -> Phone:
    """A family opens its code, says yes to everything, and yes or no to its helper (None: it is not asked)."""
    await phone.opens(code)
    if language in phone.buttons():
        await phone.taps(language)
    await phone.taps("Ja", "Ja, dat is goed")
    return phone if keep_helper is None else await phone.taps("Ja" if keep_helper else "Nee")


async def joins(first: Phone, second: Phone) -> Phone:
    """The second parent opens the first one's code and asks to be let in."""
    await taps_in_menu(first, "Andere ouder")
    await first.taps("Toon de code")
    await second.opens(first.code())
    if "Nederlands" in second.buttons():
        await second.taps("Nederlands")
    return await second.taps("Ja", "Ja, dat is goed")


async def two_parents(town: Town) -> tuple[Phone, Phone]:
    """Sara and Omar, who read one file."""
    sara, omar = town.phone("Sara"), town.phone("Omar")
    await begins(sara)
    await joins(sara, omar)
    await sara.taps("Ja, die mag meelezen")
    await sara.taps("Terug")
    await omar.taps("Bekijk het antwoord", "Ga verder")
    return sara, omar
