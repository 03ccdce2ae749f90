/** The drawer: every webhook and API call as JSON, the quota gauge, the fault switches. */

import { el } from "./dom.js";
import { Switches } from "./switches.js";
import { ask } from "./server.js";

const SHOWN = 300;

export class Drawer {
  constructor(node, button) {
    Object.assign(this, { node, button, names: new Map(), kind: "", waiting: [] });
    this.list = el("ol", { class: "log", "aria-label": "Webhooks and API calls" });
    this.gauge = el("div", { class: "gauge" });
    this.switches = new Switches();
    node.append(this.gauge, this.switches.node, this.filters(), this.list);
    button.onclick = () => this.toggle();
  }

  filters() {
    const choose = (kind, label) => el("button", { type: "button", "aria-pressed": String(kind === this.kind), onclick: (event) => this.filter(kind, event.target) }, label);
    const clear = el("button", { type: "button", class: "clear", onclick: async () => (await ask("DELETE", "/log"), this.refresh()) }, "Clear");
    return el("div", { class: "filters" }, choose("", "All"), choose("webhook", "Webhooks"), choose("call", "API calls"), clear);
  }

  filter(kind, pressed) {
    this.kind = kind;
    for (const button of pressed.parentNode.children) button.setAttribute("aria-pressed", String(button === pressed));
    this.refresh();
  }

  toggle() {
    this.node.hidden = !this.node.hidden;
    this.button.setAttribute("aria-expanded", String(!this.node.hidden));
    if (!this.node.hidden) this.refresh();
  }

  people(all) {
    this.names = new Map(all.map((person) => [person.userId, person.name]));
  }

  heard(entry) {
    if (this.node.hidden) return;
    this.waiting.push(entry);
    if (this.waiting.length === 1) requestAnimationFrame(() => this.flush());
  }

  flush() {
    const wanted = this.waiting.splice(0).filter((entry) => !this.kind || entry.kind === this.kind);
    for (const entry of wanted) this.list.prepend(this.line(entry));
    while (this.list.children.length > SHOWN) this.list.lastChild.remove();
    if (wanted.some((entry) => entry.kind === "call")) this.quota();
  }

  async refresh() {
    if (this.node.hidden) return;
    const entries = await ask("GET", `/log?kind=${this.kind}`).catch(() => []);
    this.list.replaceChildren(...entries.slice(-SHOWN).reverse().map((entry) => this.line(entry)));
    this.switched();
  }

  switched() {
    if (this.node.hidden) return;
    this.switches.refresh();
    this.quota();
  }

  async quota() {
    const { type, value, used } = await ask("GET", "/quota").catch(() => ({ used: 0 }));
    const limited = type === "limited";
    const bar = el("div", { class: "track" }, el("div", { class: "fill" }));
    bar.firstChild.style.width = `${limited ? Math.min(100, (used / Math.max(1, value)) * 100) : 0}%`;
    const input = el("input", { type: "number", min: "0", value: limited ? value : "", placeholder: "none", "aria-label": "Messages a month; empty for no limit" });
    input.onchange = () => ask("PUT", "/quota", input.value === "" ? { type: "none" } : { type: "limited", value: Number(input.value) });
    this.gauge.replaceChildren(el("h3", {}, "Quota"), el("p", {}, limited ? `${used} of ${value} used` : `${used} used, no limit`), bar, el("label", {}, "A month: ", input));
  }

  line(entry) {
    const good = entry.status !== null && entry.status < 400;
    const who = this.names.get(entry.userId) ?? entry.userId?.slice(0, 6) ?? "";
    const problems = entry.problems?.length ? el("span", { class: "problems" }, `${entry.problems.length} problem(s)`)
      : good && entry.kind === "call" && el("span", { class: "valid" }, "valid");
    const ms = entry.kind === "webhook" ? `${entry.response.reason ?? ""} ${entry.response.ms} ms` : "";
    const details = el("details", {}, el("summary", {},
      el("span", { class: `way ${entry.kind}` }, entry.kind === "webhook" ? "→" : "←"),
      el("b", {}, entry.operation), el("span", { class: `status ${good ? "good" : "bad"}` }, String(entry.status ?? "–")),
      el("span", { class: "who" }, who), problems, el("small", {}, ms)));
    details.addEventListener("toggle", () => details.open && this.tell(details, entry), { once: true });
    return el("li", {}, details);
  }

  tell(details, entry) {
    const show = (title, value) => el("div", {}, el("h4", {}, title), el("pre", { tabindex: "0" }, JSON.stringify(value, null, 2)));
    details.append(show(entry.kind === "webhook" ? "Sent" : "Request", entry.request), show("Answer", entry.response));
    if (entry.problems?.length) details.append(show("Problems", entry.problems));
  }
}
