/** The fault switches of the drawer: what fails, how often, and what happens to webhooks. */

import { el } from "./dom.js";
import { ask } from "./server.js";

const FAULTS = ["500_before", "500_after", "hang", "429", "401", "reset"];
const OPERATIONS = ["*", "replyMessage", "pushMessage", "multicast", "getProfile", "getMessageContent", "linkRichMenuIdToUser"];
const WEBHOOK = [["unknown_type", "Unknown type"], ["reorder", "Reorder"], ["redelivery", "Redelivery"]];
const NUMBERS = [["duplicate", "Duplicates", 1], ["delay_ms", "Delay, ms", 100], ["batch_ms", "Together within, ms", 100], ["drop", "Drop, 0 to 1", 0.1]];

export class Switches {
  constructor() {
    this.node = el("details", { class: "switches" }, el("summary", {}, el("h3", {}, "Faults"), el("span", { class: "on" })));
    this.body = el("div", {});
    this.node.append(this.body);
  }

  async refresh() {
    this.faults = await ask("GET", "/faults").catch(() => this.faults);
    if (!this.faults) return;
    const { rules, webhook } = this.faults;
    const active = rules.length + WEBHOOK.filter(([name]) => webhook[name]).length + NUMBERS.filter(([name]) => webhook[name]).length
      + (this.faults.clock_shift_s ? 1 : 0) + (this.faults.expire_tokens ? 1 : 0);
    this.node.querySelector(".on").textContent = active ? `${active} on` : "";
    this.body.replaceChildren(this.ruleForm(), ...rules.map((rule, index) => this.rule(rule, index)), this.others(), this.clear());
  }

  put(change) {
    return ask("PUT", "/faults", { ...this.faults, ...change });
  }

  ruleForm() {
    const pick = (label, values) => el("select", { "aria-label": label }, ...values.map((value) => el("option", { value }, value)));
    const [operation, fault] = [pick("Operation", OPERATIONS), pick("Fault", FAULTS)];
    const times = el("input", { type: "number", min: "1", placeholder: "always", "aria-label": "How many times" });
    const add = () => this.put({ rules: [...this.faults.rules, { operation: operation.value, fault: fault.value, times: times.value ? Number(times.value) : null }] });
    return el("div", { class: "rule" }, operation, fault, times, el("button", { type: "button", onclick: add }, "Add"));
  }

  rule(rule, index) {
    const remove = () => this.put({ rules: this.faults.rules.filter((_, at) => at !== index) });
    const times = rule.times === null ? "always" : `${rule.times} left`;
    return el("div", { class: "rule set" }, el("span", {}, `${rule.operation}: ${rule.fault}, ${times}`), el("button", { type: "button", onclick: remove }, "Remove"));
  }

  others() {
    const { webhook } = this.faults;
    const check = (label, on, change) => {
      const box = el("input", { type: "checkbox" });
      box.checked = Boolean(on);
      box.onchange = () => change(box.checked);
      return el("label", {}, box, label);
    };
    const number = (label, value, step, change) => {
      const input = el("input", { type: "number", step: String(step), value: String(value) });
      input.onchange = () => change(Number(input.value));
      return el("label", {}, label, input);
    };
    return el("div", { class: "grid" },
      ...WEBHOOK.map(([name, label]) => check(label, webhook[name], (on) => this.put({ webhook: { ...webhook, [name]: on } }))),
      check("Reply tokens expired", this.faults.expire_tokens, (on) => this.put({ expire_tokens: on })),
      ...NUMBERS.map(([name, label, step]) => number(label, webhook[name], step, (to) => this.put({ webhook: { ...webhook, [name]: to } }))),
      number("Clock shift, s", this.faults.clock_shift_s, 60, (to) => this.put({ clock_shift_s: to })));
  }

  clear() {
    return el("button", { type: "button", class: "clear", onclick: () => ask("DELETE", "/faults") }, "All faults off");
  }
}
