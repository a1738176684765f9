"""The family's answers, and its consents."""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, delete, or_, select, update

from casework import Role
from conversations import effects as fx
from conversations.consent import recipient
from storage import outbox
from storage.effects.turnover import Turnover
from storage.sealing import seal_answers, seal_json
from storage.tables import access, chat, consent, household
from storage.transaction import later

__all__ = [
    "change_household",
    "consent_given",
    "keep_answers",
    "link_chat",
    "mark_screened",
    "open_household",
    "save_answers",
    "sealed_label",
    "take_back",
]


async def open_household(t: Turnover, effect: fx.OpenHousehold) -> None:
    """A household of kind none is opened for the effects after this one only: the chat is not linked to it."""
    await t.keys.hold([effect.id])
    t.household_id = effect.id
    await t.conn.execute(
        household.insert().values(
            id=effect.id,
            municipality=effect.municipality,
            answers=seal_json(t.keys, effect.id, [], f"answers:{effect.id}"),
            plans=seal_json(t.keys, effect.id, {}, f"plans:{effect.id}"),
            created_at=t.now,
            touched_at=t.now,
        )
    )
    if effect.kind != "none":
        t.chat_changes["household_id"] = effect.id
        await link_chat(t, effect.id, effect.kind, effect.label)
    await consent_given(
        t, "screening", effect.municipality, effect.text_version, effect.language, witnessed=effect.witnessed
    )


async def link_chat(t: Turnover, household_id: str, kind: str, label: str = "") -> None:
    """This chat may open the household from now on, in the place of what it was to it before."""
    await t.conn.execute(delete(access).where(access.c.household_id == household_id, access.c.chat_id == t.chat_id))
    await t.conn.execute(
        access.insert().values(
            household_id=household_id,
            chat_id=t.chat_id,
            kind=kind,
            label=await sealed_label(t, household_id, label),
            since=t.now,
        )
    )
    if kind == "helper":  # whose commands name the families
        await outbox.put(t.conn, t.chat_id, "commands", t.now)


async def sealed_label(t: Turnover, household_id: str, label: str) -> bytes | None:
    """A helper's word for a family, sealed with the key of the helper's chat."""
    if not label:
        return None
    key_id = (await t.conn.execute(select(chat.c.key_id).where(chat.c.id == t.chat_id))).scalar_one()
    return t.keys.seal(key_id, label.encode(), f"access:{household_id}")


async def consent_given(
    t: Turnover,
    purpose: str,
    recipient: str,
    version: str,
    language: str,
    *,
    given: bool = True,
    witnessed: bool = False,
) -> None:
    """A family's yes or no. What a helper tapped for it has the helper as witness, whatever it was."""
    family = t.context.household
    witnessed = witnessed or (family is not None and family.id == t.household_id and family.kind == "helper")
    await t.conn.execute(
        consent.insert().values(
            household_id=t.household(),
            purpose=purpose,
            recipient=recipient,
            text_version=version,
            language=language,
            given=given,
            at=t.now,
            witness=t.chat_id if witnessed else None,
        )
    )
    await t.note_act(f"consent:{purpose}"[:30], t.household(), by=Role.FAMILY)


async def take_back(t: Turnover, household_id: str, municipality: str) -> None:
    """A request is withdrawn: so is the yes that its municipality, and its partners, might read along, for every
    purpose it was given."""
    there = or_(
        consent.c.recipient.in_((recipient(municipality), f"volunteer:{municipality}")),
        consent.c.recipient.endswith(f"@{municipality}", autoescape=True),
    )
    to_it = (consent.c.household_id == household_id, there)
    rows = (await t.conn.execute(select(consent).where(*to_it).order_by(consent.c.at, consent.c.id))).all()
    for row in {(row.purpose, row.recipient): row for row in rows}.values():
        if row.given:
            await consent_given(t, row.purpose, row.recipient, row.text_version, row.language, given=False)


async def change_household(t: Turnover, **values: Any) -> None:
    await t.conn.execute(update(household).where(household.c.id == t.household()).values(**values))


async def save_answers(t: Turnover, effect: fx.SaveAnswers) -> None:
    owner = t.household()
    sealed = seal_answers(t.keys, owner, effect.answers)
    if not t.by_person:
        await change_household(t, answers=sealed)
        return
    t.touched = owner
    await later(t.conn, _ANSWER, {"of": owner, "sealed": sealed, "at": t.now}, changes=("household", owner))


_ANSWER = (
    update(household)
    .where(household.c.id == bindparam("of"))
    .values(answers=bindparam("sealed"), touched_at=bindparam("at"))
)


async def mark_screened(t: Turnover, _: fx.MarkScreened) -> None:
    owner = t.household()
    await later(t.conn, _SCREENED, {"of": owner, "at": t.now}, changes=("household", owner))


_SCREENED = update(household).where(household.c.id == bindparam("of")).values(screened_at=bindparam("at"))
"""Waits with the others: of a batch somebody nearly always finishes, and a statement in between would empty what was
read ahead for all of them."""


async def keep_answers(t: Turnover, effect: fx.KeepAnswers) -> None:
    await change_household(t, kept=effect.kept)
    await consent_given(t, "follow_up", "", effect.text_version, effect.language, given=effect.kept)
