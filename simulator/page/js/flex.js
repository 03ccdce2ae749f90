/** Draws flex messages with elements and text nodes only, so no message can bring its own markup. */

import { pictureOf } from "./bubbles.js";
import { el, pressable } from "./dom.js";
import { border, colour, corner, fontSize, pictureSize, plain, ratio, space } from "./flexsizes.js";

const SIZES = ["nano", "micro", "deca", "hecto", "kilo", "mega", "giga"];
const ALIGN = { start: "left", end: "right", center: "center" };
const GRAVITY = { top: "flex-start", bottom: "flex-end", center: "center" };

export function flex(phone, container) {
  if (container.type === "carousel")
    return el("div", { class: "flex-carousel", tabindex: "0", role: "list" },
      ...container.contents.map((one) => el("div", { role: "listitem" }, bubble(phone, one))));
  return bubble(phone, container);
}

function bubble(phone, container) {
  const size = SIZES.includes(container.size) ? container.size : "mega";
  const blocks = ["header", "hero", "body", "footer"].filter((name) => container[name]);
  const node = el("div", { class: `flex flex-${size}`, dir: container.direction === "rtl" ? "rtl" : "ltr" },
    ...blocks.map((name, index) => block(phone, name, container, index)));
  return act(phone, node, container);
}

function block(phone, name, container, index) {
  const style = container.styles?.[name] ?? {};
  const node = el("div", { class: `flex-block flex-${name}` }, component(phone, container[name], "vertical"));
  paint(node, { backgroundColor: colour(style.backgroundColor) });
  if (style.separator && index > 0) paint(node, { borderTop: `1px solid ${colour(style.separatorColor) ?? "#d4d6da"}` });
  return node;
}

const DRAW = { box, button, image, icon, text, separator, filler, video };

function component(phone, part, layout) {
  const draw = Object.hasOwn(DRAW, part?.type ?? "") ? DRAW[part.type] : null;
  if (!draw) return el("div", { class: "flex-unknown" }, `${phone.words.unknown}: ${part?.type ?? "?"}`);
  const node = draw(phone, part, layout);
  place(node, part, layout);
  return part.type === "button" ? node : act(phone, node, part);
}

function box(phone, part) {
  const layout = part.layout === "vertical" ? "vertical" : part.layout;
  const node = el("div", { class: `flex-box flex-${layout}` }, ...(part.contents ?? []).map((child) => component(phone, child, layout)));
  const filled = part.background?.type === "linearGradient" ? gradient(part.background) : undefined;
  return paint(node, {
    gap: space(part.spacing), backgroundColor: colour(part.backgroundColor), backgroundImage: filled,
    borderColor: colour(part.borderColor), borderWidth: border(part.borderWidth),
    borderStyle: part.borderWidth || part.borderColor ? "solid" : undefined,
    borderRadius: corner(part.cornerRadius), width: plain(part.width), maxWidth: plain(part.maxWidth), height: plain(part.height),
    maxHeight: plain(part.maxHeight), padding: space(part.paddingAll), paddingTop: space(part.paddingTop),
    paddingBottom: space(part.paddingBottom), paddingInlineStart: space(part.paddingStart), paddingInlineEnd: space(part.paddingEnd),
    justifyContent: word(part.justifyContent), alignItems: word(part.alignItems),
  });
}

function gradient({ angle, startColor, centerColor, centerPosition, endColor }) {
  const middle = colour(centerColor) ? `${colour(centerColor)} ${plain(centerPosition) ?? "50%"}, ` : "";
  const turn = /^\d{1,3}(\.\d+)?deg$/.test(angle ?? "") ? angle : "0deg";
  return `linear-gradient(${turn}, ${colour(startColor) ?? "#fff"}, ${middle}${colour(endColor) ?? "#fff"})`;
}

function button(phone, part) {
  const style = ["primary", "secondary"].includes(part.style) ? part.style : "link";
  const node = el("button", { type: "button", class: `flex-button ${style} ${part.height === "sm" ? "sm" : ""}` }, part.action?.label ?? "");
  node.addEventListener("click", (event) => (event.stopPropagation(), phone.press(part.action)));
  const tint = colour(part.color);
  return paint(node, style === "link" ? { color: tint } : { backgroundColor: tint });
}

function text(phone, part) {
  const node = el("div", { class: `flex-text ${part.wrap ? "wrap" : ""}` }, ...(part.contents?.length ? part.contents.map(span) : [String(part.text ?? "")]));
  if (part.maxLines > 0 && part.wrap) (node.classList.add("clamp"), node.style.setProperty("-webkit-line-clamp", String(Math.floor(part.maxLines))));
  paint(node, { textAlign: ALIGN[part.align], alignSelf: undefined, lineHeight: undefined });
  return letters(node, part);
}

function span(part) {
  return letters(el("span", {}, String(part.text ?? "")), part);
}

function letters(node, part) {
  return paint(node, {
    fontSize: fontSize(part.size), color: colour(part.color), fontWeight: part.weight === "bold" ? "700" : undefined,
    fontStyle: part.style === "italic" ? "italic" : undefined,
    textDecoration: ["underline", "line-through"].includes(part.decoration) ? part.decoration : undefined,
  });
}

function image(phone, part) {
  const node = el("div", { class: "flex-image" }, pictureOf(String(part.url), part.aspectMode === "cover" ? "cover" : "fit"));
  const side = { start: "flex-start", end: "flex-end" }[part.align] ?? "center";
  const inner = node.firstChild;
  paint(inner, { width: pictureSize(part.size), aspectRatio: ratio(part.aspectRatio), backgroundColor: colour(part.backgroundColor) });
  return paint(node, { justifyContent: side });
}

function icon(phone, part) {
  const node = pictureOf(String(part.url), "flex-icon");
  return paint(node, { height: fontSize(part.size ?? "md"), aspectRatio: ratio(part.aspectRatio) });
}

function video(phone, part) {
  return component(phone, part.altContent, "vertical");
}

function separator(phone, part) {
  return paint(el("div", { class: "flex-separator", role: "separator" }), { backgroundColor: colour(part.color) });
}

function filler() {
  return el("div", { class: "flex-filler" });
}

/** What a component is inside its parent: growth, margin, gravity, offsets. */
function place(node, part, layout) {
  const grows = Number.isInteger(part.flex) && part.flex >= 0 ? part.flex : null;
  if (grows !== null) paint(node, { flex: grows ? `${grows} ${grows} 0` : "0 0 auto" });
  const margin = space(part.margin);
  paint(node, layout === "vertical" ? { marginTop: margin } : { marginInlineStart: margin });
  if (part.gravity && layout !== "vertical") paint(node, { alignSelf: GRAVITY[part.gravity] });
  if (part.position === "absolute") node.classList.add("absolute");
  if (part.position || part.offsetTop || part.offsetStart || part.offsetBottom || part.offsetEnd)
    paint(node, {
      top: space(part.offsetTop), bottom: space(part.offsetBottom), insetInlineStart: space(part.offsetStart), insetInlineEnd: space(part.offsetEnd),
    });
}

function act(phone, node, part) {
  return part.action ? pressable(node, part.action.label, () => phone.press(part.action)) : node;
}

const word = (value) => (/^[a-z-]+$/.test(value ?? "") ? value : undefined);

function paint(node, styles) {
  for (const [name, value] of Object.entries(styles)) if (value !== undefined) node.style[name] = value;
  return node;
}
