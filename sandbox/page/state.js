/** What the stand-in knows, and how an event changes it. Pure: values in, values out. */

/**
 * @typedef {number|string} Id
 * @typedef {{type: string, offset: number, length: number, url?: string}} Entity  offsets in UTF-16 units
 * @typedef {{text: string, data?: string, url?: string}} InlineButton
 * @typedef {{text: string, request_contact?: boolean}} ReplyButton
 * @typedef {{rows?: ReplyButton[][], one_time?: boolean, placeholder?: string|null,
 *   remove?: boolean}} ReplyKeyboard
 * @typedef {{id: number, chat: Id, from: Id, from_name: string, text: string, entities: Entity[]|null,
 *   inline: InlineButton[][]|null, reply_keyboard: ReplyKeyboard|null, contact: any, document: any,
 *   photo?: any, media?: string|null, venue?: any, date: string, edited: boolean}} Message
 * @typedef {{id: Id, type: "private"|"group"|"supergroup", title: string, members: Id[], bot_in: boolean,
 *   migrated_to?: Id|null, messages: Message[]}} Chat
 * @typedef {{id: Id, first_name: string, language_code: string, role: string, phone: string, blocked: boolean,
 *   commands: {command: string, description: string}[], chats: Id[]}} Phone
 * @typedef {{id: number, kind: string, chat: Id|null, method: string|null, times: number,
 *   retry_after: number}} Fault
 * @typedef {{now: string, offset: number, next_due: string|null, walking: boolean,
 *   bot: {running: boolean, username: string, name: string, description?: Record<string, string>},
 *   faults: Fault[], phones: Phone[], chats: Record<string, Chat>}} State
 */

/** @param {State} state @param {Chat} chat @returns {State} */
const withChat = (state, chat) => ({ ...state, chats: { ...state.chats, [chat.id]: chat } });

/** Puts a message in its place: the same id is replaced. @param {Message[]} messages @param {Message} message */
function placed(messages, message) {
  const rest = messages.filter((other) => other.id !== message.id);
  return [...rest, message].sort((one, other) => one.id - other.id);
}

/** @param {State} state @param {any} event @returns {State|null} */
function withMessage(state, event) {
  const message = event.message;
  const chat = state.chats[message?.chat];
  return chat ? withChat(state, { ...chat, messages: placed(chat.messages, message) }) : null;
}

/** @param {State} state @param {any} event @returns {State|null} */
function withoutMessage(state, event) {
  const chat = state.chats[event.chat];
  if (!chat || event.message === undefined) return null;
  return withChat(state, { ...chat, messages: chat.messages.filter((message) => message.id !== event.message) });
}

/**
 * A chat that came or changed, in the lists of those who are in it.
 * @param {State} state
 * @param {any} event
 * @returns {State|null}
 */
function withChanged(state, { chat }) {
  if (!chat) return null;
  const inside = new Set(chat.migrated_to ? [] : chat.members.map(String));
  const phones = state.phones.map((phone) => {
    const others = phone.chats.filter((id) => String(id) !== String(chat.id));
    const listed = others.length < phone.chats.length;
    if (listed === inside.has(String(phone.id))) return phone;
    return { ...phone, chats: listed ? others : [...others, chat.id] };
  });
  return withChat({ ...state, phones }, chat);
}

/** @param {State} state @param {any} event @returns {State|null} */
function withCommands(state, event) {
  if (!event.phones) return null;
  const lists = new Map(event.phones.map((/** @type {Phone} */ phone) => [String(phone.id), phone.commands]));
  const told = (/** @type {Phone} */ phone) => ({ ...phone, commands: lists.get(String(phone.id)) ?? phone.commands });
  return { ...state, phones: state.phones.map(told) };
}

/**
 * A phone that changed; a new one has a chat that only the whole state tells.
 * @param {State} state
 * @param {any} event
 * @returns {State|null}
 */
function withPhone(state, { phone }) {
  if (!phone || !phoneOf(state, phone.id)) return null;
  return { ...state, phones: state.phones.map((one) => (String(one.id) === String(phone.id) ? phone : one)) };
}

