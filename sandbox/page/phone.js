/** One phone: what it shows of the state, and what a tap on it asks of the stand-in. */

import { api } from "./api.js";
import { ChatList, unreadMark } from "./chatlist.js";
import { directionOf, el, languageName, setText } from "./dom.js";
import { Foot } from "./foot.js";
import { makeFrame } from "./frame.js";
import { Log } from "./log.js";
import { attachMenu, chatMenu, commandsMenu, contactSheet, isStaff } from "./menus.js";
import { chooseFile } from "./choosing.js";
import { chooseOpener, scan } from "./opening.js";
import { Sheets } from "./sheet.js";
import { chatsOf, keyboardIn, newestIn, removalIn, titleOf, unreadIn, viewersOf } from "./state.js";

/** @typedef {import("./state.js").State} State */
/** @typedef {import("./state.js").Chat} Chat */
/** @typedef {import("./state.js").Phone} Phone */
/**
 * What a pane shows: a phone, or one group as one of its members sees it.
 * @typedef {{phone: Phone, group: Chat|null}} Subject
 */

const TOAST_MS = 5000;
const TYPING_MS = 6000;
const WAIT_MS = 8000;

export class PhonePane {
  /**
   * @param {Subject} subject
   * @param {{seenBy: (phone: string) => void, opened: (phone: string) => void}} outside what happens beside this pane:
   *   another member's view of the group is wanted; a link in the group opened the bot's chat on the member's phone
   */
  constructor(subject, outside) {
    const { phone, group } = subject;
    this.outside = outside;
    this.phone = phone;
    this.group = group;
    /** @type {string|null} the open chat; null is the list */
    this.open = String(group?.id ?? phone.id);
    /** @type {Map<string, number>} */
    this.read = new Map();
    /** @type {Map<string, number>} */
    this.keyboardFloor = new Map();
    /** @type {Set<string>} */
    this.known = new Set();
    /** A chat to open as soon as it is there. */
    this.wanted = "";
    this.waiting = false;
    this.log = new Log("Messages");
    this.list = new ChatList((id) => this.openChat(id));
    this.foot = new Foot({
      send: (text) => this.#send(text),
      contact: () => this.#contact(),
      start: () => this.#send("/start"),
      unblock: () => this.ask(api.block(this.phone.id, false)),
      commands: () => commandsMenu(this.sheets, this.phone, (text) => this.#send(text)),
      attach: () => attachMenu(this.sheets, (kind) => this.#attach(kind), (kind) => this.#attachOwn(kind),
        () => this.#contact()),
    });
    this.frame = makeFrame({ list: this.list.node, log: this.log.node, newer: this.log.newer, foot: this.foot.node },
      { back: () => this.#showList(), menu: () => this.#menu(), seenBy: group ? outside.seenBy : null });
    this.node = this.frame.node;
    this.sheets = new Sheets(this.frame.screen, () => this.foot.focus());
  }

  /** Shows the phone as it is now. @param {State} state @param {Subject} subject */
  show(state, { phone, group }) {
    this.state = state;
    this.phone = phone;
    this.group = group;
    this.#caption();
    const chats = group ? [group] : chatsOf(state, phone);
    this.#arrivals(chats);
    const chat = chats.find((one) => String(one.id) === this.open);
    if (chat) this.read.set(String(chat.id), newestIn(chat));
    this.#unread(chats);
    const hasList = !group && (isStaff(phone) || chats.length > 1);
    this.frame.back.hidden = !hasList || !chat;
    this.list.node.hidden = Boolean(chat);
    for (const node of [this.log.node, this.foot.node]) node.hidden = !chat;
    if (!chat) this.log.newer.hidden = true;
    this.frame.screen.dir = directionOf(phone.language_code);
    if (chat) this.#chat(chat);
    else this.#chats(chats);
  }

  /** Opens a chat of this phone. @param {string|number} id */
  openChat(id) {
    this.open = String(id);
    if (this.state) this.show(this.state, { phone: this.phone, group: this.group });
    this.foot.focus();
  }

  /** The bot begins to type in a chat. @param {string} chat */
  startTyping(chat) {
    if (chat !== this.open) return;
    this.frame.typing.hidden = false;
    clearTimeout(this.typingTimer);
    this.typingTimer = setTimeout(() => this.stopTyping(chat), TYPING_MS);
  }

  /** The bot has sent something to a chat. @param {string} chat */
  stopTyping(chat) {
    if (chat === this.open) this.frame.typing.hidden = true;
  }

  /** The answer to a tap. @param {string} text @param {boolean} alert */
  answer(text, alert) {
    this.#stopWaiting();
    if (!text) return;
    if (alert) this.sheets.show(text, [], { role: "alertdialog", close: "OK", dir: "auto" });
    else this.say(text);
  }

  /** Shows a line over the chat for a moment. @param {string} text */
  say(text) {
    this.frame.toast.replaceChildren(el("span", { dir: "auto" }, text));
    clearTimeout(this.toastTimer);
    this.toastTimer = setTimeout(() => this.frame.toast.replaceChildren(), TOAST_MS);
  }

  /** Sends a request; what was refused is shown on this phone. @param {Promise<any>} request */
  async ask(request) {
    try {
      return await request;
    } catch (error) {
      this.say(error instanceof Error ? error.message : String(error));
      return null;
    }
  }

  #stopWaiting() {
    this.waiting = false;
    clearTimeout(this.waitTimer);
    this.log.answered();
  }

  /** @returns {string|number} the id of the open chat as the stand-in gave it */
  #chatId() {
    return this.state?.chats[this.open ?? ""]?.id ?? this.phone.id;
  }

  #caption() {
    const { phone, group } = this;
    this.node.dataset.phone = group ? `group:${group.id}` : String(phone.id);
    this.node.dataset.role = group ? "group" : phone.role;
    setText(this.frame.name, group ? group.title : phone.first_name);
    const about = [phone.role, languageName(phone.language_code), phone.blocked ? "" : phone.phone];
    setText(this.frame.about, about.filter(Boolean).join(" · "));
    this.frame.blocked.hidden = Boolean(group) || !phone.blocked;
    if (!group || !this.state) return;
    const viewers = viewersOf(this.state, group);
    const seen = viewers.map((one) => one.id).join();
    if (this.frame.viewers.dataset.seen !== seen) {
      this.frame.viewers.dataset.seen = seen;
      this.frame.viewers.replaceChildren(...viewers.map((one) => el("option", { value: one.id }, one.first_name)));
    }
    this.frame.viewers.value = String(phone.id);
  }

  /**
   * Chats that came or went: what is there at first counts as read; a chat that went leads to the one that came.
   * @param {Chat[]} chats
   */
  #arrivals(chats) {
    const first = this.known.size === 0;
    const now = new Set(chats.map((chat) => String(chat.id)));
    const fresh = chats.filter((chat) => !this.known.has(String(chat.id)));
    for (const chat of fresh) this.read.set(String(chat.id), first ? newestIn(chat) : 0);
    if (this.open !== null && !now.has(this.open)) {
      const moved = fresh.find((chat) => chat.type === "supergroup");
      this.open = String(moved?.id ?? chats[0].id);
    }
    this.known = now;
    if (this.wanted && now.has(this.wanted)) {
      this.open = this.wanted;
      this.wanted = "";
    }
  }

