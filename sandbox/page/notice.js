/** What the page itself has to say, for a moment. */

import { setText } from "./dom.js";

const NOTICE_MS = 8000;

let timer = 0;

/** @param {string} text */
export function notice(text) {
  const place = /** @type {HTMLElement} */ (document.querySelector("#notice"));
  setText(place, text);
  clearTimeout(timer);
  timer = window.setTimeout(() => setText(place, ""), NOTICE_MS);
}

/**
 * Waits for a request and says what came of it.
 * @param {Promise<any>} request
 * @param {string} done
 * @returns {Promise<any>} its answer; null where it was refused
 */
export async function report(request, done) {
  try {
    const answer = await request;
    notice(done);
    return answer;
  } catch (error) {
    notice(error instanceof Error ? error.message : String(error));
    return null;
  }
}
