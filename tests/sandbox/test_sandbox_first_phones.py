"""The phones that are there when the sandbox is started from the command line."""

from __future__ import annotations

import aiohttp
import pytest

from commands import invite, run
from sandbox import StandIn


@pytest.mark.parametrize(
    ("roles", "expected"),
    [
        (("coordinator",), {"Sara": "parent", "Katrien": "coordinator"}),
        (("coordinator", "volunteer"), {"Sara": "parent", "Katrien": "coordinator", "Vera": "volunteer"}),
    ],
)
async def test_staff_are_there_by_the_invitations_that_can_be_made(
    stand_in: StandIn, monkeypatch: pytest.MonkeyPatch, roles: tuple[str, ...], expected: dict[str, str]
) -> None:
    asked: list[tuple[str, str]] = []

    async def invited(role: str, municipality: str) -> str:
        asked.append((role, municipality))
        return f"https://t.me/rechten_sandbox_bot?start={role}"

    stand_in.invite = invited
    monkeypatch.setattr(invite, "ROLES", roles)
    await run._first_phones(stand_in.url)
    async with (
        aiohttp.ClientSession(stand_in.url) as session,
        session.get("/sandbox/state") as response,
    ):
        state = await response.json()
    assert {phone["first_name"]: phone["role"] for phone in state["phones"]} == expected
    assert asked == [(role, "ninove") for role in roles]
    cloud = stand_in.cloud
    for phone in state["phones"]:
        begun = [message.text for message in cloud.visible(phone["id"])]
        assert begun == ([] if phone["role"] == "parent" else [f"/start {phone['role']}"])
    (group,) = [chat for chat in cloud.chats.values() if chat.type == "group"]
    assert [cloud.users[member].first_name for member in group.members] == ["Katrien"]
