/** The switches for what goes wrong between the bot and Telegram: setting them, and seeing which are still on. */

import { api } from "./api.js";
import { button, el, setText } from "./dom.js";
import { notice, report } from "./notice.js";

/** @typedef {import("./state.js").State} State */
/** @typedef {import("./state.js").Fault} Fault */

/** Each kind: its button, and what it does in words. @type {Record<string, [string, string]>} */
const KINDS = {
  403: ["403 refused", "As if the person had blocked the bot. Nothing is sent."],
  429: ["429 too many", "The bot has to wait so many seconds. Nothing is sent."],
  500: ["500 server error", "Telegram fails. Nothing is sent."],
  502: ["502 bad gateway", "A web page comes in place of an answer. Nothing is sent."],
  drop: ["Connection drops", "The line breaks before the call does anything."],
  lost: ["Answer is lost", "The call is carried out, then the line breaks: the bot does not know."],
  timeout: ["Time-out", "No answer ever comes. Nothing is sent."],
  duplicate: ["Duplicate update", "What a person does next reaches the bot twice."],
};
/** The calls that a switch can be for; "" is any but getUpdates. */
const METHODS = [
  "sendMessage", "editMessageText", "deleteMessage", "answerCallbackQuery", "sendPhoto", "sendDocument", "getUpdates",
];

/** @param {string} name @returns {any} */
const field = (name) => document.querySelector(`#faults [name=${name}]`);

export class FaultSwitches {
  constructor() {
    this.list = /** @type {HTMLElement} */ (document.querySelector("#faults-on"));
    this.count = /** @type {HTMLElement} */ (document.querySelector("#faults-count"));
    field("method").append(...METHODS.map((name) => el("option", { value: name }, name)));
    const rows = Object.entries(KINDS).map(([kind, [label, words]]) => el("li", {},
      button({ "data-fault": kind, click: () => this.#set(kind) }, label), el("span", { class: "hint" }, words)));
    document.querySelector("#fault-kinds")?.replaceChildren(...rows);
    document.querySelector("[data-fault=clear]")?.addEventListener("click", () =>
      report(api.clearFaults(), "No more faults."));
  }

  /** @param {State} state */
  show(state) {
    this.#chats(state);
    const shown = JSON.stringify(state.faults);
    if (this.list.dataset.seen === shown) return;
    this.list.dataset.seen = shown;
    setText(this.count, state.faults.length ? ` (${state.faults.length} on)` : "");
    this.list.replaceChildren(...state.faults.map((fault) => this.#on(fault, state)));
  }

  /** @param {Fault} fault @param {State} state */
  #on(fault, state) {
    const about = fault.kind === "duplicate" ? "" : fault.method ?? "any call";
    const words = [
      KINDS[fault.kind][0], about, fault.chat === null ? "any chat" : chatName(state, fault.chat),
      fault.times === 1 ? "once" : `${fault.times} times`, fault.kind === "429" ? `wait ${fault.retry_after} s` : "",
    ].filter(Boolean).join(" · ");
    const off = () => report(api.clearFault(fault.id), "That fault is off.");
    return el("li", {}, el("span", {}, words),
      button({ "data-fault-off": fault.id, "aria-label": `Turn off: ${words}`, click: off }, "Turn off"));
  }

  /** @param {string} kind */
  #set(kind) {
    const [chat, method] = [field("chat").value, field("method").value];
    const fault = {
      kind, times: Number(field("times").value) || 1,
      ...(chat ? { chat: Number(chat) } : {}),
      ...(method && kind !== "duplicate" ? { method } : {}),
      ...(kind === "429" ? { retry_after: Number(field("retry_after").value) || 1 } : {}),
    };
    return report(api.fault(fault), `Set: ${KINDS[kind][0]}, ${fault.times} time(s).`);
  }

  /** The chats that a fault can be for. @param {State} state */
  #chats(state) {
    const select = field("chat");
    const people = state.phones.map((phone) => ({ id: phone.id, name: phone.first_name }));
    const groups = Object.values(state.chats).filter((chat) => chat.type !== "private");
    const options = [...people, ...groups.map((chat) => ({ id: chat.id, name: chat.title }))];
    const seen = JSON.stringify(options);
    if (select.dataset.seen === seen) return;
    const held = select.value;
    select.dataset.seen = seen;
    select.replaceChildren(el("option", { value: "" }, "any chat"),
      ...options.map(({ id, name }) => el("option", { value: id }, name)));
    select.value = options.some(({ id }) => String(id) === held) ? held : "";
  }
}

/** @param {State} state @param {number|string} id */
function chatName(state, id) {
  const phone = state.phones.find((one) => String(one.id) === String(id));
  return phone?.first_name ?? state.chats[id]?.title ?? String(id);
}

/** Says that a switch has just done its work. @param {any} met @param {State} state */
export function tellMet({ kind, method, chat }, state) {
  const what = kind === "duplicate" ? "an update" : method;
  notice(`${KINDS[kind][0]}: ${what}${chat === null ? "" : `, ${chatName(state, chat)}`}`);
}
