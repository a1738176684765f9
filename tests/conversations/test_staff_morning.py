"""A coordinator's morning: joining, the queue, taking a request, a note, a phrase, closing."""

from __future__ import annotations

from dataclasses import replace

from casework import Outcome, Purpose, ReferralAction, ReferralState, phrase_named
from conversations.context import Invitation
from conversations.effects import AddMember, MoveReferral, Schedule, SetLanguage, Toast
from conversations.events import Sent
from rights import Answers, answer, report
from rights.answers import Answer
from tests.conversations.staff_town import BART, ELS, FATIMA, JOHN, Person, Town, all_answered, catalogue, dutch, later

CLAIM, CONTACT, HAND_BACK = ReferralAction.CLAIM.label, ReferralAction.CONTACT.label, ReferralAction.HAND_BACK.label


def town_with_link() -> Town:
    return Town(links={"t0ken": Invitation("invite", "ninove", "coordinator")})


def requests(staff: Person) -> list[str]:
    """The requests in the queue, in order; below them stand whose and which to show, and to look again."""
    below = {"own", "all", "filter", "again"}
    return [button.choice for button in staff.screen.answers if button.choice not in below]


def test_a_coordinator_joins_by_a_link_and_learns_how_the_team_hears_of_requests() -> None:
    town = town_with_link()
    els = town.person(ELS)

    els.opens("t0ken")
    assert "Coördinator in Ninove" in els.reads
    assert "beroepsgeheim" in els.reads
    assert SetLanguage("nl") in town.done

    els.types("  Els \n", message=33)
    assert "Welkom, Els" in els.reads
    assert "Voeg @rechten_bot toe aan de groep." in els.reads
    assert town.deleted == [33]

    els.tap("Naar de lijst")
    assert "Er wacht nu niemand." in els.reads


def test_who_leaves_while_joining_comes_back_by_the_same_link() -> None:
    town = town_with_link()
    els = town.person(ELS)

    els.opens("t0ken")
    els.opens()
    assert "Coördinator" not in els.reads

    els.opens("t0ken")
    els.types("Els")
    assert town.members[ELS][0].name == "Els"


def test_a_link_makes_one_coordinator() -> None:
    town = town_with_link()
    els, bart = town.person(ELS), town.person(BART)

    els.opens("t0ken")
    bart.opens("t0ken")
    els.types("Els")
    turn = bart.types("Bart")

    assert not any(isinstance(effect, AddMember) for effect in turn.effects)
    assert "Deze link werkt niet meer." in bart.reads
    assert BART not in town.members
    bart.opens("t0ken")
    assert "Deze link werkt niet meer." in bart.reads


def test_a_name_that_is_no_name_is_asked_again() -> None:
    town = town_with_link()
    els = town.person(ELS)
    els.opens("t0ken")

    els.types("Ik ben Els en ik werk al jaren bij het Huis van het Kind")

    assert "Typ alleen je voornaam." in els.reads
    assert ELS not in town.members


def test_the_queue_has_who_nobody_reached_first_then_urgent_then_oldest() -> None:
    town = Town()
    els = town.coordinator(ELS, "Els")
    town.asks_help(FATIMA, id="new", number="NIN-26-0001", submitted_at=later(hours=-1))
    town.asks_help(JOHN, id="old", number="NIN-26-0002", submitted_at=later(days=-3))
    town.asks_help(903, id="soon", number="NIN-26-0003", submitted_at=later(hours=-2), urgency="urgent")
    town.asks_help(904, id="lifted", number="NIN-26-0004", submitted_at=later(days=-2), lifted=True)

    shown = requests(els)

    assert shown == ["r.lifted", "r.soon", "r.old", "r.new"]
    assert "NIN-26-0003: dringend" in els.buttons
    assert "NIN-26-0002: Nieuw. Wacht 3 dagen. Nog vrij." in els.reads
    assert "4 open aanmeldingen" in els.reads


def test_an_interpreter_that_the_family_asked_for_is_known_before_the_first_call() -> None:
    town = Town()
    els, bart = town.coordinator(ELS, "Els"), town.coordinator(BART, "Bart")
    town.family(FATIMA)
    town.chats[FATIMA] = replace(town.chats[FATIMA], language="ar")
    asked, did_not = town.asks_help(FATIMA, interpreter="ar"), town.asks_help(JOHN)

    els.opens_case(asked)
    assert "Vraagt een tolk: Arabisch." in els.reads
    bart.opens_case(did_not)
    assert "tolk" not in bart.reads


