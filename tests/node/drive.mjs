// Drives the simulator with LINE's own SDK: reads the stage from stdin, tells each outcome as JSON.

import { readFile } from "node:fs/promises";
import { text as textOf } from "node:stream/consumers";
import { buffer } from "node:stream/consumers";
import { HTTPFetchError, messagingApi, validateSignature } from "@line/bot-sdk";

const stage = JSON.parse(await textOf(process.stdin));
const options = { channelAccessToken: stage.token, baseURL: stage.base };
const line = new messagingApi.MessagingApiClient(options);
const blobs = new messagingApi.MessagingApiBlobClient(options);
const say = (text) => ({ type: "text", text });

async function refused(call) {
  try {
    await call();
  } catch (error) {
    if (error instanceof HTTPFetchError) return { status: error.status, body: JSON.parse(error.body) };
    throw error;
  }
  return { status: 200 };
}

const outcomes = {
  async signature() {
    return validateSignature(stage.raw, stage.secret, stage.signature);
  },
  async reply() {
    const request = { replyToken: stage.replyToken, messages: [say("reply")] };
    const told = await line.replyMessage(request);
    return { told, again: await refused(() => line.replyMessage(request)) };
  },
  async push() {
    const key = "123e4567-e89b-42d3-a456-426655440002";
    const request = { to: stage.user, messages: [say("push")] };
    const told = await line.pushMessageWithHttpInfo(request, key);
    return {
      told: told.body,
      requestId: told.httpResponse.headers.get("x-line-request-id"),
      again: await refused(() => line.pushMessage(request, key)),
      wrong: await refused(() => line.pushMessage({ to: stage.user, messages: [say("")] })),
    };
  },
  async multicast() {
    return line.multicast({ to: [stage.user], messages: [say("multicast")] });
  },
  async profile() {
    return { known: await line.getProfile(stage.user), unknown: await refused(() => line.getProfile("U" + "9".repeat(32))) };
  },
  async content() {
    return (await buffer(await blobs.getMessageContent(stage.photo))).toString("base64");
  },
  async richMenu() {
    const { richMenuId } = await line.createRichMenu(stage.menu);
    const early = await refused(() => line.linkRichMenuIdToUser(stage.user, richMenuId));
    const picture = await readFile(stage.picture);
    await blobs.setRichMenuImage(richMenuId, new Blob([picture], { type: "image/png" }));
    await line.linkRichMenuIdToUser(stage.user, richMenuId);
    await line.setDefaultRichMenu(richMenuId);
    await line.createRichMenuAlias({ richMenuAliasId: "main", richMenuId });
    return {
      richMenuId,
      early,
      ofUser: (await line.getRichMenuIdOfUser(stage.user)).richMenuId,
      usual: (await line.getDefaultRichMenuId()).richMenuId,
      alias: (await line.getRichMenuAlias("main")).richMenuId,
      listed: (await line.getRichMenuList()).richmenus.length,
      bytes: (await buffer(await blobs.getRichMenuImage(richMenuId))).length === picture.length,
    };
  },
  async quota() {
    return { quota: await line.getMessageQuota(), used: await line.getMessageQuotaConsumption() };
  },
  async loading() {
    return line.showLoadingAnimation({ chatId: stage.user, loadingSeconds: 60 });
  },
  async linkToken() {
    return line.issueLinkToken(stage.user);
  },
  async notSimulated() {
    return refused(() => line.broadcast({ messages: [say("all")] }));
  },
};

const told = {};
for (const [name, outcome] of Object.entries(outcomes)) told[name] = await outcome();
process.stdout.write(JSON.stringify(told));
