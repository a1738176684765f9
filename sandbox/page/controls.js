/** The page's own controls: the clock, the bot, adding a phone, faults. */

import { api } from "./api.js";
import { el, languageName, momentOf, setText } from "./dom.js";

/** @typedef {import("./state.js").State} State */

const LANGUAGES = ["nl", "ar", "fr", "en", "tr", "fa", "ps", "uk", "ro", "bg", "es", "pl", "sq", "so", "ti"];
const NAMES = ["Fatima", "Jonas", "Amal", "Emma", "Yusuf", "Lien", "Omar", "Sofie", "Zeynep", "Wout"];
const NOTICE_MS = 8000;

/** @param {string} selector @returns {any} */
const find = (selector) => document.querySelector(selector);
/** @param {string} selector @returns {any[]} */
const all = (selector) => [...document.querySelectorAll(selector)];

let noticeTimer = 0;

/** Says something on the page for a moment. @param {string} text */
export function notice(text) {
  const place = find("#notice");
  setText(place, text);
  clearTimeout(noticeTimer);
  noticeTimer = window.setTimeout(() => setText(place, ""), NOTICE_MS);
}

/** Does a request and says what came of it. @param {Promise<any>} request @param {string|(() => string)} done */
async function report(request, done) {
  try {
    const answer = await request;
    notice(typeof done === "function" ? done() : done);
    return answer;
  } catch (error) {
    notice(error instanceof Error ? error.message : String(error));
    return null;
  }
}

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
    for (const one of all("[data-fault]")) onPress(one, () => this.#fault(one.dataset.fault));
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
    this.#chats(state);
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

  /** @param {string} kind */
  #fault(kind) {
    if (kind === "clear") return report(api.clearFaults(), "No more faults.");
    const chat = find("#faults [name=chat]").value;
    const fault = {
      kind, times: Number(find("#faults [name=times]").value) || 1,
      ...(chat ? { chat: this.state?.chats[chat]?.id ?? Number(chat) } : {}),
      ...(kind === "429" ? { retry_after: Number(find("#faults [name=retry_after]").value) || 1 } : {}),
    };
    return report(api.fault(fault), `Set: ${find(`[data-fault="${kind}"]`).textContent}, ${fault.times} time(s).`);
  }

  /** The chats that a fault can be for. @param {State} state */
  #chats(state) {
    const select = find("#faults [name=chat]");
    const people = state.phones.map((phone) => ({ id: phone.id, name: phone.first_name }));
    const groups = Object.values(state.chats).filter((chat) => chat.type !== "private");
    const options = [...people, ...groups.map((chat) => ({ id: chat.id, name: chat.title }))];
    const seen = JSON.stringify(options);
    if (select.dataset.seen === seen) return;
    const held = select.value;
    select.dataset.seen = seen;
    select.replaceChildren(el("option", { value: "" }, "any chat"),
      ...options.map(({ id, name }) => el("option", { value: id }, name)));
    select.value = options.some(({ id }) => String(id) === held) ? held : "";
  }

  #addPhone() {
    const form = find("#add-phone");
    const { role, language_code, first_name, municipality } = form.elements;
    language_code.replaceChildren(...LANGUAGES.map((code) => el("option", { value: code }, languageName(code))));
    let next = 0;
    first_name.value = NAMES[0];
    role.addEventListener("change", () => (find("#municipality-field").hidden = role.value === "parent"));
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