/** One reducer per kind of event; null means: not sure, ask for the whole state. */
const REDUCERS = /** @type {Record<string, (state: State, event: any) => State|null>} */ ({
  message: withMessage,
  edit: withMessage,
  delete: withoutMessage,
  chat: withChanged,
  phone: withPhone,
  commands: withCommands,
  clock: (state, { now, offset, next_due, walking }) => (now ? { ...state, now, offset, next_due, walking } : null),
  faults: (state, { faults }) => (faults ? { ...state, faults } : null),
  bot: (state, { bot }) => (bot ? { ...state, bot } : null),
  typing: (state) => state,
  answer: (state) => state,
});

/**
 * The state after an event, or null where only the stand-in can tell.
 * @param {State} state
 * @param {any} event
 * @returns {State|null}
 */
export function reduce(state, event) {
  return Object.hasOwn(REDUCERS, event.type) ? REDUCERS[event.type](state, event) : null;
}

/** The id of the phone's chat with the bot: Telegram gives it the id of the person. @param {Phone} phone */
export function botChatOf(phone) {
  return phone.id;
}

/** @param {State} state @param {Id} id @returns {Phone|undefined} */
export function phoneOf(state, id) {
  return state.phones.find((phone) => String(phone.id) === String(id));
}

/**
 * The chats that a phone lists, the one with the bot first.
 * @param {State} state
 * @param {Phone} phone
 * @returns {Chat[]}
 */
export function chatsOf(state, phone) {
  const own = String(botChatOf(phone));
  const known = phone.chats.map((id) => state.chats[id]).filter(Boolean);
  const groups = known.filter((chat) => String(chat.id) !== own);
  /** @type {Chat} */
  const empty = { id: phone.id, type: "private", title: state.bot.name, members: [], bot_in: true, messages: [] };
  return [state.chats[own] ?? empty, ...groups];
}

/** The name of a chat on a phone. @param {State} state @param {Chat} chat */
export function titleOf(state, chat) {
  return chat.type === "private" ? state.bot.name : chat.title;
}

/** Who wrote a message, seen from a phone. @param {Message} message @param {Phone} phone */
export function senderOf(message, phone) {
  if (message.from === "bot" || message.from === "system") return message.from;
  return String(message.from) === String(phone.id) ? "me" : "other";
}

/**
 * How many messages of others are newer than the last one read.
 * @param {Chat} chat
 * @param {Phone} phone
 * @param {number} read
 */
export function unreadIn(chat, phone, read) {
  const others = chat.messages.filter((message) => ["bot", "other"].includes(senderOf(message, phone)));
  return others.filter((message) => message.id > read).length;
}

/** @param {Chat} chat @returns {number} id of the newest message, 0 for none */
export function newestIn(chat) {
  return chat.messages.at(-1)?.id ?? 0;
}

/**
 * The reply keyboard that stands open: the newest one above `floor`, the id at which one was last put away. (The
 * message that put it away may itself be gone.)
 * @param {Chat} chat
 * @param {number} floor
 * @returns {{id: number, keyboard: ReplyKeyboard}|null}
 */
export function keyboardIn(chat, floor) {
  const message = chat.messages.findLast((one) => one.reply_keyboard && one.id > floor);
  if (!message?.reply_keyboard || message.reply_keyboard.remove) return null;
  return { id: message.id, keyboard: message.reply_keyboard };
}

/** The id of the newest message that puts the keyboard away, 0 for none. @param {Chat} chat */
export function removalIn(chat) {
  return chat.messages.findLast((one) => one.reply_keyboard?.remove)?.id ?? 0;
}

/** Groups that some phone is in. @param {State} state @returns {Chat[]} */
export function groupsOf(state) {
  return Object.values(state.chats).filter((chat) => chat.type !== "private" && viewersOf(state, chat).length > 0);
}

/** The phones that see a group, its creator first. @param {State} state @param {Chat} chat @returns {Phone[]} */
export function viewersOf(state, chat) {
  const inside = state.phones.filter((phone) => phone.chats.some((id) => String(id) === String(chat.id)));
  const place = (/** @type {Phone} */ phone) => chat.members.findIndex((id) => String(id) === String(phone.id));
  return inside.sort((one, other) => place(one) - place(other));
}
