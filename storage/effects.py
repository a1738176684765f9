"""Applies what a turn wants done, in the turn's own transaction. One function per effect, found by its type."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from casework import REFERRAL, ReferralState, Role, apply, reference
from conversations import effects as fx
from conversations.context import Context
from conversations.registry import NOTICES
from storage import audiences, audit, groups, links, outbox, work
from storage.contexts import open_json, seal_json
from storage.keys import KeyRing
from storage.tables import (
    chat,
    consent,
    household,
    member,
    message,
    note,
    notice,
    outcome,
    referral,
    shred,
    team_group,
)
from storage.tables import outbox as outbox_table
from storage.tables import work as work_table

__all__ = ["Turnover", "apply_effects"]

_BRUSSELS = ZoneInfo("Europe/Brussels")


@dataclass(slots=True)
class Turnover:
    """One turn's effects being applied. What they leave for the end of the turn is gathered in the last fields."""

    conn: AsyncConnection
    keys: KeyRing
    context: Context
    chat_id: int
    household_id: str | None
    toast: str = ""
    erased: bool = False
    chat_changes: dict[str, Any] = field(default_factory=dict)

    @property
    def now(self) -> datetime:
        return self.context.now

    async def note_act(self, act: str, subject: str) -> None:
        await audit.record(self.conn, self.now, self.chat_id, act, subject)


async def apply_effects(turnover: Turnover, effects: tuple[fx.Effect, ...]) -> None:
    """Applies all effects, in order."""
    for effect in effects:
        await _APPLY[type(effect)](turnover, effect)


# --- the chat --------------------------------------------------------------------------------------------------------


async def _set_language(t: Turnover, effect: fx.SetLanguage) -> None:
    t.chat_changes["language"] = effect.language
    await outbox.put(t.conn, t.chat_id, "commands", t.now)


async def _set_muted(t: Turnover, effect: fx.SetMuted) -> None:
    t.chat_changes["muted"] = effect.muted


async def _set_reachable(t: Turnover, effect: fx.SetReachable) -> None:
    t.chat_changes["reachable"] = effect.reachable


async def _toast(t: Turnover, effect: fx.Toast) -> None:
    t.toast = effect.name


async def _delete_message(t: Turnover, effect: fx.DeleteMessage) -> None:
    await outbox.put(t.conn, t.chat_id, "delete", t.now, ref=str(effect.message))


async def _ask_for_contact(t: Turnover, _: fx.AskForContact) -> None:
    await outbox.put(t.conn, t.chat_id, "contact", t.now)


async def _end_contact_request(t: Turnover, effect: fx.EndContactRequest) -> None:
    await outbox.put(t.conn, t.chat_id, "contact_end", t.now, ref=str(effect.message))


# --- the household ---------------------------------------------------------------------------------------------------


def _household(t: Turnover) -> str:
    if t.household_id is None:
        raise LookupError("an effect about a household, in a chat without one")
    return t.household_id


async def _open_household(t: Turnover, effect: fx.OpenHousehold) -> None:
    await t.keys.hold([effect.id])
    t.household_id = effect.id
    t.chat_changes["household_id"] = effect.id
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
    await _consent(t, "screening", effect.municipality, effect.text_version, effect.language)


async def _consent(
    t: Turnover, purpose: str, recipient: str, version: str, language: str, *, given: bool = True
) -> None:
    await t.conn.execute(
        consent.insert().values(
            household_id=_household(t),
            purpose=purpose,
            recipient=recipient,
            text_version=version,
            language=language,
            given=given,
            at=t.now,
        )
    )
    await t.note_act(f"consent:{purpose}"[:30], _household(t))


async def _change_household(t: Turnover, **values: Any) -> None:
    await t.conn.execute(update(household).where(household.c.id == _household(t)).values(**values))


async def _save_answers(t: Turnover, effect: fx.SaveAnswers) -> None:
    owner = _household(t)
    sealed = seal_json(t.keys, owner, effect.answers.to_json(), f"answers:{owner}")
    await _change_household(t, answers=sealed)


async def _mark_screened(t: Turnover, _: fx.MarkScreened) -> None:
    await _change_household(t, screened_at=t.now)


