/** One message as a bubble, changed in place when it is edited; the focus stays where it was as far as it can. */

import { button, directionOf, el, freshId, hourOf } from "./dom.js";
import { senderOf } from "./state.js";
import { destination, directionOfText, isArabicScript, renderText } from "./text.js";

/** @typedef {import("./state.js").Message} Message */
/** @typedef {import("./state.js").InlineButton} InlineButton */
/**
 * What a phone does when something in a bubble is tapped.
 * @typedef {{tap: (message: Message, data: string) => void, open: (link: string) => void,
 *   command: (text: string) => void, scan: (file: string) => void}} Reactions
 */
/** @typedef {{phone: import("./state.js").Phone, group: boolean, react: Reactions}} Setting */

const LONG_WORD = /\S{21,}/u;

/** What is said of a thing that the sandbox does not show. */
const MEDIA = /** @type {Record<string, string>} */ ({
  voice: "Voice message", video: "Video", sticker: "Sticker", location: "Location",
});

/** @param {string} label */
function labelOf(label) {
  return el("span", { dir: directionOfText(label), class: LONG_WORD.test(label) ? "label long" : "label" }, label);
}

/** @param {InlineButton} choice @param {Message} message @param {Reactions} react */
function inlineButton(choice, message, react) {
  const label = labelOf(choice.text);
  if (choice.url === undefined || choice.url === null) {
    const data = choice.data ?? "";
    return button({ class: "inline", "data-data": data, click: () => react.tap(message, data) }, label);
  }
  const { where, href } = destination(choice.url);
  if (where === "web") {
    const web = { href, target: "_blank", rel: "noopener noreferrer" };
    return el("a", { class: "inline", "data-url": choice.url, ...web }, label);
  }
  return button({ class: "inline", "data-url": choice.url, click: () => react.open(href) }, label);
}

/** @param {Message} message @param {Reactions} react */
function keyboard(message, react) {
  const rows = (message.inline ?? []).filter((row) => row.length > 0);
  if (rows.length === 0) return null;
  return el("div", { class: "keyboard" }, ...rows.map((row) =>
    el("div", { class: "row" }, ...row.map((choice) => inlineButton(choice, message, react)))));
}

/** @param {any} contact */
function contactCard(contact) {
  const name = [contact.first_name, contact.last_name].filter(Boolean).join(" ");
  const number = String(contact.phone_number ?? "").replace(/^(?=\d)/, "+");
  return el("p", { class: "card" }, el("strong", { dir: "auto" }, name || "Contact"), el("br"),
    el("bdi", { dir: "ltr" }, number));
}

/** A place, where a phone would draw a map. @param {any} venue */
function venueCard({ title, address, location }) {
  const where = location ? `${location.latitude}, ${location.longitude}` : "";
  return el("p", { class: "card" }, el("span", { "aria-hidden": "true" }, "📍 "),
    el("strong", { dir: "auto" }, title ?? "Place"), el("br"), el("bdi", {}, address ?? ""),
    where ? el("span", { class: "size", dir: "ltr" }, ` ${where}`) : null);
}

/** A document, to be saved; a picture that came as one can be scanned. @param {any} file @param {Reactions} react */
function fileCard(file, react) {
  const name = String(file.file_name ?? "Document");
  const label = el("bdi", {}, name);
  const size = el("span", { class: "size", dir: "ltr" }, ` ${sizeOf(file.file_size ?? 0)}`);
  return el("p", { class: "card" }, el("span", { "aria-hidden": "true" }, "📎 "),
    file.url ? el("a", { href: file.url, download: name }, label) : label, size,
    file.picture ? button({ class: "scan", "data-scan": file.file_id, click: () => react.scan(file.file_id) }, "Scan")
      : null);
}

/** @param {number} bytes */
function sizeOf(bytes) {
  return bytes < 1024 ? `${bytes} B` : bytes < 1024 ** 2 ? `${Math.round(bytes / 1024)} kB`
    : `${(bytes / 1024 ** 2).toFixed(1)} MB`;
}

