/** The control interface of the stand-in: one function per request, and the stream of events. */

/** What the stand-in refused, in its own words. */
export class Refused extends Error {}

/**
 * @param {string} path
 * @param {object|null} [body] null: GET
 * @returns {Promise<any>}
 * @throws {Refused} with words that can be shown
 */
async function request(path, body = null) {
  const init = body === null ? {} : {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
  };
  let response;
  try {
    response = await fetch(`/sandbox/${path}`, init);
  } catch {
    throw new Refused("The sandbox does not answer. Is it still running?");
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok || answer.error) throw new Refused(answer.error ?? `The sandbox answered ${response.status}.`);
  return answer;
}

/** @typedef {number|string} Id */

const phone = (/** @type {Id} */ id, /** @type {string} */ act, /** @type {object} */ body) =>
  request(`phones/${id}/${act}`, body);

export const api = {
  state: () => request("state"),
  addPhone: (/** @type {object} */ fields) => request("phones", fields),
  send: (/** @type {Id} */ id, /** @type {Id} */ chat, /** @type {string} */ text) => phone(id, "send", { chat, text }),
  tap: (/** @type {Id} */ id, /** @type {Id} */ chat, /** @type {Id} */ message, /** @type {string} */ data) =>
    phone(id, "tap", { chat, message, data }),
  contact: (/** @type {Id} */ id, /** @type {Id} */ chat) => phone(id, "contact", { chat }),
  open: (/** @type {Id} */ id, /** @type {string} */ link) => phone(id, "open", { link }),
  block: (/** @type {Id} */ id, /** @type {boolean} */ blocked) => phone(id, "block", { blocked }),
  media: (/** @type {Id} */ id, /** @type {Id} */ chat, /** @type {string} */ kind, /** @type {object} */ file = {}) =>
    phone(id, "media", { chat, kind, ...file }),
  scan: (/** @type {string} */ file) => request("scan", { file }),
  newGroup: (/** @type {string} */ title, /** @type {Id} */ creator) => request("groups", { title, creator }),
  botInGroup: (/** @type {Id} */ chat, /** @type {Id} */ by, /** @type {boolean} */ present) =>
    request(`groups/${chat}/bot`, { by, present }),
  join: (/** @type {Id} */ chat, /** @type {Id} */ user, /** @type {boolean} */ present) =>
    request(`groups/${chat}/members`, { user, present }),
  migrate: (/** @type {Id} */ chat) => request(`groups/${chat}/migrate`, {}),
  clock: (/** @type {object} */ move) => request("clock", move),
  fault: (/** @type {object} */ fault) => request("faults", fault),
  clearFaults: () => request("faults/clear", {}),
  clearFault: (/** @type {number} */ id) => request("faults/clear", { id }),
  bot: (/** @type {"kill"|"start"} */ action) => request("bot", { action }),
};

/**
 * Listens to the stand-in; the browser reconnects by itself after a drop.
 * @param {{event: (event: any) => void, opened: () => void, dropped: () => void}} heard
 */
export function listen({ event, opened, dropped }) {
  const source = new EventSource("/sandbox/events");
  source.onopen = opened;
  source.onerror = dropped;
  source.onmessage = (message) => event(JSON.parse(message.data));
}