async def _keep_answers(t: Turnover, effect: fx.KeepAnswers) -> None:
    await _change_household(t, kept=effect.kept)
    await _consent(t, "follow_up", "", effect.text_version, effect.language, given=effect.kept)


async def _plans(t: Turnover) -> dict[str, Any]:
    owner = _household(t)
    sealed = (await t.conn.execute(select(household.c.plans).where(household.c.id == owner))).scalar_one()
    plans: dict[str, Any] = open_json(t.keys, owner, sealed, f"plans:{owner}")
    return plans


async def _save_plans(t: Turnover, plans: Mapping[str, Any]) -> None:
    owner = _household(t)
    await _change_household(t, plans=seal_json(t.keys, owner, plans, f"plans:{owner}"))


async def _follow_rights(t: Turnover, effect: fx.FollowRights) -> None:
    await _save_plans(t, {**await _plans(t), "following": list(effect.keys)})


async def _record_outcome(t: Turnover, effect: fx.RecordOutcome) -> None:
    plans = await _plans(t)
    await _save_plans(t, {**plans, "outcomes": {**plans.get("outcomes", {}), effect.key: effect.outcome}})
    place = await t.conn.scalar(select(household.c.municipality).where(household.c.id == _household(t)))
    await t.conn.execute(  # detached: the town's figures, which no household can be read from
        outcome.insert().values(
            municipality=place,
            right=effect.key.partition(":")[0],
            month=t.now.astimezone(_BRUSSELS).strftime("%Y-%m"),
            outcome=effect.outcome,
        )
    )


async def _erase_everything(t: Turnover, _: fx.EraseEverything) -> None:
    """Rows and keys go; what stays of a referral is its number and that it was erased."""
    key_id = (await t.conn.execute(select(chat.c.key_id).where(chat.c.id == t.chat_id))).scalar_one()
    gone = [key_id]
    if t.household_id is not None:
        gone.append(t.household_id)
        await _erase_referrals(t, t.household_id)
        await t.conn.execute(delete(household).where(household.c.id == t.household_id))
    await _end_memberships(t)
    await t.conn.execute(
        delete(work_table).where(
            work_table.c.stream == f"chat:{t.chat_id}", work_table.c.kind != "update", work_table.c.state == "waiting"
        )
    )
    await t.conn.execute(delete(notice).where(notice.c.chat_id == t.chat_id))
    await t.conn.execute(
        delete(outbox_table).where(
            outbox_table.c.chat_id == t.chat_id, outbox_table.c.kind == "notice", outbox_table.c.state == "pending"
        )
    )
    for owner in gone:
        await t.conn.execute(shred.insert().values(owner=owner))
    await t.note_act("erase", t.household_id or "")
    t.household_id, t.erased = None, True


async def _erase_referrals(t: Turnover, household_id: str) -> None:
    rows = (await t.conn.execute(select(referral).where(referral.c.household_id == household_id))).all()
    for row in rows:
        open_still = not REFERRAL.is_final(row.state)
        if open_still:
            await _notify(t, fx.Notify(fx.Audience("holder", referral=row.id), "erased", row.id))
        await t.conn.execute(delete(note).where(note.c.referral_id == row.id))
        await t.conn.execute(delete(message).where(message.c.referral_id == row.id))
        await t.conn.execute(delete(work_table).where(work_table.c.stream == f"referral:{row.id}"))
        await t.conn.execute(
            update(referral)
            .where(referral.c.id == row.id)
            .values(
                household_id=None,
                body=None,
                state=ReferralState.ERASED if open_still else row.state,
                revision=row.revision + 1,
                closed_at=row.closed_at or t.now,
            )
        )
        await _refresh_viewers(t, row.id)


async def _end_memberships(t: Turnover) -> None:
    """Who leaves hands the work back."""
    await t.conn.execute(delete(member).where(member.c.chat_id == t.chat_id))
    held = (
        await t.conn.execute(
            select(referral.c.id).where(referral.c.claimed_by == t.chat_id, referral.c.state.not_in(REFERRAL.finals))
        )
    ).scalars()
    for referral_id in held.all():
        await _move(t, referral_id, "hand_back", Role.COORDINATOR, None)


# --- referrals -------------------------------------------------------------------------------------------------------


