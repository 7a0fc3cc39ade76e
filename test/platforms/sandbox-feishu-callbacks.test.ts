import type { Client } from "@larksuiteoapi/node-sdk";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { MovableClock } from "../../src/core/clock.ts";
import type { FeishuSandbox } from "../../src/sandbox/feishu/contract.ts";
import { CARD, cardSaying, clientOf, connect, refusal, sendCard, startSandbox, TENANT } from "./sandbox-feishu-app.ts";

let sandbox: FeishuSandbox;
let client: Client;
let clock: MovableClock;
const stops: (() => void)[] = [];

const start = async (options: Parameters<typeof startSandbox>[0] = {}) => {
  clock = new MovableClock();
  sandbox = await startSandbox({ clock, ...options });
  client = clientOf(sandbox);
};
beforeEach(() => start());
afterEach(async () => {
  for (const stop of stops.splice(0)) stop();
  await sandbox.stop();
});

interface Pressed {
  readonly token: string;
  readonly create_time: string;
  readonly operator: Record<string, string>;
  readonly action: Record<string, unknown>;
  readonly context: Record<string, string>;
}

/** A connected app that answers presses so, and what it was told of them. */
const answering = async (answer: (data: Pressed) => unknown): Promise<Pressed[]> => {
  const pressed: Pressed[] = [];
  const { stop } = await connect(sandbox, {
    "card.action.trigger": (data: Pressed) => {
      pressed.push(data);
      return answer(data);
    },
  });
  stops.push(stop);
  return pressed;
};

const BUTTON = {
  ...CARD,
  body: {
    elements: [
      {
        tag: "button",
        text: { tag: "plain_text", content: "联系" },
        behaviors: [{ type: "callback", value: { a: "call" } }],
      },
    ],
  },
};

/** Sends 李伟 a card with a button, and presses it. */
const press = async () => {
  await sendCard(client, sandbox.idOf("liwei"), BUTTON);
  const liwei = sandbox.person("liwei");
  const answer = await liwei.press(liwei.last()!, "联系");
  return { answer, shown: () => liwei.last()!.text };
};
const raw = (data: object) => ({ card: { type: "raw", data } });
const codeOf = ({ notice = "" }: { readonly notice?: string }) => /\d{6}/.exec(notice)?.[0];

describe("a press", () => {
  test("says who, what and where; its time is in microseconds", async () => {
    const pressed = await answering(() => ({}));
    const { answer } = await press();
    expect(answer.outcome).toBe("answered");
    expect(pressed).toMatchObject([
      {
        operator: { open_id: sandbox.idOf("liwei"), tenant_key: sandbox.tenantKey, user_id: expect.any(String) },
        action: { tag: "button", value: { a: "call" }, timezone: "Asia/Shanghai" },
        token: expect.stringMatching(/^c-[0-9a-f]+$/),
        host: "im_message",
        context: { open_message_id: expect.stringMatching(/^om_/), open_chat_id: expect.stringMatching(/^oc_/) },
        create_time: expect.stringMatching(/^\d{16}$/),
      },
    ]);
  });

  test("is answered with a toast in the person's language", async () => {
    await answering(() => ({ toast: { type: "success", content: "Done", i18n: { zh_cn: "好了" } } }));
    expect((await press()).answer.outcome).toBe("answered");
    expect(sandbox.desk.notices(sandbox.idOf("liwei"))).toMatchObject([{ text: "好了", tone: "success" }]);
  });

  test("is answered with a card that takes the old one's place", async () => {
    await answering(() => raw(cardSaying("已联系")));
    const { shown } = await press();
    expect(shown()).toContain("已联系");
  });

  test.each([
    ["nothing", () => undefined, "200672"],
    ["a string", () => "ok", "200672"],
    ["a toast of an unknown kind", () => ({ toast: { type: "loud", content: "x" } }), "200672"],
    ["a bare card", () => CARD, "200672"],
    ["a card that Feishu would refuse", () => raw({ ...CARD, footer: {} }), "200673"],
    ["a card of the first version", () => raw({ elements: [] }), "200830"],
    [
      "an error",
      () => {
        throw new Error("broken");
      },
      "200671",
    ],
    ["silence", () => new Promise(() => undefined), "200341"],
  ])("answered with %s fails with its code, and leaves the card", async (_, answer, code) => {
    await answering(answer);
    const { answer: seen, shown } = await press();
    expect(seen.outcome).toBe(code === "200341" ? "late" : "failed");
    expect(codeOf(seen)).toBe(code);
    expect(shown()).toContain("拜访");
    await sandbox.quiet();
    expect(sandbox.deliveries).toHaveLength(1);
  });

  test("reaches nobody without a connection, or without the callback being set up", async () => {
    expect(codeOf((await press()).answer)).toBe("200340");
    await sandbox.stop();
    await start({ tenant: { ...TENANT, app: { ...TENANT.app, callbacks: [] } } });
    const pressed = await answering(() => ({}));
    expect(codeOf((await press()).answer)).toBe("200340");
    expect(pressed).toEqual([]);
  });

  test("pushed to where nobody listens fails with 200342", async () => {
    sandbox.usePush("http://127.0.0.1:9/feishu");
    expect(codeOf((await press()).answer)).toBe("200342");
  });

  test("may name nobody by open_id, by a switch", async () => {
    const pressed = await answering(() => ({}));
    sandbox.faults.emptyOpenId = true;
    await press();
    expect(pressed[0]!.operator).toMatchObject({ open_id: "", user_id: expect.any(String) });
  });

  test("in frames of the type card is dropped by Feishu's client", async () => {
    const pressed = await answering(() => ({}));
    sandbox.faults.cardFrames = true;
    expect(codeOf((await press()).answer)).toBe("200341");
    expect(pressed).toEqual([]);
  });
});

