/** Draws template messages and imagemaps. */

import { pictureOf } from "./bubbles.js";
import { el, pressable } from "./dom.js";

const DRAW = {
  buttons: (phone, one) => card(phone, one, one),
  confirm: (phone, one) => el("div", { class: "card confirm" }, el("p", {}, one.text), el("div", { class: "choices" }, ...choices(phone, one.actions))),
  carousel: (phone, one) => row(one.columns.map((column) => card(phone, column, one))),
  image_carousel: (phone, one) => row(one.columns.map((column) => imageCard(phone, column))),
};

export function template(phone, one) {
  return DRAW[one.type](phone, one);
}

function card(phone, one, whole) {
  const shape = `${whole.imageAspectRatio === "square" ? "square" : "wide"} ${whole.imageSize === "contain" ? "fit" : "cover"}`;
  const words = el("div", { class: "words" }, one.title && el("strong", {}, one.title), el("p", {}, one.text));
  const top = el("div", {}, one.thumbnailImageUrl && pictureOf(one.thumbnailImageUrl, `thumbnail ${shape}`), words);
  if (one.defaultAction) pressable(top, one.defaultAction.label ?? one.text, () => phone.press(one.defaultAction));
  return el("div", { class: "card" }, top, ...choices(phone, one.actions));
}

function choices(phone, actions) {
  return actions.map((action) => el("button", { type: "button", onclick: () => phone.press(action) }, action.label ?? ""));
}

function row(cards) {
  return el("div", { class: "flex-carousel", tabindex: "0", role: "list" }, ...cards.map((one) => el("div", { role: "listitem" }, one)));
}

function imageCard(phone, column) {
  const node = el("div", { class: "card square" }, pictureOf(column.imageUrl, "thumbnail square cover"), column.action.label && el("span", { class: "caption" }, column.action.label));
  return pressable(node, column.action.label ?? "", () => phone.press(column.action));
}

export function imagemap(phone, message) {
  const { width, height } = message.baseSize;
  const node = el("div", { class: "imagemap" }, pictureOf(message.baseUrl, "cover", message.altText));
  node.style.aspectRatio = `${width} / ${height}`;
  for (const action of message.actions) node.append(hit(phone, action, width, height));
  return node;
}

function hit(phone, action, width, height) {
  const { area } = action;
  const performed = action.type === "uri" ? { ...action, uri: action.linkUri } : action;
  const node = pressable(el("span", { class: "hit" }), action.label ?? action.text ?? action.linkUri, () => phone.press(performed));
  Object.assign(node.style, { left: `${(area.x / width) * 100}%`, top: `${(area.y / height) * 100}%`, width: `${(area.width / width) * 100}%`, height: `${(area.height / height) * 100}%` });
  return node;
}
