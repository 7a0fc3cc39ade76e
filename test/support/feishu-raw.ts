import { createCipheriv, createHash, randomUUID } from "node:crypto";
import { isObject } from "../../src/sandbox/json.ts";
import type { RunningHouse } from "./house.ts";

/** What a client answers for a button; whatever is left out is as Feishu sends it. */
export interface RawPress {
  readonly action: object;
  readonly operator?: object;
  readonly context?: object;
}

/** Callbacks that no client of the sandbox sends: sealed, signed and pushed to the bot's address as Feishu does. */
export const rawCallbacks = (house: RunningHouse) => {
  const push = async (body: object): Promise<{ status: number; reply: Reply }> => {
    const { encryptKey } = house.feishu;
    const iv = Buffer.alloc(16, 7);
    const cipher = createCipheriv("aes-256-cbc", createHash("sha256").update(encryptKey).digest(), iv);
    const sealed = Buffer.concat([iv, cipher.update(JSON.stringify(body)), cipher.final()]).toString("base64");
    const text = JSON.stringify({ encrypt: sealed });
    const stamp = String(Math.floor(Date.now() / 1000));
    const signature = createHash("sha256").update(`${stamp}nonce${encryptKey}${text}`).digest("hex");
    const headers = {
      "content-type": "application/json",
      "x-lark-request-timestamp": stamp,
      "x-lark-request-nonce": "nonce",
      "x-lark-signature": signature,
    };
    const answer = await fetch(`${house.url}/feishu/events`, { method: "POST", headers, body: text });
    const said = await answer.text();
    return { status: answer.status, reply: answer.ok ? JSON.parse(said) : {} };
  };
  return {
    press: (who: { readonly id: string }, { action, operator, context }: RawPress) => {
      const { tenantKey, verificationToken, appId } = house.feishu;
      return push({
        schema: "2.0",
        header: {
          event_id: randomUUID(),
          event_type: "card.action.trigger",
          create_time: `${Date.now()}000`,
          token: verificationToken,
          app_id: appId,
          tenant_key: tenantKey,
        },
        event: {
          operator: operator ?? { tenant_key: tenantKey, open_id: who.id },
          token: `c-${randomUUID().replaceAll("-", "")}`,
          action: { tag: "button", timezone: "Asia/Shanghai", ...action },
          host: "im_message",
          context: context ?? { open_message_id: `om_${randomUUID()}`, open_chat_id: directChatOf(house, who) },
        },
      });
    },
    /** The button that sends the form which was sent or whispered last. */
    submitOf: (): { readonly name: string; readonly value: unknown } => {
      const found = house.feishu.calls.flatMap(({ body }) => submitsIn(body)).at(-1);
      if (!found) throw new Error("No form was sent.");
      return found;
    },
  };
};

const directChatOf = (house: RunningHouse, { id }: { readonly id: string }): string => {
  const chat = house.feishu.desk.screen(id).chats.find(({ kind, withBot }) => kind === "p2p" && withBot);
  if (!chat) throw new Error("Nobody talks to the bot from there.");
  return chat.id;
};

interface Reply {
  readonly toast?: { readonly content: string };
  readonly card?: { readonly data: object };
}

const submitsIn = (part: unknown): { name: string; value: unknown }[] => {
  if (Array.isArray(part)) return part.flatMap(submitsIn);
  if (!isObject(part)) return [];
  const { tag, form_action_type: type, name, behaviors } = part;
  const [behavior] = Array.isArray(behaviors) ? behaviors : [];
  const sends = tag === "button" && type === "submit" && typeof name === "string" && name.startsWith("send~");
  const own = sends && isObject(behavior) ? [{ name, value: behavior.value }] : [];
  return [...own, ...submitsIn(Object.values(part))];
};
