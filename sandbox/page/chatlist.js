/** The list of chats of a staff phone, with what is unread in each. */

import { button, el, hourOf } from "./dom.js";

/**
 * @typedef {{id: string, title: string, kind: string, last: string, at: string|null, unread: number}} Row
 */

export class ChatList {
  /** @param {(id: string) => void} open */
  constructor(open) {
    this.open = open;
    this.rows = el("ul");
    this.node = el("nav", { class: "chats", "aria-label": "Chats" }, this.rows);
    this.shown = "";
  }

  /** @param {Row[]} rows */
  show(rows) {
    const seen = JSON.stringify(rows);
    if (seen === this.shown) return;
    this.shown = seen;
    const held = /** @type {HTMLElement|null} */ (document.activeElement)?.dataset.chat;
    const within = this.node.contains(document.activeElement);
    this.rows.replaceChildren(...rows.map((row) => el("li", {}, this.#row(row))));
    if (within) [...this.rows.querySelectorAll("button")].find((one) => one.dataset.chat === held)?.focus();
  }

  /** Puts the focus on a chat. @param {string} id */
  focus(id) {
    [...this.rows.querySelectorAll("button")].find((one) => one.dataset.chat === id)?.focus();
  }

  /** @param {Row} row */
  #row({ id, title, kind, last, at, unread }) {
    return button({ class: "chat", "data-chat": id, click: () => this.open(id) },
      el("span", { class: "face", "aria-hidden": "true" }, [...title][0] ?? "?"),
      el("span", { class: "words" },
        el("strong", { dir: "auto" }, title), el("span", { class: "kind" }, kind),
        el("span", { class: "last", dir: "auto" }, last)),
      el("span", { class: "side" },
        at ? el("time", { datetime: at }, hourOf(at)) : null, unread ? unreadMark(unread) : null));
  }
}

/** @param {number} count */
export function unreadMark(count) {
  return el("span", { class: "unread", role: "img", "aria-label": `${count} unread` }, String(count));
}
