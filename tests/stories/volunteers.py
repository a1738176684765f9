"""What volunteers do over and over in stories: join, and give away a code."""

from __future__ import annotations

import io
import re

import zxingcpp
from PIL import Image

from rehearsal.town import Phone, Town
from sandbox import Message

__all__ = ["code_in", "joins", "link_in", "reports", "scanned", "seals", "volunteer"]

LINK = re.compile(r"https://t\.me/\w+\?start=[\w-]+")


async def volunteer(town: Town, name: str = "Vera", municipality: str = "ninove") -> Phone:
    """A volunteer who has joined."""
    return await joins(town, town.phone(name), name, municipality)


async def joins(town: Town, phone: Phone, name: str = "Vera", municipality: str = "ninove") -> Phone:
    """Takes the role by an invitation."""
    await phone.opens(await town.invitation(municipality, "volunteer"))
    if "Nederlands" in phone.buttons():
        await phone.taps("Nederlands")
    await phone.taps("Ja, ik beloof dit", "Klaar")
    await phone.says(name)
    return await phone.taps("Sla over", "Sla over")


async def reports(phone: Phone, name: str = "Sara", number: str = "0470 11 22 33", words: str = "") -> Phone:
    """Reports a family that is there and says yes, from the volunteer's home to what is read after it."""
    await phone.taps("Meld een gezin aan", "Ja, het is bij mij", "Nederlands", "Het gezin zegt ja")
    await phone.says(name)
    if number:
        await phone.says(number)
        await phone.taps("Altijd goed")
    else:
        await phone.taps("Via de bot")
    await phone.taps("Nee, niet dringend", "Formulieren", "Verder")
    await (writes(phone, words) if words else phone.taps("Zonder tekst"))
    return await phone.taps("Ja, verstuur")


async def seals(phone: Phone, name: str = "Sara", number: str = "", words: str = "") -> str:
    """Writes and closes a sealed report, from the volunteer's home; returns its link."""
    await phone.taps("Meld een gezin aan", "Nee, nog niet gevraagd", "Schrijf het briefje")
    await phone.says(name)
    await (phone.says(number) if number else phone.taps("Zonder nummer"))
    await phone.taps("Formulieren", "Verder")
    await (writes(phone, words) if words else phone.taps("Zonder tekst"))
    await phone.taps("Sluit het briefje")
    return code_in(phone)


async def writes(phone: Phone, words: str) -> Phone:
    """A few words of what is needed; where they tell of danger, once more after reading whom to call."""
    await phone.says(words)
    if "Wis dit bericht" in phone.buttons():
        await phone.taps("Ga verder")
        await phone.says(words)
    return phone


def code_in(phone: Phone) -> str:
    """The link in the newest message that has one."""
    return next(link for message in reversed(phone.messages()) if (link := link_in(message)))


def link_in(message: Message) -> str:
    """The link that stands in a message; empty where there is none."""
    found = LINK.search(message.text)
    return found[0] if found and message.from_bot else ""


def scanned(phone: Phone, message: Message) -> list[str]:
    """What the QR codes in the photo of a message say."""
    file = phone.town.stand_in.cloud.files.get(message.content["photo"][-1]["file_id"])
    assert file is not None
    with Image.open(io.BytesIO(file.data)) as picture:
        return [code.text for code in zxingcpp.read_barcodes(picture.convert("L"))]