test("a card cannot be changed from outside while somebody presses it, and can when that is over, answered or not", async () => {
  const patch = ({ context }: { context: { open_message_id?: string } }, said: string) =>
    client.im.message.patch({
      path: { message_id: context.open_message_id! },
      data: { content: JSON.stringify(cardSaying(said)) },
    });
  let early: unknown;
  const pressed = await answering(async (one) => {
    early = await refusal(patch(one, "早"));
    return pressed.length > 1 ? new Promise(() => undefined) : {};
  });
  for (const said of ["一", "二"]) {
    const { shown } = await press();
    expect(early).toMatchObject({ status: 400, code: 230099, msg: expect.stringContaining("card action is lock") });
    expect(shown()).toContain("拜访");
    await patch(pressed.at(-1)!, said);
    expect(shown()).toContain(said);
  }
});

describe("a later update", () => {
  const update = (token: string, card: object) =>
    client.request({ method: "POST", url: "/open-apis/interactive/v1/card/update", data: { token, card } });

  test("is good twice, within half an hour", async () => {
    const pressed = await answering(() => ({}));
    const { shown } = await press();
    const { token } = pressed[0]!;
    expect(await update(token, cardSaying("一"))).toMatchObject({ code: 0 });
    expect(await update(token, cardSaying("二"))).toMatchObject({ code: 0 });
    expect(await refusal(update(token, cardSaying("三")))).toMatchObject({ status: 400, code: 300040 });
    expect(shown()).toContain("二");
    const another = await press();
    clock.moveAhead(31 * 60 * 1000);
    expect(await refusal(update(pressed[1]!.token, cardSaying("晚")))).toMatchObject({ code: 300030 });
    expect(another.shown()).not.toContain("晚");
  });

  test("before the answer is refused", async () => {
    let early: unknown;
    await answering(async ({ token }) => {
      early = await refusal(update(token, cardSaying("早")));
      return {};
    });
    const { shown } = await press();
    expect(early).toMatchObject({ code: 300030 });
    expect(shown()).not.toContain("早");
  });

  test("needs a token, a card, and a message that is still there", async () => {
    const pressed = await answering(() => ({}));
    await press();
    const { token, context } = pressed[0]!;
    expect(await refusal(update("x-1", CARD))).toMatchObject({ code: 300020 });
    expect(await refusal(update("c-00", CARD))).toMatchObject({ code: 300030 });
    expect(await refusal(update(token, { ...CARD, footer: {} }))).toMatchObject({ code: 11311 });
    expect(await refusal(update(token, { ...CARD, open_ids: [] }))).toMatchObject({ code: 10002 });
    await client.im.message.delete({ path: { message_id: context.open_message_id! } });
    expect(await refusal(update(token, CARD))).toMatchObject({ code: 200000 });
  });
});
