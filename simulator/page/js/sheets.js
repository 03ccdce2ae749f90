/** Sheets that slide up over a phone: choices, forms, a telephone number, a photo in full. */

import { dateForm, placeForm } from "./forms.js";
import { el, iconButton, picture } from "./dom.js";
import { schemeOf } from "./links.js";
import { perform } from "./pressing.js";
import { ask } from "./server.js";
import { STICKERS, stickerFace } from "./stickers.js";

export class Sheets {
  constructor(phone) {
    this.phone = phone;
    this.node = el("div", { class: "sheets", hidden: true, onclick: (event) => event.target === this.node && this.close() });
    this.node.addEventListener("keydown", (event) => event.key === "Escape" && this.close());
  }

  open(title, ...content) {
    this.before = document.activeElement;
    const sheet = el("div", { class: "sheet", role: "dialog", "aria-modal": "true", "aria-label": title },
      el("header", {}, el("strong", {}, title), iconButton("plus", this.phone.words.close, () => this.close(), { class: "icon cancel" })), ...content);
    this.node.replaceChildren(sheet);
    this.node.hidden = false;
    (sheet.querySelector("input, .choice, .big a") ?? sheet.querySelector("button")).focus({ preventScroll: true });
  }

  close() {
    this.node.hidden = true;
    this.node.replaceChildren();
    this.before?.focus?.({ preventScroll: true });
  }

  choices(title, list) {
    const buttons = list.filter(Boolean).map(([drawing, label, act]) =>
      el("button", { type: "button", class: "choice", onclick: () => (this.close(), act()) }, picture(drawing), el("span", {}, label)));
    this.open(title, el("div", { class: "choices" }, ...buttons));
  }

  add() {
    const { phone } = this, { words } = phone;
    this.choices(words.add, [
      ["photo", words.photo, () => this.choosePhoto()],
      ["video", words.video, () => phone.does("video")],
      ["mic", words.voice, () => phone.does("audio")],
      ["file", words.file, () => this.file("file", "*/*")],
      ["place", words.place, () => this.location()],
      ["smile", words.sticker, () => this.sticker()],
    ]);
  }

  choosePhoto() {
    const { phone } = this, { words } = phone;
    this.choices(words.photo, [
      ["camera", `${words.camera} (${words.sample})`, () => phone.does("image")],
      ["photo", words.choose, () => this.file("image", "image/*")],
    ]);
  }

  file(kind, accept) {
    const input = el("input", { type: "file", accept });
    input.onchange = async () => {
      const form = new FormData();
      form.append("file", input.files[0]);
      await ask("POST", this.phone.path(kind), form).catch((wrong) => this.phone.notify(wrong.message, { wrong: true }));
    };
    input.click();
  }

  sticker() {
    const faces = STICKERS.map(({ packageId, stickerId, keywords }) =>
      el("button", { type: "button", class: "face", onclick: () => (this.close(), this.phone.does("sticker", { packageId, stickerId, keywords })) },
        stickerFace({ packageId, stickerId })));
    this.open(this.phone.words.sticker, el("div", { class: "faces" }, ...faces));
  }

  location() {
    this.open(this.phone.words.place, placeForm(this.phone.words, (place) => (this.close(), this.phone.does("location", place))));
  }

  when(action) {
    this.open(action.label ?? this.phone.words.ok,
      dateForm(this.phone.words, action, (params) => (this.close(), perform(this.phone, action, params))));
  }

  about(said) {
    const { phone } = this, { words } = phone;
    const text = said.message.text ?? said.message.altText;
    this.choices(words.more, [
      text && ["file", words.copy, () => this.copied(text)],
      ["send", words.quote, () => phone.bar.quote(said)],
      said.from === "me" && ["back", words.unsend, () => phone.does("unsend", { messageId: said.id })],
    ]);
  }

  options() {
    const { phone } = this, { words } = phone;
    const { blocked, pc } = phone.person;
    this.choices(phone.person.name, [
      ["phone", pc ? words.phone : words.pc, () => phone.does("pc", { on: !pc })],
      ["back", blocked ? words.unblock : words.block, () => phone.does(blocked ? "unblock" : "block")],
    ]);
  }

  /** An address is shown, never opened by itself; a number to call stands large. */
  address(uri) {
    const { words } = this.phone;
    const scheme = schemeOf(uri);
    if (scheme === "tel:") {
      const number = decodeURIComponent(uri.slice(4));
      this.open(words.call, el("p", { class: "big" }, number), el("button", { type: "button", class: "call", onclick: () => this.close() }, picture("phone"), words.call));
      return;
    }
    this.open(scheme ? words.link : words.unknown, el("p", { class: "address" }, uri), this.doorTo(uri));
  }

  /** Only addresses on this machine can be opened from here; LINE's account link is answered by the simulator. */
  doorTo(uri) {
    let url;
    try {
      url = new URL(uri);
    } catch {
      return null;
    }
    const linking = url.host === "access.line.me" && url.pathname === "/dialog/bot/accountLink";
    const here = ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname) && ["http:", "https:"].includes(url.protocol);
    if (!linking && !here) return null;
    return el("a", { class: "call", href: linking ? url.pathname + url.search : uri, target: "_blank", rel: "noopener noreferrer" }, this.phone.words.open);
  }

  copied(text) {
    navigator.clipboard?.writeText(text).catch(() => {});
    this.phone.notify(`${this.phone.words.copied}: ${text}`);
  }

  photo(url) {
    if (!url?.startsWith("/sim/")) return;
    this.open(this.phone.words.photo, el("img", { class: "full", src: url, alt: "" }));
  }
}
