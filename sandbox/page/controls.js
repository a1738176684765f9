/** The page's own controls: the clock, the bot, adding a phone, faults. */

import { api } from "./api.js";
import { el, languageName, momentOf, setText } from "./dom.js";
import { FaultSwitches } from "./faults.js";
import { notice, report } from "./notice.js";
import { SECOND, isSecondThere } from "./opening.js";

/** @typedef {import("./state.js").State} State */

const LANGUAGES = ["nl", "ar", "fr", "en", "tr", "fa", "ps", "uk", "ro", "bg", "es", "pl", "sq", "so", "ti"];
const NAMES = ["Fatima", "Jonas", "Amal", "Emma", "Yusuf", "Lien", "Omar", "Sofie", "Zeynep", "Wout"];

/** @param {string} selector @returns {any} */
const find = (selector) => document.querySelector(selector);
/** @param {string} selector @returns {any[]} */
const all = (selector) => [...document.querySelectorAll(selector)];

/** A control that is off keeps its place and the focus. @param {HTMLElement} control @param {boolean} off */
function setOff(control, off) {
  control.setAttribute("aria-disabled", String(off));
}

/** @param {HTMLElement} control @param {() => void} act */
function onPress(control, act) {
  control.addEventListener("click", () => control.getAttribute("aria-disabled") !== "true" && act());
}

export class Controls {
  /** @param {() => void} refresh asks for the whole state */
  constructor(refresh) {
    this.refresh = refresh;
    this.base = 0;
    this.at = 0;
    this.moving = false;
    /** @type {State|null} */
    this.state = null;
    for (const one of all("[data-clock]")) onPress(one, () => this.#move(one.dataset.clock));
    for (const one of all("[data-bot]")) onPress(one, () => this.#bot(one.dataset.bot));
    this.faults = new FaultSwitches();
    this.#addPhone();
    setInterval(() => this.#tick(), 1000);
  }

  /** @param {State} state */
  show(state) {
    if (state.now !== this.state?.now) {
      this.base = Date.parse(state.now);
      this.at = performance.now();
    }
    this.state = state;
    this.#tick();
    setText(find("#next-due"), state.walking ? "Walking through what is due…"
      : state.next_due ? `Next due: ${momentOf(state.next_due)}` : "Nothing is due.");
    for (const one of all("[data-clock]")) setOff(one, state.walking || this.moving);
    const { running, name } = state.bot;
    setText(find("#bot-state"), `${name} is ${running ? "running" : "stopped"}.`);
    find("#bot-state").dataset.running = String(running);
    setOff(find("[data-bot=kill]"), !running);
    setOff(find("[data-bot=start]"), running);
    this.faults.show(state);
    find("#add-second").hidden = isSecondThere(state.phones);
  }

  /** The stand-in no longer answers. */
  dropped() {
    notice("The connection to the sandbox was lost. Trying again…");
  }

  #tick() {
    if (!this.state) return;
    const now = new Date(this.base + performance.now() - this.at);
    const clock = find("#clock");
    clock.dateTime = now.toISOString();
    setText(clock, momentOf(now));
  }

  /** @param {string} by */
  async #move(by) {
    this.moving = true;
    for (const one of all("[data-clock]")) setOff(one, true);
    const move = by === "next_due" ? { to: "next_due" } : { seconds: Number(by) };
    const answer = await report(api.clock(move), "The clock moved.");
    this.moving = false;
    if (this.state) this.show(this.state);
    if (answer) this.refresh();
  }

  /** @param {"kill"|"start"} action */
  async #bot(action) {
    await report(api.bot(action), action === "kill" ? "The bot was killed." : "The bot is starting.");
    this.refresh();
  }

  #addPhone() {
    const form = find("#add-phone");
    const { role, language_code, first_name, municipality } = form.elements;
    language_code.replaceChildren(...LANGUAGES.map((code) => el("option", { value: code }, languageName(code))));
    let next = 0;
    first_name.value = NAMES[0];
    role.addEventListener("change", () => (find("#municipality-field").hidden = role.value === "parent"));
    onPress(find("#add-second"), async () => {
      if (await report(api.addPhone(SECOND), `${SECOND.first_name} has a phone now.`)) this.refresh();
    });
    form.addEventListener("submit", async (/** @type {Event} */ event) => {
      event.preventDefault();
      const fields = {
        first_name: first_name.value.trim() || NAMES[next], language_code: language_code.value, role: role.value,
        municipality: municipality.value.trim(),
      };
      const answer = await report(api.addPhone(fields), `${fields.first_name} has a phone now.`);
      if (!answer) return;
      next = (next + 1) % NAMES.length;
      first_name.value = NAMES[next];
      this.refresh();
    });
  }
}
