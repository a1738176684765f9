"""Many things fall due for one coordinator: one message an hour, a list of just what waits, and nothing is lost."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from rehearsal.town import Phone, Town
from storage.tables import audit
from tests.stories.people import asks_for_help, begins, claims

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


async def three_ask(town: Town) -> tuple[Phone, list[str]]:
    katrien = await town.coordinator()
    names = ("Sara", "Dina", "Omar")
    return katrien, [await asks_for_help(await begins(town.phone(name)), name) for name in names]


async def reminded(town: Town) -> int:
    async with town.machine.db.write() as conn:
        return len((await conn.execute(select(audit.c.id).where(audit.c.act == "remind"))).all())


async def test_what_falls_due_together_is_one_message_and_comes_again_until_somebody_acts(town: Town) -> None:
    katrien, (first, second, third) = await three_ask(town)
    assert "Nieuwe aanmelding" in katrien.all_text()
    assert second not in katrien.all_text(), "the next ones wait an hour"
    await town.passes(HOUR)
    assert katrien.text() == "Er wachten 3 aanmeldingen op jou."
    await katrien.taps("Bekijk wat wacht")
    assert "Gefilterd: Wat op mij wacht." in katrien.text()
    assert f"{second}: nieuw. Nog vrij." in katrien.text()
    await katrien.taps(first, "Neem dit op je", "Meld contact", "Ja, er was contact", "Naar de lijst")
    assert first not in katrien.text(), "what was done waits no more"
    assert await reminded(town) == 0, "a new request is no reminder"

    await town.passes(2 * DAY)  # the team, then each coordinator: nobody took them
    assert await reminded(town) == 4
    before = len(katrien.messages())
    await town.restart()
    await town.passes(2 * DAY)
    assert katrien.messages()[-1].text == "Er wachten 2 aanmeldingen op jou."
    assert len(katrien.messages()) == before + 1, "two reminders, one message"
    assert await reminded(town) == 6, "both come again, and both count"
    await katrien.taps("Bekijk wat wacht")
    for number in (second, third):
        assert f"{number}: nog niemand nam dit op. Nog vrij." in katrien.text()


async def test_the_figures_of_the_day_stand_in_the_same_message_and_who_is_in_danger_in_its_own(town: Town) -> None:
    katrien, (first, second, _) = await three_ask(town)
    for number in (first, second):
        await claims(katrien, number)
        await katrien.taps("Meer", "Beloof iets", "Antwoord geven", "Morgen", "Verstuur")
    urgent = await begins(town.phone("Fatma"))
    await urgent.taps(urgent.buttons()[0])
    danger = await asks_for_help(urgent, "Fatma")
    assert danger in katrien.messages()[-1].text, "it waits for nothing"
    await town.passes(6 * HOUR)
    before = len(katrien.messages())
    await town.morning_begins()
    [morning] = katrien.messages()[before:]
    assert morning.text.startswith("De dag in cijfers")
    assert "Dringend en nog vrij: 1." in morning.text
    assert "Er wachten 4 aanmeldingen op jou, 1 dringend." in morning.text
    await katrien.taps("Bekijk wat wacht")
    assert f"{first}: vandaag beloofd. Bij jou." in katrien.text()
