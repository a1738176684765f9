"""The coordinator's side of a care plan: its lines and their owners, its meetings, and the path over the years."""

from __future__ import annotations

from collections.abc import Mapping

from conversations.desk.careplan import lines, meeting, overview, path, tasks, words
from conversations.desk.careplan.overview import OPEN, may_open
from conversations.desk.cases import CaseStep

__all__ = ["OPEN", "STEPS", "may_open"]

STEPS: Mapping[str, CaseStep] = {
    "care": overview.CARE,
    "care_heard": overview.HEARD,
    "care_lines": lines.LINES,
    "care_line": lines.CARD,
    "care_what": words.WHAT,
    "care_rights": words.RIGHTS,
    "care_who": tasks.WHO,
    "care_vol": tasks.PICK,
    "care_when": tasks.WHEN,
    "care_phase": path.PHASE,
    "care_path": path.PATH,
    "care_meet": meeting.MEET,
    "care_guests": meeting.GUESTS,
    "care_suits": meeting.SUITS,
    "care_days": meeting.DAYS,
    "care_pick": meeting.PICK,
    "care_topics": meeting.TOPICS,
}
