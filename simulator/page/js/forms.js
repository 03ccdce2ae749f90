/** Two small forms a phone fills in: a date or time, and a place. */

import { el } from "./dom.js";

const KINDS = { date: "date", time: "time", datetime: "datetime-local" };

/** The datetime picker; what LINE calls "t" between date and time may be small or large. */
export function dateForm(words, action, chosen) {
  const plain = (value) => value?.replace("t", "T");
  const input = el("input", { type: KINDS[action.mode], min: plain(action.min), max: plain(action.max), value: plain(action.initial) ?? now(action.mode), required: true });
  return el("form", { class: "form", onsubmit: (event) => (event.preventDefault(), chosen({ [action.mode]: input.value })) },
    input, el("button", { type: "submit" }, words.ok));
}

function now(mode) {
  const here = new Date(Date.now() - new Date().getTimezoneOffset() * 60000).toISOString();
  return { date: here.slice(0, 10), time: here.slice(11, 16), datetime: here.slice(0, 16) }[mode];
}

const PLACES = [
  { title: "ลำภี", address: "ต.ลำภี อ.ท้ายเหมือง จ.พังงา", latitude: 8.4636, longitude: 98.2533 },
  { title: "ทุ่งมะพร้าว", address: "ต.ทุ่งมะพร้าว อ.ท้ายเหมือง จ.พังงา", latitude: 8.5311, longitude: 98.2436 },
];

export function placeForm(words, chosen) {
  const field = (name, label, extra = {}) => el("label", {}, label, el("input", { name, ...extra }));
  const number = { type: "number", step: "any", required: true };
  const form = el("form", { class: "form" },
    el("div", { class: "presets" }, ...PLACES.map((place) => el("button", { type: "button", onclick: () => fill(form, place) }, place.title))),
    field("title", words.title), field("address", words.address), field("latitude", words.latitude, number), field("longitude", words.longitude, number),
    el("button", { type: "submit" }, words.share));
  form.onsubmit = (event) => {
    event.preventDefault();
    const said = new FormData(form);
    chosen({ title: said.get("title"), address: said.get("address"), latitude: Number(said.get("latitude")), longitude: Number(said.get("longitude")) });
  };
  fill(form, PLACES[0]);
  return form;
}

function fill(form, place) {
  for (const [name, value] of Object.entries(place)) form.elements[name].value = value;
}