def test_a_long_queue_is_turned_page_by_page_and_narrowed_to_ones_own() -> None:
    town = Town()
    els = town.coordinator(ELS, "Els")
    for number in range(10):
        town.asks_help(1000 + number, submitted_at=later(hours=-number))
    assert requests(els) == [
        "r.r10",
        "r.r9",
        "r.r8",
        "r.r7",
        "more",
    ]
    assert "NIN-26-0010" in els.reads
    assert "NIN-26-0006" not in els.reads

    els.tap("Toon meer")
    assert requests(els) == [
        "r.r6",
        "r.r5",
        "r.r4",
        "r.r3",
        "more",
    ]

    els.tap("Toon alleen de mijne")
    assert "Jij hebt nu geen aanmelding." in els.reads
    els.tap("Toon alles")
    assert "10 open aanmeldingen" in els.reads


def test_from_claim_to_close() -> None:
    town = Town()
    els = town.coordinator(ELS, "Els")
    referral = town.asks_help(FATIMA)
    fatima = town.person(FATIMA)

    els.opens_case(referral)
    assert "Fatima, 0470 12 34 56" in els.reads
    assert "Bellen: Tussen 9 en 12 uur." in els.reads
    assert "Schrijf via de bot" not in els.buttons

    els.tap(CLAIM)
    assert "Dit is bij jou." in els.reads
    els.tap(CONTACT)
    els.tap("Ja, er was contact")
    assert f"{dutch(ReferralState.IN_SUPPORT.label)}." in els.reads

    els.tap("Lees de notities")
    els.types("Komt dinsdag langs met   haar papieren.", message=44)
    assert "Komt dinsdag langs met haar papieren." in els.reads
    assert "Je bericht is hier gewist." in els.reads
    assert town.deleted == [44]
    els.tap("Terug")

    els.tap("Schrijf via de bot")
    els.tap(Purpose.CONTACT.label)
    els.tap(phrase_named("interpreter").title)
    assert "Wil je een tolk? Je betaalt niets." in els.reads
    els.tap("Verstuur")
    assert [(n.to.who, n.kind) for n in town.sent()] == [("family", "message")]
    assert "Nog geen antwoord." in els.reads

    message = town.arrives("message", town.sent()[0].ref)
    fatima.taps_notice(message, "Open het bericht")
    assert "Wil je een tolk?" in fatima.reads
    fatima.tap("Ja")
    assert [(n.to.who, n.kind, n.ref) for n in town.sent()] == [("holder", "reply", referral.id)]
    assert "Je antwoord is doorgegeven." in fatima.reads
    assert "Antwoord: Ja." in els.reads

    els.tap("Terug")
    els.tap(ReferralAction.CLOSE.label)
    els.tap(Outcome.PARTLY.label)
    assert "Resultaat: Deels in orde." in els.reads
    els.tap("Sluit af")
    assert MoveReferral(referral.id, "close", "partly", revision=2) in town.done
    assert [(n.to.who, n.kind) for n in town.sent()] == [("family", "closed")]
    assert "Er wacht nu niemand." in els.reads


def test_two_claims_at_the_same_moment_have_one_winner_and_the_other_is_told_who() -> None:
    town = Town()
    els, bart = town.coordinator(ELS, "Els"), town.coordinator(BART, "Bart")
    referral = town.asks_help(FATIMA)
    els.opens_case(referral)
    bart.opens_case(referral)
    seen_by_bart = bart.screen

    els.tap(CLAIM)
    turn = bart.press(seen_by_bart, next(b for b in seen_by_bart.buttons if b.choice == "claim"))

    assert turn.effects == (Toast("taken"),)
    assert "Dit is bij Els." in bart.reads
    assert town.referrals[referral.id].claimed_by == ELS


def test_a_second_tap_on_claim_does_nothing_more() -> None:
    town = Town()
    els = town.coordinator(ELS, "Els")
    els.opens_case(town.asks_help(FATIMA))
    seen = els.screen

    els.tap(CLAIM)
    turn = els.press(seen, next(b for b in seen.buttons if b.choice == "claim"))

    assert turn.effects == (Toast("old"),)


def test_what_is_handed_back_waits_again_and_is_reminded_of_again() -> None:
    town = Town()
    els = town.coordinator(ELS, "Els")
    referral = town.asks_help(FATIMA)
    els.opens_case(referral)
    els.tap(CLAIM)
    els.tap("Meer")
    els.tap(HAND_BACK)
    els.tap("Ja, geef terug")

    assert "Terug bij het team. Wacht op een collega." in els.reads
    again = [effect for effect in town.done if isinstance(effect, Schedule)]
    assert [(s.kind, s.subject) for s in again] == [
        ("unclaimed_1", f"referral:{referral.id}"),
        ("unclaimed_2", f"referral:{referral.id}"),
    ]
    turn = town.due(ELS, "unclaimed_1", again[0].fence, referral.id)
    assert [n.kind for n in town.sent()] == ["unclaimed_team"]
    assert not turn.card


