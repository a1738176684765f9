/** The parts of a phone that are always there: caption, bar, stage. */

import { button, el, freshId } from "./dom.js";

/**
 * @param {{list: HTMLElement, log: HTMLElement, newer: HTMLElement, foot: HTMLElement}} inside
 * @param {{back: () => void, menu: () => void, seenBy: ((phone: string) => void)|null}} react `seenBy` is set for a
 *   group: called when another member's view of it is wanted
 * @returns {Record<string, any>} the elements by name
 */
export function makeFrame(inside, react) {
  const headId = freshId("phone");
  const name = el("span", { dir: "auto" });
  const total = el("span", { class: "total" });
  const about = el("span", { class: "about" });
  const blocked = el("span", { class: "badge", hidden: true }, "bot blocked");
  const file = el("input", { type: "file", class: "file", hidden: true, tabindex: "-1", "aria-label": "File to send" });
  const change = (/** @type {any} */ event) => react.seenBy?.(event.target.value);
  const viewers = el("select", { class: "viewers", change });
  const back = button({ class: "back", "aria-label": "All chats", title: "All chats", click: react.back }, "Chats");
  const menu = button({ class: "menu", "aria-label": "Menu of this chat", title: "Menu", click: react.menu }, "⋮");
  const title = el("bdi");
  const subtitle = el("p", { class: "subtitle" });
  const typing = el("p", { class: "typing", hidden: true }, "typing",
    el("span", { class: "dots", "aria-hidden": "true" }, el("i"), el("i"), el("i")));
  const toast = el("p", { class: "toast", role: "status" });
  const screen = el("div", { class: "screen" },
    el("div", { class: "bar" }, back, el("div", { class: "names" }, el("h3", {}, title), subtitle), menu),
    el("div", { class: "stage" }, inside.list, inside.log, inside.newer, typing, toast),
    inside.foot);
  const node = el("section", { class: "phone", "aria-labelledby": headId },
    el("div", { class: "caption" }, el("h2", { id: headId }, name, total),
      react.seenBy ? el("label", { class: "about" }, "Seen by ", viewers) : about, blocked),
    el("div", { class: "device" }, screen), file);
  return { node, screen, file, blocked, name, total, about, viewers, back, title, subtitle, typing, toast };
}