  /** @param {Chat[]} chats */
  #unread(chats) {
    const counts = chats.map((chat) => unreadIn(chat, this.phone, this.read.get(String(chat.id)) ?? 0));
    const sum = counts.reduce((one, other) => one + other, 0);
    if (this.frame.total.textContent !== (sum ? String(sum) : "")) {
      this.frame.total.replaceChildren(...(sum ? [unreadMark(sum)] : []));
    }
    this.counts = counts;
  }

  /** @param {Chat[]} chats */
  #chats(chats) {
    const state = /** @type {State} */ (this.state);
    setText(this.frame.title, "Chats");
    setText(this.frame.subtitle, this.phone.first_name);
    this.frame.typing.hidden = true;
    this.list.show(chats.map((chat, at) => {
      const last = chat.messages.at(-1);
      const kind = chat.type === "private" ? "bot" : chat.type;
      return {
        id: String(chat.id), title: titleOf(state, chat), kind, last: last?.text ?? "", at: last?.date ?? null,
        unread: this.counts?.[at] ?? 0,
      };
    }));
  }

  /** @param {Chat} chat */
  #chat(chat) {
    const state = /** @type {State} */ (this.state);
    const group = chat.type !== "private";
    const title = titleOf(state, chat);
    setText(this.frame.title, title);
    setText(this.frame.subtitle, group ? `${chat.type}, ${chat.bot_in ? "with" : "without"} the bot` : "bot");
    this.log.node.setAttribute("aria-label", `Messages with ${title}`);
    const react = {
      tap: this.#tap.bind(this), command: this.#send.bind(this),
      open: (/** @type {string} */ link) => chooseOpener(this.#here(), link),
      scan: (/** @type {string} */ file) => scan(this.#here(), file),
    };
    const id = String(chat.id);
    const floor = Math.max(this.keyboardFloor.get(id) ?? 0, removalIn(chat));
    this.keyboardFloor.set(id, floor);
    const keyboard = keyboardIn(chat, floor);
    const blocked = !group && this.phone.blocked;
    const mode = blocked ? "blocked" : !group && chat.messages.length === 0 ? "start" : "compose";
    this.foot.show(mode, keyboard?.keyboard ?? null, !group && this.phone.commands.length > 0);
    this.oneTime = keyboard?.keyboard.one_time ? keyboard.id : 0;
    this.log.show(chat, { phone: this.phone, group, react });
    this.log.tellBefore(this.#before(state, chat));
  }

  /** What stands in an empty chat: what the bot says of itself; in a group, how the bot gets in. */
  #before(/** @type {State} */ state, /** @type {Chat} */ chat) {
    if (chat.messages.length) return "";
    const group = chat.type !== "private";
    if (group) return chat.bot_in ? "" : "The bot is not in this group yet. The menu (⋮) can add it.";
    const told = state.bot.description ?? {};
    return told[this.phone.language_code.split("-")[0]] ?? told[""] ?? "";
  }

  #showList() {
    const left = this.open;
    this.open = null;
    this.frame.toast.replaceChildren();
    if (this.state) this.show(this.state, { phone: this.phone, group: this.group });
    if (left) this.list.focus(left);
  }

  #menu() {
    const state = /** @type {State} */ (this.state);
    const chat = state.chats[this.open ?? ""] ?? chatsOf(state, this.phone)[0];
    const openChat = (/** @type {any} */ made) => {
      const id = made?.id ?? made?.chat?.id ?? made?.chat;
      if (id === undefined || this.group) return;
      if (this.known.has(String(id))) this.openChat(id);
      else this.wanted = String(id);
    };
    const ask = (/** @type {Promise<any>} */ request) => this.ask(request);
    const openLink = (/** @type {string} */ link) => this.#openLink(link);
    chatMenu({ sheets: this.sheets, phone: this.phone, chat, people: state.phones, api, ask, openLink, openChat });
  }

  /** @param {string} text */
  #send(text) {
    this.#used();
    return this.ask(api.send(this.phone.id, this.#chatId(), text));
  }

  #contact() {
    const share = () => {
      this.#used();
      this.ask(api.contact(this.phone.id, this.#chatId()));
    };
    contactSheet(this.sheets, this.phone, share);
  }

  /** A keyboard for one time is put away once it was used. */
  #used() {
    if (this.oneTime && this.open) this.keyboardFloor.set(this.open, this.oneTime);
  }

  /** @param {import("./state.js").Message} message @param {string} data */
  async #tap(message, data) {
    this.waiting = true;
    this.log.wait(message.id, data);
    clearTimeout(this.waitTimer);
    this.waitTimer = setTimeout(() => this.#stopWaiting(), WAIT_MS);
    if ((await this.ask(api.tap(this.phone.id, message.chat, message.id, data))) === null) this.#stopWaiting();
  }

  /** @param {string} kind @param {object} [file] */
  #attach(kind, file) {
    const caption = file ? this.foot.takeText() : "";
    return this.ask(api.media(this.phone.id, this.#chatId(), kind, { ...file, caption }));
  }

  /** What stands in the composer goes along as the caption. @param {"photo"|"document"} kind */
  async #attachOwn(kind) {
    const file = await this.ask(chooseFile(this.frame.file, kind));
    if (file) await this.#attach(kind, file);
  }

  /** @returns {import("./opening.js").Here} */
  #here() {
    const state = /** @type {State} */ (this.state);
    return {
      sheets: this.sheets, phone: this.phone, people: state.phones, username: state.bot.username, api,
      ask: (request) => this.ask(request), opened: this.outside.opened,
    };
  }

  /** A link that was typed opens on this phone. @param {string} link */
  async #openLink(link) {
    const opened = await this.ask(api.open(this.phone.id, link));
    if (opened !== null) this.outside.opened(String(this.phone.id));
  }
}