def test_the_report_is_read_in_dutch_and_what_help_was_asked_with_comes_first() -> None:
    town = Town()
    els = town.coordinator(ELS, "Els")
    found = report(catalogue().for_municipality("ninove"), all_answered(), town.now.date()).verdicts
    els.opens_case(town.asks_help(FATIMA, about=(found[-1].key,), purpose="help+papers"))

    assert f"Vraagt hulp bij: {dutch(found[-1].name)}." in els.reads
    els.tap("Lees het rapport")
    assert "Hulp gevraagd." in els.reads.splitlines()[1]
    assert "Toon vorige" not in els.buttons
    first = els.reads
    els.tap("Toon meer")
    els.tap("Toon vorige")
    assert els.reads == first
    els.tap("Lees de gegevens")
    assert "Gegevens van NIN-26-0001" in els.reads
    assert len(els.reads.splitlines()) > 2


def test_the_card_says_why_it_is_urgent_only_of_a_family_that_asked_with_its_answers() -> None:
    for kind, said in (("asked_help", "Dringend: geen geld voor eten."), ("reported", "Dringend.")):
        town = Town()
        els = town.coordinator(ELS, "Els")
        hungry = answer(catalogue(), Answers(), "urgent", "no_food", town.now.date())
        town.family(FATIMA, answers=hungry)
        els.opens_case(town.asks_help(FATIMA, urgency="urgent", kind=kind))
        assert said in els.reads
        assert ("geld voor eten" in els.reads) is (kind == "asked_help")


def read_by_els(purpose: str, papers: str) -> str:
    """All that a coordinator reads of a family that answered the question about papers like this."""
    town = Town()
    els = town.coordinator(ELS, "Els")
    items = [
        replace(item, choice=papers) if isinstance(item, Answer) and item.question == "papers" else item
        for item in all_answered()
    ]
    town.family(FATIMA, answers=Answers(tuple(items)))
    els.opens_case(town.asks_help(FATIMA, purpose=purpose))
    pages = []
    for button in ("Lees het rapport", "Lees de gegevens"):
        els.tap(button)
        for _ in range(12):
            pages.append(els.reads)
            if "Toon meer" in els.buttons:
                els.tap("Toon meer")
    return "\n".join(pages)


def test_what_a_family_said_about_papers_is_read_only_after_a_separate_yes() -> None:
    told = [right.name_nl for right in catalogue().rights.values() if right.private]
    assert told
    for name in told:
        assert name not in read_by_els("help", "in_order")
        assert name in read_by_els("help+papers", "in_order")


def test_without_that_yes_nothing_reads_differently_whatever_the_papers_are() -> None:
    assert read_by_els("help", "in_order") == read_by_els("help", "none")
    assert read_by_els("help+papers", "in_order") != read_by_els("help+papers", "none")


def test_a_note_that_is_too_long_stays_with_its_writer() -> None:
    town = Town()
    els = town.coordinator(ELS, "Els")
    els.opens_case(town.asks_help(FATIMA))
    els.tap(CLAIM)
    els.tap("Lees de notities")

    els.types("woord " * 31)

    assert "Dit is niet bewaard." in els.reads
    assert town.notes == {}
    assert town.deleted == []


def test_a_case_left_open_turns_neutral_and_opens_again() -> None:
    town = Town()
    els = town.coordinator(ELS, "Els")
    els.opens_case(town.asks_help(FATIMA))
    assert els.screen.personal

    turn = town.due(ELS, "neutralise", str(town.chats[ELS].revision))
    assert turn.card
    assert "Fatima" not in els.reads
    assert "NIN-26-0001" in els.reads
    assert not els.screen.personal

    els.tap("Open opnieuw")
    assert "Fatima" in els.reads


def test_who_taps_meanwhile_keeps_the_case_in_sight() -> None:
    town = Town()
    els = town.coordinator(ELS, "Els")
    els.opens_case(town.asks_help(FATIMA))
    opened = str(town.chats[ELS].revision)
    els.tap(CLAIM)

    turn = town.due(ELS, "neutralise", opened)

    assert not turn.card
    assert "Fatima" in els.reads


def test_a_photo_sent_at_the_desk_is_answered_and_the_desk_is_one_tap_away() -> None:
    town = Town()
    els = town.coordinator(ELS, "Els")
    els.opens_case(town.asks_help(FATIMA))

    town.turn(ELS, Sent(5))
    els.tap("Terug")

    assert "Fatima" in els.reads


def test_a_request_that_is_withdrawn_meanwhile_is_gone_from_the_desk() -> None:
    town = Town()
    els = town.coordinator(ELS, "Els")
    referral = town.asks_help(FATIMA)
    els.opens_case(referral)
    seen = els.screen
    town.withdraws(referral.id, FATIMA)

    assert "Fatima" not in els.reads
    assert "Deze aanmelding is er niet meer." in els.reads
    turn = els.press(seen, seen.buttons[0])
    assert turn.effects == (Toast("gone"),)
    els.tap("Naar de lijst")
    assert "Er wacht nu niemand." in els.reads
