/** The sheets of a phone: what can be done with a chat, which commands there are, what can be attached. */

/** @typedef {import("./state.js").Phone} Phone */
/** @typedef {import("./state.js").Chat} Chat */
/** @typedef {import("./sheet.js").Choice} Choice */
/** @typedef {import("./sheet.js").Sheets} Sheets */
/** @typedef {typeof import("./api.js").api} Api */
/** @typedef {(request: Promise<any>) => Promise<any>} Ask sends a request and shows on the phone what was refused */

/** Roles that work alone with the bot; the others work in a team: they have a list of chats and can make a group. */
const ALONE = new Set(["parent", "volunteer", "partner", "admin"]);

/** @param {Phone} phone */
export function isStaff(phone) {
  return !ALONE.has(phone.role);
}

/**
 * The menu of the open chat, and of the phone.
 * @param {{sheets: Sheets, phone: Phone, chat: Chat, people: Phone[], api: Api, ask: Ask,
 *   openLink: (link: string) => void, openChat: (chat: any) => void}} here
 */
export function chatMenu({ sheets, phone, chat, people, api, ask, openLink, openChat }) {
  const group = chat.type !== "private";
  /** @type {(Choice|false)[]} */
  const choices = [
    group && !chat.bot_in && {
      label: "Add the bot to the group", choice: "add-bot",
      act: () => ask(api.botInGroup(chat.id, phone.id, true)),
    },
    group && chat.bot_in && {
      label: "Remove the bot from the group", choice: "remove-bot",
      act: () => ask(api.botInGroup(chat.id, phone.id, false)),
    },
    group && {
      label: "Add someone to the group", choice: "add-member",
      act: () => memberSheet({ sheets, chat, people, api, ask }),
    },
    chat.type === "group" && {
      label: "Make it a supergroup", choice: "migrate", act: () => ask(api.migrate(chat.id)),
    },
    !group && !phone.blocked && { label: "Block the bot", choice: "block", act: () => ask(api.block(phone.id, true)) },
    !group && phone.blocked && {
      label: "Unblock the bot", choice: "unblock", act: () => ask(api.block(phone.id, false)),
    },
    { label: "Open a link", choice: "open-link", act: () => linkSheet(sheets, openLink) },
    isStaff(phone) && {
      label: "New group", choice: "new-group", act: () => groupSheet({ sheets, phone, api, ask, openChat }),
    },
  ];
  sheets.show("What do you want to do?", choices.filter((one) => one !== false), { close: "Close" });
}

/** @param {Sheets} sheets @param {(link: string) => void} openLink */
function linkSheet(sheets, openLink) {
  sheets.show("Open a link", [{ label: "Open", choice: "open", act: openLink }], { field: "Link (https://t.me/…)" });
}

/** @param {{sheets: Sheets, phone: Phone, api: Api, ask: Ask, openChat: (chat: any) => void}} here */
function groupSheet({ sheets, phone, api, ask, openChat }) {
  const make = async (/** @type {string} */ title) => openChat(await ask(api.newGroup(title, phone.id)));
  const choice = { label: "Make the group", choice: "make", act: make };
  sheets.show("New group", [choice], { field: "Name of the group", value: "Team" });
}

/** @param {{sheets: Sheets, chat: Chat, people: Phone[], api: Api, ask: Ask}} here */
function memberSheet({ sheets, chat, people, api, ask }) {
  const inside = new Set(chat.members.map(String));
  const choices = people.filter((one) => !inside.has(String(one.id))).map((one) => ({
    label: one.first_name, detail: one.role, choice: `member-${one.id}`,
    act: () => ask(api.join(chat.id, one.id, true)),
  }));
  sheets.show(choices.length ? "Who joins the group?" : "Every phone is in this group already.", choices);
}

/** @param {Sheets} sheets @param {Phone} phone @param {(text: string) => void} send */
export function commandsMenu(sheets, phone, send) {
  const choices = phone.commands.map(({ command, description }) => ({
    label: `/${command}`, detail: description, choice: command, act: () => send(`/${command}`),
  }));
  sheets.show(choices.length ? "Commands" : "The bot has no commands here.", choices, { close: "Close" });
}

/**
 * @param {Sheets} sheets
 * @param {(kind: string) => void} sample sends something that is always at hand
 * @param {(kind: "photo"|"document") => void} choose lets the person choose a file of their own
 * @param {() => void} contact
 */
export function attachMenu(sheets, sample, choose, contact) {
  sheets.show("What do you want to send?", [
    { label: "Photo", detail: "a sample", choice: "photo", act: () => sample("photo") },
    { label: "Photo of your own", detail: "choose a picture", choice: "own-photo", act: () => choose("photo") },
    { label: "Document", detail: "a sample", choice: "document", act: () => sample("document") },
    { label: "Document of your own", detail: "choose a file", choice: "own-document", act: () => choose("document") },
    { label: "Voice message", choice: "voice", act: () => sample("voice") },
    { label: "Sticker", choice: "sticker", act: () => sample("sticker") },
    { label: "My phone number", choice: "contact", act: contact },
  ], { columns: true });
}

/**
 * Asks before the number is shared, as a phone does.
 * @param {Sheets} sheets
 * @param {Phone} phone
 * @param {() => void} share
 */
export function contactSheet(sheets, phone, share) {
  sheets.show(`Share your phone number ${phone.phone}?`, [{ label: "Share", choice: "share", act: share }]);
}
