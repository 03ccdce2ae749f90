/** The page: all phones side by side, the news that reaches them, and the drawer. */

import { Drawer } from "./drawer.js";
import { el } from "./dom.js";
import { Phone } from "./phone.js";
import { ask, listen } from "./server.js";

const phones = new Map();
const stand = document.querySelector(".phones");
const line = document.querySelector(".line");
const search = document.querySelector(".search");
const drawer = new Drawer(document.querySelector(".drawer"), document.querySelector(".tools"));

const watcher = new IntersectionObserver(
  (seen) => seen.forEach((one) => phones.get(one.target.dataset.user)?.inView(one.isIntersecting)),
  { root: null, rootMargin: "200px" },
);

async function people() {
  const all = await ask("GET", "/people");
  const ids = new Set(all.map((person) => person.userId));
  for (const [id, phone] of phones) if (!ids.has(id)) (phone.node.remove(), phones.delete(id));
  for (const person of all) {
    if (phones.has(person.userId)) continue;
    const phone = new Phone(person);
    phones.set(person.userId, phone);
    stand.append(phone.node);
    watcher.observe(phone.node);
  }
  drawer.people(all);
  document.body.classList.toggle("empty", all.length === 0);
  find();
}

function find() {
  const wanted = search.value.trim().toLowerCase();
  for (const phone of phones.values()) phone.node.hidden = !phone.person.name.toLowerCase().includes(wanted);
}

function hear(news) {
  if (news.kind === "log") return drawer.heard(news.entry);
  if (news.kind === "people") return people();
  if (news.kind === "reload") return again();
  if (news.kind === "faults" || news.kind === "quota") return drawer.switched();
  if (news.kind === "menus") return phones.forEach((phone) => phone.changed(news));
  phones.get(news.userId)?.changed(news);
}

async function again() {
  await people();
  phones.forEach((phone) => phone.startOver());
  drawer.refresh();
}

function state(connected) {
  line.textContent = connected ? "connected" : "The simulator is away; trying again…";
  line.classList.toggle("away", !connected);
  if (connected) again();
}

const NAMES = { resident: ["Somchai", "Malee", "Prasert", "Nittaya"], staff: ["Arun", "Suda", "Wichai", "Kanya"] };

async function add(kind) {
  const number = [...phones.values()].filter((phone) => phone.person.kind === kind).length;
  const name = NAMES[kind][number] ?? `${kind === "staff" ? "Staff" : "Resident"} ${number + 1}`;
  const { userId } = await ask("POST", "/people", { name, kind, language: "th" });
  await people();
  phones.get(userId)?.node.scrollIntoView({ inline: "center", block: "nearest" });
}

for (const button of document.querySelectorAll(".add")) button.onclick = () => add(button.dataset.kind);
search.oninput = find;
stand.append(el("p", { class: "hint" }, "Nobody is here yet. Add a resident or a staff member."));
listen(hear, state);
