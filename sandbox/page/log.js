/** The open chat: its bubbles in order, with a line for each new day. */

import { button, dayOf, el, setText } from "./dom.js";
import { fillBubble, makeBubble } from "./bubble.js";

/** @typedef {import("./state.js").Message} Message */
/** @typedef {import("./bubble.js").Setting} Setting */

/** How close to the end (in pixels) the reader must be for the log to follow what is new. */
const AT_END = 48;

export class Log {
  /** @param {string} label what a screen reader calls it */
  constructor(label) {
    this.node = el("div", {
      class: "log", role: "log", tabindex: "0", "aria-live": "polite", "aria-relevant": "additions text",
      "aria-label": label,
    });
    this.before = el("p", { class: "before", dir: "auto", "aria-live": "off", hidden: true });
    /** @type {Map<number, {node: HTMLElement, seen: string}>} */
    this.bubbles = new Map();
    /** @type {Map<string, HTMLElement>} */
    this.days = new Map();
    this.chat = "";
    /** Whether the reader is at the end: then what is new is shown at once. */
    this.following = true;
    this.newer = button({ class: "newer", hidden: true, click: () => this.#toEnd() }, "Newer messages");
    this.node.addEventListener("scroll", () => this.#follow());
    new ResizeObserver(() => this.following && this.#toEnd()).observe(this.node);
  }

  /**
   * Shows the messages of a chat; bubbles that did not change are left alone.
   * @param {import("./state.js").Chat} chat
   * @param {Setting} setting
   */
  show(chat, setting) {
    const other = this.chat !== String(chat.id);
    if (other) {
      this.chat = String(chat.id);
      this.newer.hidden = true;
      this.node.dataset.chat = this.chat;
      this.bubbles.clear();
      this.days.clear();
      this.node.replaceChildren();
    }
    const lostFocus = this.#forget(new Set(chat.messages.map((message) => message.id)));
    const changed = chat.messages.filter((message) => this.#place(message, setting));
    this.#order(chat.messages, setting.phone.language_code);
    const last = changed.at(-1);
    if (last && (other || this.following || String(last.from) === String(setting.phone.id))) this.#reveal(last);
    if (last && !this.following && last === chat.messages.at(-1)) this.newer.hidden = false;
    if (lostFocus) this.#focusLast(chat.messages);
  }

  /** Shows what the bot says of itself in a chat that is still empty. @param {string} text "" for nothing */
  tellBefore(text) {
    this.before.hidden = text === "";
    setText(this.before, text);
    if (text) this.node.append(this.before);
  }

  /** Marks the button that waits for its answer. @param {number} message @param {string} data */
  wait(message, data) {
    const buttons = this.bubbles.get(message)?.node.querySelectorAll("button.inline") ?? [];
    for (const one of buttons) {
      if (/** @type {HTMLElement} */ (one).dataset.data === data) one.setAttribute("aria-busy", "true");
    }
  }

  /** No button waits any more. */
  answered() {
    for (const one of this.node.querySelectorAll("[aria-busy]")) one.removeAttribute("aria-busy");
  }

  /**
   * Drops the bubbles of messages that are gone.
   * @param {Set<number>} kept
   * @returns {boolean} whether one had the focus
   */
  #forget(kept) {
    let lost = false;
    for (const [id, { node }] of this.bubbles) {
      if (kept.has(id)) continue;
      lost ||= node.contains(document.activeElement);
      node.remove();
      this.bubbles.delete(id);
    }
    return lost;
  }

  /** @param {Message} message @param {Setting} setting @returns {boolean} whether it is new or changed */
  #place(message, setting) {
    const seen = JSON.stringify(message);
    const bubble = this.bubbles.get(message.id);
    if (bubble?.seen === seen) return false;
    if (bubble) {
      fillBubble(bubble.node, message, setting);
      bubble.seen = seen;
    } else this.bubbles.set(message.id, { node: makeBubble(message, setting), seen });
    return true;
  }

  /**
   * Puts bubbles and day lines in order, moving only what is not in its place.
   * @param {Message[]} messages
   * @param {string} language
   */
  #order(messages, language) {
    let day = "";
    let place = this.node.firstChild;
    const put = (/** @type {HTMLElement} */ own) => {
      if (own === place) place = place.nextSibling;
      else this.node.insertBefore(own, place);
    };
    for (const message of messages) {
      const today = dayOf(message.date, language);
      if (today !== day) put(this.#dayLine(today, language));
      day = today;
      put(/** @type {{node: HTMLElement}} */ (this.bubbles.get(message.id)).node);
    }
    while (place) {
      const next = place.nextSibling;
      /** @type {ChildNode} */ (place).remove();
      place = next;
    }
  }

  /** @param {string} day @param {string} language */
  #dayLine(day, language) {
    const known = this.days.get(day);
    if (known) return known;
    const line = el("p", { class: "day", dir: "auto", lang: language, "aria-live": "off" }, day);
    this.days.set(day, line);
    return line;
  }

  #follow() {
    this.following = this.node.scrollHeight - this.node.scrollTop - this.node.clientHeight < AT_END;
    if (this.following) this.newer.hidden = true;
  }

  #toEnd() {
    this.node.scrollTop = this.node.scrollHeight;
  }

  /** Scrolls to a message: its end, or its beginning where it is taller than the screen. @param {Message} message */
  #reveal(message) {
    const node = this.bubbles.get(message.id)?.node;
    if (!node) return;
    if (node.offsetHeight > this.node.clientHeight) this.node.scrollTop = node.offsetTop - 8;
    else if (node === this.node.lastElementChild) this.#toEnd();
    else node.scrollIntoView({ block: "nearest" });
    this.#follow();
  }

  /** @param {Message[]} messages */
  #focusLast(messages) {
    const last = messages.at(-1);
    (last ? this.bubbles.get(last.id)?.node ?? this.node : this.node).focus({ preventScroll: true });
  }
}
