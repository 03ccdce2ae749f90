/** The chat itself: rows of bubbles, dates between the days, "Read", the dots of waiting. */

import { bubble } from "./bubbles.js";
import { el, iconButton, pressable } from "./dom.js";
import { localeFor } from "./words.js";

const MOST_ROWS = 300;

export class Chat {
  constructor(phone) {
    this.phone = phone;
    this.rows = el("div", { class: "rows" });
    this.dots = el("div", { class: "row account waiting", hidden: true, "aria-label": phone.words.typing },
      el("span", { class: "avatar", "aria-hidden": "true" }), el("div", { class: "bubble dots" }, el("i"), el("i"), el("i")));
    this.earlier = el("button", { type: "button", class: "earlier", hidden: true, onclick: () => phone.older() }, phone.words.older);
    this.node = el("div", { class: "chat", role: "log", "aria-live": "polite", tabindex: "0", "aria-label": "Chat" },
      this.earlier, this.rows, this.dots);
    this.clear();
  }

  clear() {
    this.rows.replaceChildren();
    this.said = new Map();
    this.newest = "0";
    this.oldest = "0";
    this.lastDay = "";
    this.lastFrom = "";
  }

  /** Appends news; true when the account said something aloud. */
  add(screen) {
    const low = this.isLow();
    let loud = false;
    if (screen.more) this.clear(); // more news than one answer holds: begin again with the newest
    if (this.newest === "0") this.earlier.hidden = !screen.more;
    for (const said of screen.messages) {
      if (this.said.has(said.id)) continue;
      this.rows.append(...this.drawn(said, screen));
      this.newest = said.id;
      if (this.oldest === "0") this.oldest = said.id;
      loud ||= said.from === "account" && !said.silent;
    }
    this.trim();
    this.reading(screen.readUntil);
    this.waiting(screen.loadingMs);
    if (low || screen.messages.some((said) => said.from === "me")) this.bottom();
    return loud;
  }

  addOlder(screen) {
    const [day, from] = [this.lastDay, this.lastFrom];
    const height = this.node.scrollHeight;
    this.lastDay = this.lastFrom = "";
    this.rows.prepend(...screen.messages.flatMap((said) => this.drawn(said, screen)));
    this.oneRowADay();
    this.oldest = screen.messages[0]?.id ?? this.oldest;
    this.earlier.hidden = !screen.more;
    [this.lastDay, this.lastFrom] = [day, from];
    this.reading(screen.readUntil);
    this.node.scrollTop += this.node.scrollHeight - height;
  }

  /** A long evening must not fill the browser: the oldest rows go, and can be asked for again. */
  trim() {
    for (const [id, { row }] of this.said) {
      if (this.said.size <= MOST_ROWS) break;
      row.remove();
      this.said.delete(id);
      this.earlier.hidden = false;
    }
    this.oldest = this.said.keys().next().value ?? this.oldest;
  }

  oneRowADay() {
    let last = "";
    for (const day of this.rows.querySelectorAll(".day")) {
      if (day.textContent === last) day.remove();
      last = day.textContent;
    }
  }

  drawn(said, screen) {
    const nodes = [];
    const day = new Date(said.at).toDateString();
    if (day !== this.lastDay) {
      nodes.push(el("div", { class: "day" }, el("span", {}, this.dayName(said.at))));
      this.lastFrom = "";
    }
    const speaker = said.from + (said.sender?.name ?? "") + (said.sender?.iconUrl ?? "");
    const row = this.row(said, screen, speaker !== this.lastFrom);
    this.lastDay = day;
    this.lastFrom = speaker;
    this.said.set(said.id, { said, row });
    nodes.push(row);
    return nodes;
  }

  row(said, screen, first) {
    const mine = said.from === "me";
    if (said.message.type === "unsent") return el("div", { class: "gone" }, this.phone.words.mine);
    const body = bubble(this.phone, said, this.quoted(said));
    const time = el("span", { class: "time" }, el("b", { class: "read" }), this.clock(said.at));
    const more = iconButton("down", this.phone.words.more, () => this.phone.sheets.about(said), { class: "icon about" });
    const line = el("div", { class: "said" }, body, el("span", { class: "beside" }, more, time));
    const attributes = { class: `row ${said.from} ${first ? "first" : ""} is-${said.message.type}`, "data-id": said.id };
    if (mine) return el("div", attributes, line);
    return el("div", attributes, this.avatar(said, screen, first),
      el("div", { class: "column" }, first && el("span", { class: "name" }, this.speaker(said, screen)), line));
  }

  speaker(said, screen) {
    return said.sender?.name ? `${said.sender.name} ${this.phone.words.from} ${screen.account}` : screen.account;
  }

  avatar(said, screen, first) {
    const name = said.sender?.name ?? screen.account;
    return el("span", { class: `avatar ${first ? "" : "hollow"} ${said.sender?.name ? "guest" : ""}`, "aria-hidden": "true" }, [...name][0] ?? "");
  }

  quoted(said) {
    return said.quoted ? this.said.get(said.quoted)?.said : null;
  }

  unsent(id) {
    const held = this.said.get(id);
    const gone = el("div", { class: "gone" }, this.phone.words.mine);
    held?.row.replaceWith(gone);
    if (held) held.row = gone;
  }

  reading(until) {
    for (const { said, row } of this.said.values()) {
      const mark = said.from === "me" && row.querySelector(".read");
      if (mark) mark.textContent = BigInt(said.id) <= BigInt(until ?? 0) ? this.phone.words.read : "";
    }
  }

  waiting(ms) {
    clearTimeout(this.waitTimer);
    const low = this.isLow();
    this.dots.hidden = !ms;
    if (ms) this.waitTimer = setTimeout(() => (this.dots.hidden = true), ms);
    if (ms && low) this.bottom();
  }

  isLow() {
    return this.node.scrollHeight - this.node.scrollTop - this.node.clientHeight < 80;
  }

  bottom() {
    this.node.scrollTop = this.node.scrollHeight;
    requestAnimationFrame(() => (this.node.scrollTop = this.node.scrollHeight));
  }

  clock(at) {
    return new Date(at).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  }

  dayName(at) {
    const days = Math.round((new Date().setHours(12, 0, 0, 0) - new Date(at).setHours(12, 0, 0, 0)) / 86400000);
    if (days === 0) return this.phone.words.today;
    if (days === 1) return this.phone.words.yesterday;
    return new Date(at).toLocaleDateString(localeFor(this.phone.person.language), { weekday: "short", day: "numeric", month: "numeric" });
  }
}
