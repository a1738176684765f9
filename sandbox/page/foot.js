/** What is below the open chat: START, the composer with its reply keyboard, or the way back from a block. */

import { button, el } from "./dom.js";
import { directionOfText } from "./text.js";

/**
 * @typedef {{send: (text: string) => void, contact: () => void, start: () => void, unblock: () => void,
 *   commands: () => void, attach: () => void}} Reactions
 */
/** @typedef {"start"|"blocked"|"compose"} Mode */

export class Foot {
  /** @param {Reactions} react */
  constructor(react) {
    this.react = react;
    this.input = el("input", {
      "aria-label": "Message", placeholder: "Message", autocomplete: "off", enterkeyhint: "send", maxlength: "4096",
      input: () => this.#direct(),
    });
    this.form = el("form", { class: "composer", submit: (/** @type {Event} */ event) => this.#submit(event) },
      button({ class: "commands", "aria-label": "Commands", title: "Commands", click: react.commands }, "/"),
      button({ class: "attach", "aria-label": "Attach", title: "Attach", click: react.attach }, "+"),
      this.input,
      el("button", { type: "submit", class: "send" }, "Send"));
    this.commands = this.form.querySelector(".commands");
    this.startButton = button({ class: "start wide", click: react.start }, "START");
    this.blocked = el("p", { class: "blocked" }, "This phone blocked the bot. ",
      button({ class: "unblock wide", click: react.unblock }, "Unblock the bot"));
    this.keyboard = el("div", { class: "reply-keyboard keyboard", role: "group", "aria-label": "Answers" });
    this.node = el("div", { class: "foot" }, this.startButton, this.blocked, this.form, this.keyboard);
    this.shown = "";
  }

  /**
   * @param {Mode} mode
   * @param {import("./state.js").ReplyKeyboard|null} keyboard
   * @param {boolean} commands whether the "/" button is of use here
   */
  show(mode, keyboard, commands) {
    const held = this.node.contains(document.activeElement) ? document.activeElement : null;
    this.startButton.hidden = mode !== "start";
    this.blocked.hidden = mode !== "blocked";
    this.form.hidden = mode !== "compose";
    this.commands.hidden = !commands;
    this.input.placeholder = keyboard?.placeholder || "Message";
    this.#keys(mode === "compose" ? keyboard?.rows ?? [] : []);
    if (held && (!held.isConnected || held.closest("[hidden]"))) this.focus();
  }

  /** Puts the focus on what one would use first. */
  focus() {
    const all = [this.input, this.startButton, this.blocked.querySelector("button")];
    const first = all.find((one) => !one.closest("[hidden]"));
    first?.focus({ preventScroll: true });
  }

  /** @param {import("./state.js").ReplyButton[][]} rows */
  #keys(rows) {
    const seen = JSON.stringify(rows);
    if (seen === this.shown) return;
    this.shown = seen;
    this.keyboard.hidden = rows.length === 0;
    const shown = rows.map((row) => el("div", { class: "row" }, ...row.map((key) => this.#key(key))));
    this.keyboard.replaceChildren(...shown);
  }

  /** @param {import("./state.js").ReplyButton} key */
  #key(key) {
    const click = () => (key.request_contact ? this.react.contact() : this.react.send(key.text));
    return button({ class: "reply", "data-contact": Boolean(key.request_contact), click },
      el("span", { class: "label", dir: directionOfText(key.text) }, key.text));
  }

  /** What was typed; the field is empty after it. */
  takeText() {
    const text = this.input.value.trim();
    this.input.value = "";
    this.#direct();
    return text;
  }

  /** @param {Event} event */
  #submit(event) {
    event.preventDefault();
    const text = this.takeText();
    if (text) this.react.send(text);
  }

  /** What is typed has its own direction; an empty field has that of the phone. */
  #direct() {
    if (this.input.value) this.input.dir = "auto";
    else this.input.removeAttribute("dir");
  }
}
