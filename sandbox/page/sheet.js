/** A sheet inside one phone: a question or a menu, on top of the chat. */

import { button, el, freshId } from "./dom.js";

/** @typedef {{label: string, choice: string, detail?: string, act?: (field: string) => void}} Choice */

export class Sheets {
  /**
   * @param {HTMLElement} screen the phone's screen; what is behind a sheet cannot be reached while it is open
   * @param {() => void} focusBehind puts the focus on the screen where the button that opened the sheet is gone
   */
  constructor(screen, focusBehind) {
    this.screen = screen;
    this.focusBehind = focusBehind;
    /** @type {HTMLElement|null} */
    this.open = null;
    /** @type {Element|null} */
    this.opener = null;
  }

  /**
   * Opens a sheet; Escape and its last button close it.
   * @param {string} title
   * @param {Choice[]} choices
   * @param {{field?: string, value?: string, role?: string, close?: string, dir?: string,
   *   columns?: boolean}} [more] `field` is the label
   *   of a text field whose content goes to the choice
   */
  show(title, choices, { field, value = "", role = "dialog", close = "Cancel", dir = "ltr", columns = false } = {}) {
    this.close();
    this.opener = document.activeElement;
    const titleId = freshId("sheet");
    const input = field ? el("input", { autocomplete: "off", value, maxlength: "300" }) : null;
    const pick = (/** @type {Choice} */ one) => () => {
      const typed = input ? input.value.trim() : "";
      if (input && typed === "") return input.focus();
      this.close();
      one.act?.(typed);
    };
    const items = choices.map((one) =>
      button({ "data-choice": one.choice, click: pick(one) },
        el("span", { class: "label", dir: "auto" }, one.label),
        one.detail ? el("span", { class: "detail", dir: "auto" }, one.detail) : null));
    const submit = (/** @type {Event} */ event) => {
      event.preventDefault();
      if (input) items[0]?.click();
    };
    const form = el("form", { submit, class: columns ? "columns" : null },
      input ? el("label", {}, field, input) : null,
      ...items, button({ "data-choice": "cancel", class: "quiet", click: () => this.close() }, close));
    const escape = (/** @type {KeyboardEvent} */ event) => {
      if (event.key === "Escape") this.close();
    };
    this.open = el("div", { class: "shade", keydown: escape },
      el("div", { class: "sheet", role, "aria-labelledby": titleId, dir },
        el("h4", { id: titleId, dir: "auto" }, title), form));
    this.screen.inert = true;
    this.screen.after(this.open);
    (input ?? items[0] ?? form.lastElementChild).focus();
  }

  /** Closes the sheet and gives the focus back. */
  close() {
    if (!this.open) return;
    this.open.remove();
    this.open = null;
    this.screen.inert = false;
    const opener = this.opener instanceof HTMLElement && this.opener.isConnected ? this.opener : null;
    if (opener && !opener.closest("[hidden]")) opener.focus({ preventScroll: true });
    else this.focusBehind();
  }
}
