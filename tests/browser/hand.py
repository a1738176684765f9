"""A hand on the page: it finds phones, and taps buttons by what they mean, whatever language they are in."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect
from playwright.sync_api import TimeoutError as NothingSent

__all__ = ["Hand", "faults_of"]

PATIENCE = 10_000  # milliseconds, only ever waited for in full when something is broken

NOTICED = PATIENCE + 2_000
"""How long it may take until a tap is sent, the wait for its button among it."""

LOOK = """() => {
  const found = [];
  for (const element of document.querySelectorAll('body *')) {
    const style = getComputedStyle(element);
    if (style.visibility === 'hidden' || style.display === 'none' || !element.getClientRects().length) continue;
    if (element.closest('.visually-hidden')) continue;
    if (element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0 && style.display !== 'inline')
      found.push(`too wide: ${element.tagName}.${element.className} ${element.textContent.slice(0, 40)}`);
  }
  for (const button of document.querySelectorAll('button, a')) {
    const label = (button.getAttribute('aria-label') || button.textContent || '').trim();
    if (!label && button.getClientRects().length) found.push(`no label: ${button.outerHTML.slice(0, 80)}`);
  }
  return found;
}"""

NEXT = """([phone, before]) => {
  const buttons = [...document.querySelectorAll(`section.phone[data-phone="${phone}"] button.inline[data-data]`)];
  const [dialog, step, key] = (buttons.at(-1)?.dataset.data ?? '').split(':');
  if (dialog === 'results' && step === 'list') return '=';
  return dialog === 'interview' && step === 'ask' && key && key !== before ? `=${key}` : false;
}"""


def faults_of(page: Page) -> list[str]:
    """What a person would stumble over: elements wider than their room, buttons that say nothing."""
    found: list[str] = page.evaluate(LOOK)
    return found


class Hand:
    """One phone of the page."""

    def __init__(self, page: Page, role: str) -> None:
        self._page = page
        self.phone: Locator = page.locator(f"section.phone[data-role={role}]").first

    def starts(self) -> None:
        """Presses START."""
        self.phone.locator("button.start").click()

    def sees(self, meaning: str) -> Locator:
        """Waits for a button of this meaning ("dialog:step:choice") and gives it back."""
        dialog, step, choice = meaning.split(":")
        found = self.phone.locator(f'button.inline[data-data^="{dialog}:{step}:"][data-data$=":{choice}"]').last
        expect(found).to_be_visible(timeout=PATIENCE)
        return found

    def taps(self, *meanings: str) -> None:
        """Taps buttons one after the other; each must be there first. A card that is drawn anew under the finger
        swallows a tap; whoever sees that nothing happens taps once more."""
        for meaning in meanings:
            try:
                with self._page.expect_request(lambda request: request.url.endswith("/tap"), timeout=NOTICED):
                    self.sees(meaning).click()
            except NothingSent:
                self.sees(meaning).click()

    def types(self, text: str) -> None:
        """Types and sends."""
        self.phone.locator("form.composer input").fill(text)
        self.phone.locator("form.composer input").press("Enter")

    def text(self) -> str:
        """All that stands in the chat that is open."""
        return self.phone.locator("[role=log]").inner_text()

    def reads(self, words: str) -> None:
        """Waits until these words stand in the chat."""
        expect(self.phone.locator("[role=log]")).to_contain_text(words, timeout=PATIENCE)

    def next_question(self, before: str) -> str:
        """Waits for another question than `before`, and gives its key; empty once the results stand there."""
        now = self._page.wait_for_function(NEXT, arg=[self.phone.get_attribute("data-phone"), before], timeout=PATIENCE)
        key: str = now.json_value()
        return key.removeprefix("=")
