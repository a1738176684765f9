"""Applies what a turn wants done, in the turn's own transaction. One function per effect, found by its type."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from conversations import effects as fx
from storage.effects import (
    careplans,
    chats,
    documents,
    erasing,
    households,
    links,
    owndata,
    plans,
    promises,
    rechecks,
    referrals,
    reports,
    teams,
)
from storage.effects.turnover import Turnover

__all__ = ["Turnover", "apply_effects"]

_Apply = Callable[[Turnover, Any], Awaitable[None]]

_APPLY: Mapping[type, _Apply] = {
    fx.SetLanguage: chats.set_language,
    fx.SetMuted: chats.set_muted,
    fx.SetReachable: chats.set_reachable,
    fx.EndFollowUps: chats.end_follow_ups,
    fx.SetBeside: chats.set_beside,
    fx.WishLanguage: chats.wish_language,
    fx.SetLock: chats.set_lock,
    fx.RenewKey: chats.renew_key,
    fx.Count: chats.count,
    fx.OpenHousehold: households.open_household,
    fx.SaveAnswers: rechecks.save_answers,
    fx.MarkScreened: households.mark_screened,
    fx.KeepAnswers: rechecks.keep_answers,
    fx.SaveSteps: plans.save_steps,
    fx.CountOutcome: plans.count_outcome,
    fx.SetPace: plans.set_pace,
    fx.SendCalendar: plans.send_calendar,
    fx.WithdrawConsent: owndata.withdraw_consent,
    fx.SendOwnData: owndata.send_own_data,
    fx.EraseEverything: erasing.erase_everything,
    fx.SwitchHousehold: links.switch_household,
    fx.RelabelHousehold: links.relabel_household,
    fx.LeaveHousehold: links.leave_household,
    fx.AdoptHousehold: links.adopt_household,
    fx.AskToJoin: links.ask_to_join,
    fx.AdmitParent: links.admit_parent,
    fx.Unlink: links.unlink,
    fx.MoveHousehold: rechecks.move_household,
    fx.AllowRecheck: rechecks.allow_recheck,
    fx.KeepLook: rechecks.keep_look,
    fx.ShowLink: links.show_link,
    fx.SendLeaflet: links.send_leaflet,
    fx.SendDocument: documents.send_document,
    fx.SendCaseDocument: documents.send_case_document,
    fx.SealReferral: reports.seal_referral,
    fx.AmendSealed: reports.amend_sealed,
    fx.EndSealed: reports.end_sealed,
    fx.SubmitReferral: referrals.submit_referral,
    fx.MoveReferral: referrals.move_referral,
    fx.LiftReferral: referrals.lift_referral,
    fx.AddNote: referrals.add_note,
    fx.SaveCarePlan: careplans.save_care_plan,
    fx.RemindFamily: careplans.remind_family,
    fx.SendPhrase: referrals.send_phrase,
    fx.AnswerMessage: referrals.answer_message,
    fx.AddMember: teams.add_member,
    fx.LeaveRole: teams.leave_role,
    fx.SetTeamGroup: teams.set_team_group,
    fx.LeaveGroup: teams.leave_group,
    fx.MoveGroup: teams.move_group,
    fx.Schedule: promises.schedule,
    fx.Notify: promises.notify,
    fx.CloseNotice: promises.close_notice,
    fx.DeleteMessage: chats.delete_message,
    fx.AskForContact: chats.ask_for_contact,
    fx.EndContactRequest: chats.end_contact_request,
    fx.Toast: chats.toast,
}


async def apply_effects(turnover: Turnover, effects: tuple[fx.Effect, ...]) -> None:
    """Applies all effects, in order."""
    for effect in effects:
        await _APPLY[type(effect)](turnover, effect)
