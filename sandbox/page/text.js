/** Text with entities as DOM nodes. Offsets are UTF-16 units, which is how JavaScript counts. */

import { el } from "./dom.js";

/** @typedef {import("./state.js").Entity} Entity */
/** @typedef {{open: (link: string) => void, command: (text: string) => void}} Reactions */

const TELEGRAM_HOSTS = new Set(["t.me", "telegram.me", "telegram.dog"]);
const WEB = new Set(["http:", "https:", "mailto:", "tel:"]);

/**
 * Where a link leads: into the messenger, to the web, or nowhere (a scheme that is not known).
 * @param {string} url
 * @returns {{where: "messenger"|"web"|"nowhere", href: string}}
 */
export function destination(url) {
  const full = /^[a-z][a-z+.-]*:/i.test(url) ? url : `https://${url}`;
  if (!URL.canParse(full)) return { where: "nowhere", href: url };
  const { protocol, host } = new URL(full);
  if (protocol === "tg:" || TELEGRAM_HOSTS.has(host)) return { where: "messenger", href: full };
  return { where: WEB.has(protocol) ? "web" : "nowhere", href: full };
}

/**
 * The link that opens this bot, also where it is wrapped in Telegram's link for sharing; null for any other.
 * @param {string} url
 * @param {string} username of the bot
 * @returns {string|null}
 */
export function botLink(url, username) {
  const { where, href } = destination(url.trim());
  if (where !== "messenger") return null;
  const { protocol, pathname, searchParams } = new URL(href);
  if (protocol !== "tg:" && pathname === "/share/url") return botLink(searchParams.get("url") ?? "", username);
  const name = protocol === "tg:" ? searchParams.get("domain") : pathname.slice(1);
  return name?.toLowerCase() === username.toLowerCase() ? href : null;
}

/** @param {string} url @param {Node} inside @param {Reactions} react */
function link(url, inside, react) {
  const { where, href } = destination(url);
  if (where === "nowhere") return el("span", {}, inside);
  if (where === "web") return el("a", { href, target: "_blank", rel: "noopener noreferrer" }, inside);
  const open = (/** @type {Event} */ event) => {
    event.preventDefault();
    react.open(href);
  };
  return el("a", { href, click: open }, inside);
}

/** How each kind of entity is shown; a kind that is not listed is shown as plain text. */
const SHOWN = /** @type {Record<string, (inside: Node, words: string, entity: Entity, react: Reactions) => Node>} */ ({
  bold: (inside) => el("strong", {}, inside),
  italic: (inside) => el("em", {}, inside),
  underline: (inside) => el("u", {}, inside),
  strikethrough: (inside) => el("s", {}, inside),
  spoiler: (inside) => el("span", { class: "spoiler", tabindex: "0" }, inside),
  code: (inside) => el("code", {}, inside),
  pre: (inside) => el("pre", {}, inside),
  blockquote: (inside) => el("blockquote", {}, inside),
  expandable_blockquote: (inside) => el("blockquote", {}, inside),
  url: (inside, words, _entity, react) => link(words, inside, react),
  email: (inside, words, _entity, react) => link(`mailto:${words}`, inside, react),
  phone_number: (inside) => el("bdi", { class: "number", dir: "ltr" }, inside),
  mention: (inside) => el("bdi", { dir: "ltr" }, inside),
  text_link: (inside, words, entity, react) => link(entity.url ?? words, inside, react),
  bot_command: (inside, words, _entity, react) =>
    el("button", { type: "button", class: "command", click: () => react.command(words) }, inside),
});

/**
 * @param {string} text
 * @param {Entity[]|null} entities nested or apart, as Telegram gives them
 * @param {Reactions} react what a tap on a link or a command does
 * @returns {DocumentFragment}
 */
export function renderText(text, entities, react) {
  const sorted = [...(entities ?? [])].sort((one, other) => one.offset - other.offset || other.length - one.length);
  return between(0, text.length, sorted);

  /** @param {number} start @param {number} end @param {Entity[]} inside @returns {DocumentFragment} */
  function between(start, end, inside) {
    const fragment = document.createDocumentFragment();
    let at = start;
    for (let i = 0; i < inside.length; ) {
      const entity = inside[i];
      const from = Math.max(entity.offset, at);
      const to = Math.min(entity.offset + entity.length, end);
      const rest = inside.slice(i + 1);
      const next = rest.findIndex((other) => other.offset >= to);
      const nested = next < 0 ? rest : rest.slice(0, next);
      if (from < to) {
        fragment.append(text.slice(at, from));
        const content = between(from, to, nested);
        fragment.append(SHOWN[entity.type]?.(content, text.slice(from, to), entity, react) ?? content);
        at = to;
      }
      i += 1 + nested.length;
    }
    fragment.append(text.slice(at, end));
    return fragment;
  }
}

const ISOLATES = /[\u2066-\u2068][^\u2066-\u2069]*\u2069/g;
const STRONG = /\p{Script=Arabic}|\p{Script=Hebrew}|\p{L}/u;
const RIGHT_TO_LEFT = /\p{Script=Arabic}|\p{Script=Hebrew}/u;

/**
 * The `dir` of a text. The browser's `auto` looks inside isolates (a Dutch name at the start of an Arabic sentence), so
 * a text with isolates is judged without them.
 * @param {string} text
 * @returns {"auto"|"ltr"|"rtl"}
 */
export function directionOfText(text) {
  const bare = text.replace(ISOLATES, "");
  const first = bare === text ? null : STRONG.exec(bare);
  return first ? (RIGHT_TO_LEFT.test(first[0]) ? "rtl" : "ltr") : "auto";
}

/** Whether a text is written in the Arabic script. @param {string} text */
export function isArabicScript(text) {
  return /\p{Script=Arabic}/u.test(text);
}
