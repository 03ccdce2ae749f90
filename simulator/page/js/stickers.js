/** Stickers: LINE's pictures are LINE's own, so each of ours is an emoji with its name. */

import { el } from "./dom.js";

export const STICKERS = [
  { packageId: "446", stickerId: "1988", face: "😊", keywords: ["happy", "hello"] },
  { packageId: "446", stickerId: "1989", face: "👍", keywords: ["ok", "good"] },
  { packageId: "446", stickerId: "1990", face: "🙏", keywords: ["thank you", "please"] },
  { packageId: "446", stickerId: "1991", face: "😢", keywords: ["sad", "crying"] },
  { packageId: "446", stickerId: "1992", face: "😡", keywords: ["angry"] },
  { packageId: "446", stickerId: "1993", face: "😱", keywords: ["help", "scared"] },
  { packageId: "446", stickerId: "1994", face: "❤️", keywords: ["love"] },
  { packageId: "446", stickerId: "1995", face: "🎉", keywords: ["congratulations"] },
];

export function stickerFace({ packageId, stickerId }) {
  const known = STICKERS.find((one) => one.packageId === packageId && one.stickerId === stickerId);
  return el("div", { class: "sticker", role: "img", "aria-label": `Sticker ${known?.keywords[0] ?? stickerId}` },
    known?.face ?? "🐻", el("small", {}, `${packageId} / ${stickerId}`));
}
