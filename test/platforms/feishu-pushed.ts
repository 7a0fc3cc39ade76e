import { createCipheriv, createHash } from "node:crypto";
import type { Bot } from "./feishu-bot.ts";

export const NOW = Date.parse("2026-11-22T10:00:00Z") / 1000;
export const NONCE = "a-nonce";

export interface Sent {
  /** What is sealed; or the whole body, as it is. */
  readonly body?: object;
  readonly raw?: string;
  readonly stamp?: number | string;
  readonly key?: string;
  readonly signature?: string | null;
  readonly method?: string;
}

/** Pushes to the bot's address as Feishu does. */
export const pushesTo = (bot: () => Bot) => {
  const sealed = (body: object | string, key = bot().sandbox.encryptKey): string => {
    const iv = Buffer.alloc(16, 7);
    const cipher = createCipheriv("aes-256-cbc", createHash("sha256").update(key).digest(), iv);
    const text = typeof body === "string" ? body : JSON.stringify(body);
    return Buffer.concat([iv, cipher.update(text), cipher.final()]).toString("base64");
  };

  let last = 0;
  const event = (text = "card", header: object = {}) => ({
    schema: "2.0",
    header: {
      event_id: `e-${++last}`,
      event_type: "im.message.receive_v1",
      create_time: "1",
      token: bot().sandbox.verificationToken,
      app_id: bot().sandbox.appId,
      tenant_key: bot().sandbox.tenantKey,
      ...header,
    },
    event: {
      sender: { sender_id: { open_id: bot().sandbox.idOf("emma") }, sender_type: "user" },
      message: {
        message_id: `om_${last}`,
        chat_id: "oc_direct",
        chat_type: "p2p",
        message_type: "text",
        content: JSON.stringify({ text }),
      },
    },
  });

  const send = async ({ body, raw, stamp = NOW, key, signature, method = "POST" }: Sent) => {
    const text = raw ?? JSON.stringify({ encrypt: sealed(body ?? event(), key) });
    const signed = createHash("sha256").update(`${stamp}${NONCE}${bot().sandbox.encryptKey}${text}`).digest("hex");
    const answer = await fetch(bot().url, {
      method,
      headers: {
        "content-type": "application/json",
        ...(signature !== null && {
          "x-lark-request-timestamp": String(stamp),
          "x-lark-request-nonce": NONCE,
          "x-lark-signature": signature ?? signed,
        }),
      },
      ...(method === "POST" && { body: text }),
    });
    return { status: answer.status, body: await answer.text() };
  };

  return { sealed, event, send };
};
