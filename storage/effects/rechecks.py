"""The family's yes to being looked at again, and what is kept for it. What changes a household's rights writes its
index rows anew."""

from __future__ import annotations

from datetime import datetime

from conversations import effects as fx
from conversations.context import Household, Watch
from conversations.recheck.looking import begun, changed, next_at
from conversations.registry import NUDGES
from rights import Answers, Catalogue
from storage import handing, watching
from storage.effects import households, links
from storage.effects.households import change_household, consent_given
from storage.effects.turnover import Turnover
from storage.sealing import seal_json

__all__ = ["allow_recheck", "keep_answers", "keep_look", "move_household", "save_answers"]


async def allow_recheck(t: Turnover, effect: fx.AllowRecheck) -> None:
    await consent_given(t, "recheck", "", effect.text_version, effect.language, given=effect.given)
    await change_household(t, recheck=effect.given, told=None)
    family = t.context.household
    if effect.given and family is not None:
        await _watch(t, begun(t.context), t.context.pass_catalogue, family.answers)
    else:
        await watching.forget(t.conn, t.household())


async def keep_look(t: Turnover, effect: fx.KeepLook) -> None:
    family = _watched(t)
    if family is not None:
        await _watch(t, effect.watch, t.context.pass_catalogue, family.answers, effect.next_at)


async def save_answers(t: Turnover, effect: fx.SaveAnswers) -> None:
    await households.save_answers(t, effect)
    if _watched(t) is not None:
        here = t.context.pass_catalogue
        await _watch(t, changed(t.context, here, effect.answers), here, effect.answers)


async def move_household(t: Turnover, effect: fx.MoveHousehold) -> None:
    await links.move_household(t, effect)
    family = _watched(t)
    if family is not None:
        there = t.context.catalogue.for_municipality(effect.municipality)
        await _watch(t, changed(t.context, there, family.answers), there, family.answers)


async def keep_answers(t: Turnover, effect: fx.KeepAnswers) -> None:
    """Answers that are not kept are not looked at again either; after a new yes that is asked anew."""
    await households.keep_answers(t, effect)
    if not effect.kept:
        await handing.unsay_kinds(t.conn, t.household(), NUDGES)
    if not effect.kept and _watched(t) is not None:
        await consent_given(t, "recheck", "", effect.text_version, effect.language, given=False)
        await change_household(t, recheck=None, told=None)
        await watching.forget(t.conn, t.household())


def _watched(t: Turnover) -> Household | None:
    """The household of the turn, if it said yes; one that this turn opened was not asked yet."""
    family = t.context.household
    return family if family is not None and family.id == t.household_id and family.recheck else None


async def _watch(t: Turnover, kept: Watch, here: Catalogue, answers: Answers, look_at: datetime | None = None) -> None:
    owner, today = t.household(), t.context.today
    sealed = seal_json(t.keys, owner, watching.sealable_watch(kept), f"told:{owner}")
    await change_household(t, told=sealed)
    await watching.write_rows(t.conn, t.keys, owner, here, answers, today=today)
    await watching.plan(t.conn, owner, look_at or next_at(here, answers, today, owner), t.now)