async def _submit_referral(t: Turnover, effect: fx.SubmitReferral) -> None:
    owner = _household(t)
    place = (await t.conn.execute(select(household.c.municipality).where(household.c.id == owner))).scalar_one()
    year = t.now.astimezone(_BRUSSELS).year
    prefix = reference(place, 1, year)[:-4]
    sequence = (
        await t.conn.execute(
            select(func.count()).where(
                referral.c.municipality == place, referral.c.number.startswith(prefix, autoescape=True)
            )
        )
    ).scalar_one() + 1
    body = {
        "first_name": effect.first_name,
        "phone": effect.phone,
        "way": effect.way,
        "when": effect.when,
        "about": list(effect.about),
        "purpose": effect.purpose,
    }
    await t.conn.execute(
        referral.insert().values(
            id=effect.id,
            number=reference(place, sequence, year),
            household_id=owner,
            municipality=place,
            kind=effect.kind,
            urgency=effect.urgency,
            state=REFERRAL.initial,
            submitted_at=t.now,
            body=seal_json(t.keys, owner, body, f"referral:{effect.id}"),
        )
    )
    await _consent(t, effect.purpose, effect.recipient, effect.text_version, effect.language)
    await t.note_act("submit", effect.id)


async def _move_referral(t: Turnover, effect: fx.MoveReferral) -> None:
    own = t.context.household.referral if t.context.household is not None else None
    role = Role.FAMILY if own is not None and own.id == effect.referral else Role.COORDINATOR
    await _move(t, effect.referral, effect.action, role, effect.outcome)


async def _move(t: Turnover, referral_id: str, action: str, role: Role, outcome_chosen: str | None) -> None:
    row = (await t.conn.execute(select(referral).where(referral.c.id == referral_id))).one()
    state = apply(REFERRAL, row.state, action, role, outcome=outcome_chosen)
    values: dict[str, Any] = {"state": state, "revision": row.revision + 1}
    if action == "claim":
        values |= {"claimed_by": t.chat_id, "lifted": False}
    if state == REFERRAL.initial:
        values["claimed_by"] = None
    if REFERRAL.is_final(state):
        values |= {"closed_at": t.now, "outcome": REFERRAL.edge(row.state, action).outcome_of(outcome_chosen)}
    await t.conn.execute(update(referral).where(referral.c.id == referral_id).values(**values))
    await t.note_act(action, referral_id)
    await _refresh_viewers(t, referral_id)


async def _refresh_viewers(t: Turnover, referral_id: str) -> None:
    """Other staff who have this case open see at once what became of it."""
    viewers = await t.conn.execute(select(chat.c.id).where(chat.c.open_case == referral_id, chat.c.id != t.chat_id))
    for viewer in viewers.scalars().all():
        await outbox.show_card(t.conn, viewer, t.now, fresh=False)


async def _lift_referral(t: Turnover, effect: fx.LiftReferral) -> None:
    await t.conn.execute(update(referral).where(referral.c.id == effect.referral).values(lifted=True))
    await t.note_act("lift", effect.referral)


async def _owner_of(t: Turnover, referral_id: str) -> str:
    owner: str | None = await t.conn.scalar(select(referral.c.household_id).where(referral.c.id == referral_id))
    if owner is None:
        raise LookupError("an effect about a referral without a household")
    await t.keys.hold([owner])
    return owner


async def _add_note(t: Turnover, effect: fx.AddNote) -> None:
    owner = await _owner_of(t, effect.referral)
    sealed = t.keys.seal(owner, effect.text.encode(), f"note:{effect.referral}")
    await t.conn.execute(note.insert().values(referral_id=effect.referral, author=t.chat_id, at=t.now, body=sealed))
    await t.note_act("note", effect.referral)


async def _send_phrase(t: Turnover, effect: fx.SendPhrase) -> None:
    await t.conn.execute(
        message.insert().values(id=effect.id, referral_id=effect.referral, phrase=effect.phrase, sent_at=t.now)
    )
    await t.note_act("phrase", effect.referral)


async def _answer_message(t: Turnover, effect: fx.AnswerMessage) -> None:
    owner = _household(t)
    sealed = t.keys.seal(owner, effect.answer.encode(), f"message:{effect.message}")
    await t.conn.execute(
        update(message)
        .where(message.c.id == effect.message, message.c.answer.is_(None))
        .values(answer=sealed, answered_at=t.now)
    )


