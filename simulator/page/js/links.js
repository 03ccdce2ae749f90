/** Finds web addresses and telephone numbers in words; everything else stays plain text. */

import { el, pressable } from "./dom.js";

const FOUND = /(https?:\/\/[^\s<>"']+|tel:[0-9+-]+)/g;
const SCHEMES = ["http:", "https:", "tel:", "line:"];

export function linked(phone, words) {
  return String(words).split(FOUND).map((part) => {
    if (!part.match(FOUND)) return document.createTextNode(part);
    return pressable(el("span", { class: "link" }, part), part, () => phone.sheets.address(part));
  });
}

/** The scheme of an address when it is one LINE opens, else an empty string. */
export function schemeOf(address) {
  try {
    const { protocol } = new URL(address);
    return SCHEMES.includes(protocol) ? protocol : "";
  } catch {
    return "";
  }
}
