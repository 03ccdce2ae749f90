/** Draws one message by its type; what it does not know it shows as a visible placeholder. */

import { el, picture, pressable } from "./dom.js";
import { flex } from "./flex.js";
import { linked } from "./links.js";
import { stickerFace } from "./stickers.js";
import { imagemap, template } from "./templates.js";

const DRAW = {
  text: (phone, said, quoted) => el("div", { class: "bubble text" }, ...quoteOf(phone, quoted), ...linked(phone, said.message.text)),
  textV2: (phone, said, quoted) => el("div", { class: "bubble text" }, ...quoteOf(phone, quoted), ...linked(phone, substituted(said.message))),
  sticker: (phone, said) => stickerFace(said.message),
  image: (phone, said) => photo(phone, said),
  video: (phone, said) => film(phone, said),
  audio: (phone, said) => voice(phone, said),
  file: (phone, said) => el("div", { class: "bubble file" }, picture("file"),
    el("span", {}, said.message.fileName, el("small", {}, `${Math.ceil(said.message.fileSize / 1024)} KB`))),
  location: (phone, said) => place(phone, said.message),
  template: (phone, said) => template(phone, said.message.template),
  imagemap: (phone, said) => imagemap(phone, said.message),
  flex: (phone, said) => flex(phone, said.message.contents),
};

/** What stands in braces: a mention by name, or a smile for LINE's own emoji. */
function substituted({ text, substitution = {} }) {
  const words = text.replace(/\{(\w+)\}/g, (whole, name) => {
    const one = Object.hasOwn(substitution, name) ? substitution[name] : null;
    return one ? (one.type === "mention" ? `@${one.mentionee?.userId?.slice(0, 6) ?? "all"}` : "🙂") : whole;
  });
  return words.replaceAll("{{", "{").replaceAll("}}", "}");
}

export function bubble(phone, said, quoted) {
  const draw = Object.hasOwn(DRAW, said.message.type) ? DRAW[said.message.type] : null;
  if (!draw) return unknown(phone, said.message.type);
  try {
    return draw(phone, said, quoted);
  } catch (wrong) {
    return unknown(phone, `${said.message.type}: ${wrong.message}`);
  }
}

export function unknown(phone, what) {
  return el("div", { class: "bubble unknown" }, `${phone.words.unknown}: ${what}`);
}

function quoteOf(phone, quoted) {
  if (!quoted) return [];
  return [el("div", { class: "quoted" }, quoted.message.text ?? quoted.message.altText ?? quoted.message.type)];
}

/** Only what lies on this machine is shown; anything else is a tile that names its host. */
export function pictureOf(url, className, alt = "") {
  const here = url.startsWith("/sim/");
  if (here) return el("img", { class: className, src: url, alt, loading: "lazy" });
  return el("span", { class: `${className} elsewhere`, role: "img", "aria-label": alt || url, title: url }, picture("photo"), el("small", {}, hostOf(url)));
}

function hostOf(url) {
  try {
    return new URL(url).host;
  } catch {
    return "?";
  }
}

function photo(phone, said) {
  const own = said.message.contentProvider ? `/sim/content/${said.id}` : said.message.previewImageUrl;
  const frame = el("div", { class: "photo" }, pictureOf(own, "", phone.words.photoOf));
  return pressable(frame, phone.words.photoOf, () => phone.sheets.photo(own));
}

function film(phone, said) {
  if (!said.message.contentProvider) return el("div", { class: "photo" }, pictureOf(said.message.previewImageUrl, "", phone.words.video));
  return el("video", { class: "photo", src: `/sim/content/${said.id}`, controls: true, preload: "metadata", "aria-label": phone.words.video });
}

function voice(phone, said) {
  const seconds = Math.round((said.message.duration ?? 0) / 1000);
  const body = el("div", { class: "bubble voice" }, picture("mic"), el("span", { class: "wave", "aria-hidden": "true" }),
    el("span", {}, `0:${String(seconds).padStart(2, "0")}`));
  const own = said.message.contentProvider && el("audio", { src: `/sim/content/${said.id}`, preload: "none" });
  return pressable(el("div", {}, body, own), phone.words.voiceNote, () => own && (own.paused ? own.play() : own.pause()));
}

function place(phone, message) {
  const map = el("div", { class: "map", "aria-hidden": "true" }, picture("place"));
  return el("div", { class: "bubble location" }, map,
    el("strong", {}, message.title ?? phone.words.place), message.address && el("span", {}, message.address),
    el("small", {}, `${message.latitude.toFixed(4)}, ${message.longitude.toFixed(4)}`));
}
