/** Building and naming pieces of the page. Text always goes in as a text node. */

/**
 * Makes an element.
 * @param {string} tag
 * @param {Record<string, any>} [props] attributes; a function is a listener for the event named by its key; false and
 *   null leave the attribute out
 * @param {...(Node|string|null|undefined)} children
 * @returns {any} the element
 */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === "function") node.addEventListener(name, value);
    else if (value !== false && value !== null && value !== undefined) {
      node.setAttribute(name, value === true ? "" : String(value));
    }
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

/** A plain button. @param {Record<string, any>} props @param {...(Node|string)} children */
export function button(props, ...children) {
  return el("button", { type: "button", ...props }, ...children);
}

/** Sets the text only when it differs, so that a screen reader is not told twice. */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

let made = 0;

/** A fresh id for aria references. @param {string} prefix */
export function freshId(prefix) {
  made += 1;
  return `${prefix}-${made}`;
}

const ZONE = "Europe/Brussels";
const CLOCK = new Intl.DateTimeFormat("en-GB", { timeZone: ZONE, hour: "2-digit", minute: "2-digit" });
const LONG = new Intl.DateTimeFormat("en-GB", {
  timeZone: ZONE, weekday: "short", day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit",
});

/** 24-hour time in Brussels. @param {string} iso */
export function hourOf(iso) {
  return CLOCK.format(new Date(iso));
}

/** Weekday, date and hour in Brussels, in English. @param {string|number|Date} moment */
export function momentOf(moment) {
  return LONG.format(new Date(moment));
}

/** Weekday and date in Brussels, in the language of the phone. @param {string} iso @param {string} language */
export function dayOf(iso, language) {
  const options = { timeZone: ZONE, weekday: "long", day: "numeric", month: "long" };
  return new Intl.DateTimeFormat([language, "en"], /** @type {any} */ (options)).format(new Date(iso));
}

const LANGUAGES = new Intl.DisplayNames(["en"], { type: "language" });

/** English name of a language code. @param {string} code */
export function languageName(code) {
  try {
    return LANGUAGES.of(code) ?? code;
  } catch {
    return code;
  }
}

const RIGHT_TO_LEFT = new Set(["ar", "fa", "ps", "ur", "he"]);

/** Writing direction of a language code. @param {string} code @returns {"rtl"|"ltr"} */
export function directionOf(code) {
  return RIGHT_TO_LEFT.has(code.split("-")[0].toLowerCase()) ? "rtl" : "ltr";
}
