/** The lower end of the phone: quick replies, the words to write, the rich menu and its chat bar. */

import { el, iconButton, pressable } from "./dom.js";

export class Bar {
  constructor(phone) {
    this.phone = phone;
    this.menuId = null;
    this.typing = false;
    this.open = true;
    this.quick = el("div", { class: "quick", role: "group", "aria-label": "Quick replies", hidden: true });
    this.writing = this.composer();
    this.chatBar = this.menuBar();
    this.menu = el("div", { class: "menu", role: "group", "aria-label": "Rich menu", hidden: true });
    this.node = el("footer", { class: "bar" }, this.quick, this.writing, this.menu, this.chatBar);
  }

  composer() {
    const { words } = this.phone;
    this.input = el("textarea", { rows: "1", placeholder: words.write, "aria-label": words.write, maxlength: "5000" });
    this.input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.say();
    });
    this.input.addEventListener("input", () => this.grow());
    this.toMenu = iconButton("more", words.menu, () => this.type(false), { class: "icon to-menu" });
    this.blocked = el("button", { type: "button", class: "unblock", onclick: () => this.phone.does("unblock") }, words.unblock);
    this.quoted = el("div", { class: "quoting", hidden: true });
    return el("form", { class: "write", onsubmit: (event) => (event.preventDefault(), this.say()) },
      this.quoted,
      el("div", { class: "line" }, this.toMenu,
        iconButton("plus", words.add, () => this.phone.sheets.add()),
        iconButton("camera", words.camera, () => this.phone.sheets.choosePhoto()),
        this.input,
        iconButton("smile", words.sticker, () => this.phone.sheets.sticker()),
        iconButton("mic", words.voice, () => this.phone.does("audio"), { class: "icon mic" }),
        el("button", { type: "submit", class: "icon send", "aria-label": words.send }, iconButton("send", words.send).firstChild)),
      this.blocked);
  }

  menuBar() {
    const { words } = this.phone;
    this.chatBarText = el("button", { type: "button", class: "chat-bar-text", "aria-label": words.menu, onclick: () => this.toggle() });
    return el("div", { class: "chat-bar", hidden: true },
      iconButton("keyboard", words.keyboard, () => this.type(true)), this.chatBarText);
  }

  show(screen) {
    this.showQuick(screen.quickReplyItems);
    this.showMenu(screen.menu);
    this.arrange();
  }

  showQuick(items) {
    this.quick.replaceChildren(...items.map(({ action }) => this.quickButton(action)));
    this.quick.hidden = items.length === 0;
  }

  quickButton(action) {
    return el("button", { type: "button", onclick: () => this.phone.press(action) }, action.label ?? "");
  }

  showMenu(menu) {
    if (menu?.id === this.menuId) return;
    this.menuId = menu?.id ?? null;
    this.menu.replaceChildren();
    if (!menu) return;
    this.open = menu.body.selected || this.open;
    this.typing = false;
    const { width, height } = menu.body.size;
    this.menu.style.aspectRatio = `${width} / ${height}`;
    this.menu.append(el("img", { src: `/sim/richmenu/${menu.id}`, alt: "", draggable: "false" }));
    this.menu.append(...menu.body.areas.map((area) => this.area(area, width, height)));
    this.chatBarText.removeAttribute("aria-label");
    this.chatBarText.replaceChildren(menu.body.chatBarText, el("span", { class: "arrow", "aria-hidden": "true" }));
  }

  area({ bounds, action }, width, height) {
    const label = action.label ?? action.text ?? action.displayText ?? action.data ?? action.uri;
    const node = pressable(el("span", { class: "hit" }), label, () => this.phone.press(action));
    Object.assign(node.style, {
      left: `${(bounds.x / width) * 100}%`, top: `${(bounds.y / height) * 100}%`,
      width: `${(bounds.width / width) * 100}%`, height: `${(bounds.height / height) * 100}%`,
    });
    return node;
  }

  arrange() {
    const hasMenu = this.menuId !== null;
    this.writing.hidden = hasMenu && !this.typing;
    this.chatBar.hidden = !hasMenu || this.typing;
    this.menu.hidden = !hasMenu || this.typing || !this.open;
    this.toMenu.hidden = !hasMenu;
    this.chatBarText.setAttribute("aria-expanded", String(this.open));
    this.phone.chat.bottom();
  }

  toggle() {
    this.open = !this.open;
    this.arrange();
  }

  type(on) {
    this.typing = on;
    this.arrange();
    if (on) this.input.focus();
  }

  /** What a postback asks of the phone (R#postback-action: inputOption). */
  option(name, words) {
    if (name === "closeRichMenu") this.open = false;
    if (name === "openRichMenu") (this.open = true), (this.typing = false);
    if (name === "openKeyboard") (this.typing = true), (this.input.value = words);
    this.arrange();
    if (name === "openKeyboard") this.input.focus();
  }

  quote(said) {
    this.quoting = said?.id ?? null;
    this.quoted.hidden = !said;
    const { words } = this.phone;
    this.quoted.replaceChildren(`${words.quotes}: ${said?.message.text ?? said?.message.altText ?? said?.message.type ?? ""}`,
      iconButton("plus", words.cancel, () => this.quote(null), { class: "icon cancel" }));
    if (said) this.type(true);
  }

  async say() {
    const text = this.input.value.trim();
    if (!text) return;
    this.input.value = "";
    this.grow();
    const quote = this.quoting ?? undefined;
    this.quote(null);
    const told = await this.phone.does("say", { text, quote });
    if (!told) this.input.value = text;
    if (told?.webhook?.reason) this.phone.notify(`webhook: ${told.webhook.reason}`, { wrong: true });
  }

  grow() {
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight, 110)}px`;
    this.writing.classList.toggle("has-words", this.input.value.trim() !== "");
  }
}
