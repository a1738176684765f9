"""Anna manages the roles of Ninove: who comes, who goes, and nothing of any family. Pia works for a partner."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from rehearsal.town import open_town
from storage.tables import audit, member
from tests.laws.forbidden_town import admin, partner
from tests.stories.files_of_families import taps_in_menu
from tests.stories.people import asks_for_help, begins, claims


async def test_an_admin_invites_sees_who_is_there_and_ends_a_role(tmp_path: Path) -> None:
    async with open_town(tmp_path, over_http=True) as town:
        anna = await admin(town)
        assert anna.text().startswith("Dag, Anna")
        await anna.taps("Nodig iemand uit", "Een coördinator")
        katrien = town.phone("Katrien")
        await katrien.opens(anna.code())
        assert "Coördinator in Ninove" in katrien.text()
        await katrien.says("Katrien")
        await anna.says("/beheer")
        await anna.taps("Medewerkers")
        assert anna.buttons()[:2] == ["Anna, beheerder", "Katrien, coördinator"]
        await anna.taps("Anna, beheerder")
        assert "Stop deze rol" not in anna.buttons(), "one's own role ends at its own place"
        await anna.taps("Terug", "Medewerkers", "Katrien")
        assert "Sinds maandag 16/11/2026." in anna.text()

        sara = await begins(town.phone("Sara"))
        number = await asks_for_help(sara)
        await claims(katrien, number)
        await katrien.taps("Lees het rapport", "📄 Als bestand", "Voor mijn programma")
        assert [m for m in katrien.messages() if m.content.get("document")]
        await anna.taps("Stop deze rol", "Nee, laat zo", "Stop deze rol", "Ja, stop deze rol")
        assert "Katrien" not in " ".join(anna.buttons())
        assert "Sara" not in katrien.all_text()
        assert not [m for m in katrien.messages() if m.content.get("document")], "what was taken out goes too"
        assert "Je rol als coördinator in Ninove is gestopt." in katrien.all_text()
        await katrien.says("/wachtlijst")
        assert "Dit is voor wie voor een gemeente werkt" in katrien.text()
        assert "Sara" not in anna.all_text()

        async with town.machine.db.write() as conn:
            assert list((await conn.execute(select(member.c.role))).scalars()) == ["admin"]
            acts = (
                select(audit.c.act, audit.c.subject)
                .where(audit.c.actor == anna.id, audit.c.subject.contains(":"))
                .order_by(audit.c.id)
            )
            assert [tuple(row) for row in await conn.execute(acts)] == [
                ("join", "ninove:admin"),
                ("leave", "ninove:coordinator"),
            ]

        await anna.says("/start")
        await anna.taps("Cijfers")
        assert "nagekeken" in anna.text()
        await anna.taps("Terug", "Stop mijn rol", "Ja, ik stop")
        assert "In welke gemeente woon je?" in anna.text()


async def test_a_partner_joins_for_an_organisation_and_has_nothing_to_do(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        pia = await partner(town, organisation="CAW Oost-Vlaanderen")
        assert "Je werkt voor CAW Oost-Vlaanderen." in pia.text()
        assert "Je hoeft nu niets te doen." in pia.text()
        await taps_in_menu(pia, "🔒 Jouw gegevens")
        await pia.taps("Over mijn rol")
        assert "Je bent partner in Ninove." in pia.text()
        assert "Je organisatie: CAW Oost-Vlaanderen" in pia.text()
        await pia.says("/start")
        await pia.taps("Stop mijn rol", "Ja, ik stop")
        assert "In welke gemeente woon je?" in pia.text()
