/** Stickers: LINE's pictures are LINE's own, so each of ours is a drawn face with its name. */

import { el } from "./dom.js";

const SMILE = "M19 38q13 15 26 0";
const DOTS = "M23 27v2M41 27v2";

export const STICKERS = [
  { packageId: "446", stickerId: "1988", keywords: ["happy", "hello"], tint: "#ffd84d", eyes: "M18 29q4-7 9 0M37 29q4-7 9 0", mouth: SMILE },
  { packageId: "446", stickerId: "1989", keywords: ["ok", "good"], tint: "#ffd84d", eyes: DOTS, mouth: SMILE, more: "M40 47l6 7 12-16", ink: "#06a848" },
  { packageId: "446", stickerId: "1990", keywords: ["thank you", "please"], tint: "#ffd84d", eyes: "M18 26q4 6 9 0M37 26q4 6 9 0", mouth: "M25 37q7 6 14 0", more: "M32 43v17M32 43q-7 6-7 17M32 43q7 6 7 17", ink: "#b9722c" },
  { packageId: "446", stickerId: "1991", keywords: ["sad", "crying"], tint: "#9fc8f5", eyes: DOTS, mouth: "M20 46q12-12 24 0", more: "M46 33q6 9 0 12q-6-3 0-12", ink: "#1f6fc2" },
  { packageId: "446", stickerId: "1992", keywords: ["angry"], tint: "#ff8d72", eyes: "M16 22l11 6M48 22l-11 6M23 31v1M41 31v1", mouth: "M22 45q10-6 20 0" },
  { packageId: "446", stickerId: "1993", keywords: ["help", "scared"], tint: "#c9d8f7", eyes: "M19 27a4 4 0 1 0 8 0a4 4 0 1 0-8 0M37 27a4 4 0 1 0 8 0a4 4 0 1 0-8 0", mouth: "M27 45a5 7 0 1 0 10 0a5 7 0 1 0-10 0" },
  { packageId: "446", stickerId: "1994", keywords: ["love"], tint: "#ffb3c4", eyes: DOTS, mouth: SMILE, more: "M50 58C36 48 41 36 50 42C59 36 64 48 50 58z", ink: "#e0264f" },
  { packageId: "446", stickerId: "1995", keywords: ["congratulations"], tint: "#ffd84d", eyes: "M18 29q4-7 9 0M37 29q4-7 9 0", mouth: SMILE, more: "M22 8L32-6L42 8zM6 12l4 3M54 15l4-3M8 50l-4 3M58 52l3 3", ink: "#8a4bd0" },
];

const STRANGER = { tint: "#d8c3a5", eyes: DOTS, mouth: "M26 40q6 5 12 0", keywords: [] };

export function stickerFace({ packageId, stickerId }) {
  const face = STICKERS.find((one) => one.packageId === packageId && one.stickerId === stickerId) ?? STRANGER;
  return el("div", { class: "sticker", role: "img", "aria-label": `Sticker ${face.keywords[0] ?? stickerId}` },
    drawn(face), el("small", {}, `${packageId} / ${stickerId}`));
}

function drawn({ tint, eyes, mouth, more, ink }) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "-2 -8 68 74");
  const line = (d, colour, fill = "none") => part("path", { d, fill, stroke: colour, "stroke-width": 3.4, "stroke-linecap": "round", "stroke-linejoin": "round" });
  svg.append(part("circle", { cx: 32, cy: 33, r: 28, fill: tint, stroke: "#0000001f", "stroke-width": 1.5 }), line(eyes, "#3a2c1a"), line(mouth, "#3a2c1a"));
  if (more) svg.append(line(more, ink, more.endsWith("z") ? ink : "none"));
  return svg;
}

function part(name, attributes) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  return node;
}
