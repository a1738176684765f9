/** Choosing a file of one's own, small enough to be sent. */

const MOST_BYTES = 8 * 1024 ** 2;

/** Why a file was not taken, in words that can be shown. */
export class NotTaken extends Error {}

/**
 * @param {HTMLInputElement} input a field for one file
 * @param {"photo"|"document"} kind
 * @returns {Promise<{name: string, mime: string, data: string}|null>} the bytes in base64; null when none was chosen
 * @throws {NotTaken}
 */
export async function chooseFile(input, kind) {
  input.accept = kind === "photo" ? "image/*" : "";
  input.value = "";
  const chosen = new Promise((done) => {
    input.onchange = () => done(input.files?.[0] ?? null);
    input.oncancel = () => done(null);
  });
  input.click();
  const file = /** @type {File|null} */ (await chosen);
  if (file === null) return null;
  if (file.size > MOST_BYTES) throw new NotTaken("This file is too big for the sandbox: at most 8 MB.");
  return { name: file.name, mime: file.type, data: await inBase64(file) };
}

/** @param {File} file @returns {Promise<string>} */
function inBase64(file) {
  return new Promise((done, fail) => {
    const reader = new FileReader();
    reader.onload = () => done(String(reader.result).split(",", 2)[1] ?? "");
    reader.onerror = () => fail(new NotTaken(`${file.name} cannot be read.`));
    reader.readAsDataURL(file);
  });
}