# --- roles and groups ------------------------------------------------------------------------------------------------


async def _add_member(t: Turnover, effect: fx.AddMember) -> None:
    token = t.context.chat.state.text("token")
    if not await links.redeem(t.conn, token, t.now):
        raise LookupError("an invitation was used up between its check and its use")
    key_id = (await t.conn.execute(select(chat.c.key_id).where(chat.c.id == t.chat_id))).scalar_one()
    mine = (member.c.chat_id == t.chat_id, member.c.municipality == effect.municipality, member.c.role == effect.role)
    await t.conn.execute(delete(member).where(*mine))
    await t.conn.execute(
        member.insert().values(
            chat_id=t.chat_id,
            municipality=effect.municipality,
            role=effect.role,
            name=t.keys.seal(key_id, effect.name.encode(), f"member:{t.chat_id}"),
            since=t.now,
        )
    )
    await t.note_act("join", f"{effect.municipality}:{effect.role}")


async def _set_team_group(t: Turnover, effect: fx.SetTeamGroup) -> None:
    await t.conn.execute(
        delete(team_group).where(
            or_(team_group.c.municipality == effect.municipality, team_group.c.chat_id == effect.group)
        )
    )
    await t.conn.execute(
        team_group.insert().values(
            municipality=effect.municipality, chat_id=effect.group, confirmed_by=t.chat_id, at=t.now
        )
    )
    await t.note_act("team_group", effect.municipality)


async def _leave_group(t: Turnover, effect: fx.LeaveGroup) -> None:
    await t.conn.execute(delete(team_group).where(team_group.c.chat_id == effect.group))
    await outbox.put(t.conn, effect.group, "leave", t.now)


async def _move_group(t: Turnover, effect: fx.MoveGroup) -> None:
    await groups.move(t.conn, effect)


# --- what is promised and told ---------------------------------------------------------------------------------------


async def _schedule(t: Turnover, effect: fx.Schedule) -> None:
    stream = f"chat:{t.chat_id}" if effect.subject == "chat" else effect.subject
    await work.add(t.conn, [{"stream": stream, "kind": effect.kind, "due_at": effect.due_at, "fence": effect.fence}])


async def _notify(t: Turnover, effect: fx.Notify) -> None:
    kind = NOTICES[effect.kind]
    for chat_id in await audiences.chats_of(t.conn, effect.to, kind.silence):
        await audiences.put_notice(t.conn, chat_id, kind, effect.ref, t.now)


async def _close_notice(t: Turnover, effect: fx.CloseNotice) -> None:
    await t.conn.execute(update(notice).where(notice.c.id == effect.notice).values(chosen=effect.chosen))
    await outbox.put(t.conn, t.chat_id, "notice", t.now, ref=effect.notice)


_Apply = Callable[[Turnover, Any], Awaitable[None]]

_APPLY: Mapping[type, _Apply] = {
    fx.SetLanguage: _set_language,
    fx.SetMuted: _set_muted,
    fx.SetReachable: _set_reachable,
    fx.OpenHousehold: _open_household,
    fx.SaveAnswers: _save_answers,
    fx.MarkScreened: _mark_screened,
    fx.KeepAnswers: _keep_answers,
    fx.FollowRights: _follow_rights,
    fx.RecordOutcome: _record_outcome,
    fx.EraseEverything: _erase_everything,
    fx.SubmitReferral: _submit_referral,
    fx.MoveReferral: _move_referral,
    fx.LiftReferral: _lift_referral,
    fx.AddNote: _add_note,
    fx.SendPhrase: _send_phrase,
    fx.AnswerMessage: _answer_message,
    fx.AddMember: _add_member,
    fx.SetTeamGroup: _set_team_group,
    fx.LeaveGroup: _leave_group,
    fx.MoveGroup: _move_group,
    fx.Schedule: _schedule,
    fx.Notify: _notify,
    fx.CloseNotice: _close_notice,
    fx.DeleteMessage: _delete_message,
    fx.AskForContact: _ask_for_contact,
    fx.EndContactRequest: _end_contact_request,
    fx.Toast: _toast,
}
