/** One phone: its chat, bar, menu, sheets and notification, kept in step with the simulator. */

import { Bar } from "./bar.js";
import { Chat } from "./chat.js";
import { el, iconButton } from "./dom.js";
import { perform } from "./pressing.js";
import { ask } from "./server.js";
import { Sheets } from "./sheets.js";
import { wordsFor } from "./words.js";

const NOTIFICATION_MS = 4000;

export class Phone {
  constructor(person) {
    this.person = person;
    this.words = wordsFor(person.language);
    this.visible = false;
    this.dirty = true;
    this.chat = new Chat(this);
    this.bar = new Bar(this);
    this.sheets = new Sheets(this);
    this.build();
  }

  build() {
    const { person } = this;
    this.title = el("span", { class: "account" });
    this.notice = el("div", { class: "notice", role: "status", hidden: true });
    this.mark = el("span", { class: "mark" });
    const head = el("header", { class: "head" },
      iconButton("back", this.words.more, () => this.chat.bottom(), { tabindex: "-1" }),
      this.title, this.mark,
      iconButton("more", this.words.more, () => this.sheets.options()));
    this.screen = el("div", { class: "screen", lang: person.language ?? "en" },
      head, this.notice, this.chat.node, this.bar.node, this.sheets.node);
    this.node = el("section", { class: `phone ${person.kind}`, "aria-label": `Phone of ${person.name}`, "data-user": person.userId },
      el("h2", {}, el("span", { class: "kind" }, person.kind), person.name),
      el("div", { class: "frame" }, this.screen));
  }

  path(action) {
    return `/people/${this.person.userId}/${action}`;
  }

  /** Sends something this person does; a refusal is shown on the phone itself. */
  async does(action, body = {}) {
    try {
      return await ask("POST", this.path(action), body);
    } catch (refused) {
      this.notify(refused.message, { wrong: true });
      return null;
    }
  }

  press(action) {
    return perform(this, action);
  }

  inView(visible) {
    this.visible = visible;
    if (visible && this.dirty) this.refresh();
  }

  changed(news) {
    if (news.kind === "unsent") this.chat.unsent(news.id);
    this.dirty = true;
    if (this.visible) this.refresh();
  }

  startOver() {
    this.loaded = false;
    this.chat.clear();
    this.dirty = true;
    if (this.visible) this.refresh();
  }

  /** One question at a time; news that come meanwhile lead to one more. */
  async refresh() {
    if (this.asking) return;
    this.asking = true;
    try {
      while (this.dirty) {
        this.dirty = false;
        this.show(await ask("GET", `/screen/${this.person.userId}?after=${this.chat.newest}`));
      }
    } catch {
      this.dirty = true;
    } finally {
      this.asking = false;
    }
  }

  show(screen) {
    this.person = screen.person;
    this.title.textContent = screen.account;
    this.mark.textContent = screen.person.pc ? "PC" : "";
    this.node.classList.toggle("pc", screen.person.pc);
    this.node.classList.toggle("blocked", screen.blocked);
    const loud = this.chat.add(screen);
    this.bar.show(screen);
    const inUse = this.node.contains(document.activeElement); // LINE announces nothing in the chat that is open
    if (loud && this.loaded && !inUse && screen.notification) this.notify(screen.notification, { account: screen.account });
    this.loaded = true;
  }

  /** What came before is opened by a click. */
  async older() {
    const screen = await ask("GET", `/screen/${this.person.userId}?before=${this.chat.oldest}`);
    this.chat.addOlder(screen);
  }

  notify(words, { account = "LINE", wrong = false } = {}) {
    clearTimeout(this.noticeTimer);
    this.notice.replaceChildren(el("strong", {}, account), el("span", {}, words));
    this.notice.classList.toggle("wrong", wrong);
    this.notice.hidden = false;
    this.noticeTimer = setTimeout(() => (this.notice.hidden = true), NOTIFICATION_MS);
  }
}
