/** Keeps the page in step with the stand-in: the whole state at first and after a doubt, events in between. */

import { api, listen } from "./api.js";
import { Controls } from "./controls.js";
import { el } from "./dom.js";
import { tellMet } from "./faults.js";
import { notice } from "./notice.js";
import { PhonePane } from "./phone.js";
import { groupsOf, reduce, viewersOf } from "./state.js";

/** @typedef {import("./state.js").State} State */
/** @typedef {import("./phone.js").Subject} Subject */

const RETRY_MS = 2000;

/** @type {State|null} */
let state = null;
/** @type {Map<string, PhonePane>} */
const panes = new Map();
/** Whose view of a group is shown, by group. @type {Map<string, string>} */
const seenBy = new Map();
const place = /** @type {HTMLElement} */ (document.getElementById("phones"));
const empty = el("p", { class: "empty" }, "There is no phone yet. Add one above.");
const controls = new Controls(refresh);

/** The phone on which a link was opened. */
let arriving = "";
let fetching = false;
let doubt = false;

/** Asks for the whole state; what comes in meanwhile makes it ask again. */
async function refresh() {
  doubt = true;
  if (fetching) return;
  fetching = true;
  try {
    while (doubt) {
      doubt = false;
      state = await api.state();
    }
    show();
  } catch (error) {
    notice(error instanceof Error ? error.message : String(error));
    setTimeout(refresh, RETRY_MS);
  } finally {
    fetching = false;
  }
}

/**
 * The panes to show: every phone, and next to them every group as one member sees it.
 * @param {State} now
 * @returns {Map<string, Subject>}
 */
function subjects(now) {
  /** @type {Map<string, Subject>} */
  const found = new Map(now.phones.map((phone) => [String(phone.id), { phone, group: null }]));
  for (const group of groupsOf(now)) {
    const viewers = viewersOf(now, group);
    const chosen = viewers.find((phone) => String(phone.id) === seenBy.get(String(group.id)));
    found.set(`group:${group.id}`, { phone: chosen ?? viewers[0], group });
  }
  return found;
}

function show() {
  if (!state) return;
  controls.show(state);
  const wanted = subjects(state);
  for (const [key, pane] of panes) {
    if (wanted.has(key)) continue;
    pane.node.remove();
    panes.delete(key);
  }
  empty.remove();
  for (const [key, subject] of wanted) paneFor(key, subject, [...wanted.keys()]).show(state, subject);
  if (wanted.size === 0) place.append(empty);
  arrive();
}

/** Goes to the phone on which a link was opened, as soon as it is there. */
function arrive() {
  const pane = panes.get(arriving);
  if (!pane) return;
  pane.openChat(arriving);
  pane.node.scrollIntoView({ block: "nearest" });
  arriving = "";
}

/**
 * The pane of this key; a new one goes before those that come after it.
 * @param {string} key
 * @param {Subject} subject
 * @param {string[]} order all keys
 */
function paneFor(key, subject, order) {
  const known = panes.get(key);
  if (known) return known;
  const pane = new PhonePane(subject, {
    seenBy: (phone) => {
      seenBy.set(String(subject.group?.id), phone);
      show();
    },
    opened: (phone) => {
      arriving = phone;
      arrive();
    },
  });
  panes.set(key, pane);
  const next = order.slice(order.indexOf(key) + 1).find((one) => panes.has(one));
  place.insertBefore(pane.node, next === undefined ? null : /** @type {PhonePane} */ (panes.get(next)).node);
  return pane;
}

/** What passes and is not part of the state. @type {Record<string, (event: any) => void>} */
const PASSING = {
  faults: ({ met }) => met && state && tellMet(met, state),
  typing: ({ chat }) => panes.forEach((pane) => pane.startTyping(String(chat))),
  message: ({ message }) => message?.from === "bot" && panes.forEach((pane) => pane.stopTyping(String(message.chat))),
  answer: ({ user, text, alert }) => {
    const own = [...panes.values()].filter((pane) => String(pane.phone.id) === String(user));
    const tapped = own.filter((pane) => pane.waiting);
    for (const pane of tapped.length ? tapped : own.slice(0, 1)) pane.answer(text ?? "", Boolean(alert));
  },
};

/** @param {any} event */
function heard(event) {
  PASSING[event.type]?.(event);
  const next = state && !fetching ? reduce(state, event) : null;
  if (!next) return refresh();
  state = next;
  show();
}

listen({ event: heard, opened: refresh, dropped: () => controls.dropped() });
