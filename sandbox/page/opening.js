/** A link to the bot, tapped or scanned: which phone opens it? */

import { botLink, destination } from "./text.js";
import { languageName } from "./dom.js";

/** @typedef {import("./state.js").Phone} Phone */
/** @typedef {import("./sheet.js").Sheets} Sheets */
/** @typedef {import("./sheet.js").Choice} Choice */
/** @typedef {typeof import("./api.js").api} Api */
/**
 * The phone in whose hand the link or the picture is.
 * @typedef {{sheets: Sheets, phone: Phone, people: Phone[], username: string, api: Api,
 *   ask: (request: Promise<any>) => Promise<any>, opened: (phone: string) => void}} Here
 */

/** A family's second phone, for who is not there yet. */
export const SECOND = { first_name: "Amira", language_code: "ar", role: "parent" };

/** @param {Phone[]} people */
export function isSecondThere(people) {
  return people.some((one) => one.first_name === SECOND.first_name);
}

/**
 * Opens a link on the phone that is chosen. One that is not the bot's is tried on this phone: it tells what is wrong.
 * @param {Here} here
 * @param {string} link
 * @param {string} [title]
 */
export function chooseOpener(here, link, title = "This link opens the bot. On which phone?") {
  const own = botLink(link, here.username);
  if (own === null) return openOn(here, here.phone, link);
  const others = here.people.filter((one) => one.id !== here.phone.id);
  /** @type {Choice[]} */
  const choices = [here.phone, ...others].map((one) => ({
    label: one.id === here.phone.id ? `${one.first_name} (this phone)` : one.first_name,
    detail: `${one.role} · ${languageName(one.language_code)}${one.blocked ? " · has blocked the bot" : ""}`,
    choice: `phone-${one.id}`, act: () => openOn(here, one, own),
  }));
  if (!isSecondThere(here.people)) {
    choices.push({
      label: `${SECOND.first_name} (a new phone)`, detail: `${SECOND.role} · ${languageName(SECOND.language_code)}`,
      choice: "phone-new", act: async () => {
        const made = await here.ask(here.api.addPhone(SECOND));
        if (made) await openOn(here, made, own);
      },
    });
  }
  here.sheets.show(title, choices);
}

/** @param {Here} here @param {Phone} phone @param {string} link */
async function openOn(here, phone, link) {
  const done = await here.ask(here.api.open(phone.id, link));
  if (done !== null) here.opened(String(phone.id));
}

/**
 * Reads the QR codes in a picture and goes where they lead.
 * @param {Here} here
 * @param {string} file
 */
export async function scan(here, file) {
  const answer = await here.ask(here.api.scan(file));
  if (answer === null) return;
  const { sheets, username } = here;
  /** @type {string[]} */
  const codes = answer.codes;
  if (codes.length === 0) return sheets.show("There is no QR code in this picture.", [], { close: "Close" });
  const goTo = (/** @type {string} */ code) => {
    if (botLink(code, username)) chooseOpener(here, code, "This QR code opens the bot. Which phone scans it?");
    else sheets.show(`This QR code says: ${code}`, web(code), { close: "Close" });
  };
  if (codes.length === 1) return goTo(codes[0]);
  sheets.show("There are several QR codes in this picture. Which one?",
    codes.map((code, at) => ({ label: code, choice: `code-${at}`, act: () => goTo(code) })));
}

/** @param {string} code @returns {Choice[]} */
function web(code) {
  const { where, href } = destination(code);
  if (where !== "web" || !/^https?:/i.test(code)) return [];
  return [{ label: "Open it in the browser", choice: "web", act: () => window.open(href, "_blank", "noopener") }];
}