/** The box in which photos are shown, in pixels. */
const PHOTO_BOX = { width: 264, height: 288 };

/** A photo; a click holds a phone's camera in front of it. @param {any} photo @param {Reactions} react */
function photoCard({ url: src, width, height, file_id: file }, react) {
  if (!src) return el("p", { class: "card" }, "Photo");
  const shown = Math.round(width * Math.min(1, PHOTO_BOX.width / width, PHOTO_BOX.height / height));
  const style = `width: ${shown}px; aspect-ratio: ${width} / ${height}`;
  const label = "Photo: scan the QR code in it";
  return button({ class: "photo", "data-scan": file, title: label, "aria-label": label, click: () => react.scan(file) },
    el("img", { src, style, alt: "" }));
}

/** What a message holds besides text. @param {Message} message @param {Reactions} react */
function cards({ document: file, contact, venue, photo, media }, react) {
  return [
    photo ? photoCard(photo, react) : null,
    media ? el("p", { class: "card" }, MEDIA[media] ?? media) : null,
    file ? fileCard(file, react) : null,
    contact ? contactCard(contact) : null,
    venue ? venueCard(venue) : null,
  ];
}

/** @param {Message} message @param {Setting} setting @param {string} textId */
function content(message, setting, textId) {
  const { phone, group, react } = setting;
  const sender = senderOf(message, phone);
  const own = phone.language_code;
  const language = isArabicScript(message.text) && directionOf(own) === "ltr" ? "ar" : own;
  const text = message.text
    ? el("div", { class: "text", id: textId, dir: directionOfText(message.text), lang: language },
        renderText(message.text, message.entities, react))
    : null;
  const named = group && (sender === "other" || sender === "bot");
  const meta = sender === "system" ? null : el("p", { class: "meta" },
    message.edited ? el("span", {}, "edited ") : null, el("time", { datetime: message.date }, hourOf(message.date)));
  return [
    el("div", { class: "body" },
      named ? el("p", { class: "from", dir: "auto" }, message.from_name || "?") : null,
      ...cards(message, react), text, meta),
    keyboard(message, react),
  ].filter((part) => part !== null);
}

/** What tells one thing that can have the focus from another, within a bubble. @param {Element|null} node */
function focusKey(node) {
  if (!(node instanceof HTMLElement)) return null;
  return node.dataset.data ?? node.dataset.url ?? node.dataset.scan ?? node.textContent;
}

/**
 * A new bubble for a message.
 * @param {Message} message
 * @param {Setting} setting
 * @returns {HTMLElement}
 */
export function makeBubble(message, setting) {
  const textId = freshId("text");
  const node = el("article", {
    class: "bubble", tabindex: "-1", "data-message": message.id, "data-from": senderOf(message, setting.phone),
    "data-text": textId,
  });
  fillBubble(node, message, setting);
  return node;
}

/**
 * Shows a message in its bubble. Where the focus was on a button that is still there it stays on it; where that button
 * is gone it goes to the bubble, so that the new text is read.
 * @param {HTMLElement} node
 * @param {Message} message
 * @param {Setting} setting
 */
export function fillBubble(node, message, setting) {
  const within = node.contains(document.activeElement);
  const held = within && document.activeElement !== node ? focusKey(document.activeElement) : null;
  const textId = node.dataset.text ?? "";
  node.replaceChildren(...content(message, setting, textId));
  node.classList.toggle("has-keyboard", Boolean(message.inline?.length));
  node.classList.toggle("has-photo", Boolean(message.photo));
  if (message.text) node.setAttribute("aria-labelledby", textId);
  else node.removeAttribute("aria-labelledby");
  if (!within) return;
  const same = held && [...node.querySelectorAll("button, a, [tabindex]")].find((other) => focusKey(other) === held);
  /** @type {HTMLElement} */ (same || node).focus({ preventScroll: true });
}
