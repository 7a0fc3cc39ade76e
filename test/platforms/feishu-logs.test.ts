import { pino } from "pino";
import { afterEach, expect, test } from "vitest";
import { text } from "../../src/chat/form.ts";
import { systemClock } from "../../src/core/clock.ts";
import { push } from "../../src/sandbox/feishu/push.ts";
import { type Bot, card, form, opening, startBot } from "./feishu-bot.ts";

const WRITTEN = "王总 13800000000";
const SEND = "POST /open-apis/im/v1/messages";
const BUTTON = { label: "Do", press: { action: "trial.do", payload: { about: WRITTEN } } };

let bot: Bot | undefined;
afterEach(async () => {
  await bot?.close();
  bot = undefined;
});

/** Posts are refused in every way; whoever posted logs the failure, as the outbox does. */
const postsInVain = async ({ sandbox, port }: Bot, log: pino.Logger): Promise<void> => {
  for (const fault of [
    {
      do: "error",
      code: 230099,
      msg: `Failed to create card content, ext=ErrCode: 200621; ErrMsg: parse card json err; ErrorValue: ${WRITTEN}; `,
    },
    { do: "http_error", status: 500 },
    { do: "rate_limit", reset: 1 },
    { do: "lose_request" },
  ] as const) {
    sandbox.faults.add({ on: SEND, times: 1, ...fault });
    const target = { workspace: sandbox.tenantKey, place: sandbox.idOf("team") };
    const posted = port.post(target, { card: card(WRITTEN), key: "k", mention: () => undefined });
    const failed = await posted.then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(failed).toBeDefined();
    log.error({ err: failed }, "A message was not sent");
  }
};

/** Words, a press and a form are heard; then the same breaks what handles them. */
const talks = async (bot: Bot): Promise<void> => {
  const emma = bot.sandbox.person("emma");
  bot.answer = async (kind) =>
    kind === "press"
      ? opening(form({ line: text({ label: "Line", max: 100 }) }, { values: { line: { text: WRITTEN } } }))
      : { shown: { kind: "card", card: card(WRITTEN, { buttons: [BUTTON] }), to: "you" } };
  await emma.say(`@Rapport ${WRITTEN}`, { in: "#team" });
  await emma.say(WRITTEN);
  const offered = await bot.sandbox.until(() => emma.messages().find(({ buttons }) => buttons.length > 0));
  await emma.press(offered, "Do");
  await bot.sandbox.until(() => emma.form());
  await emma.fill({ Line: WRITTEN });
  bot.answer = () => Promise.reject(new Error("broken on purpose"));
  await emma.submit();
  await emma.press(offered, "Do");
  await emma.say(WRITTEN);
  await bot.sandbox.quiet();
  const kinds = bot.arrivals.map(({ kind }) => kind);
  // Words that could not be handled come four times more.
  expect(kinds).toEqual(["say", "say", "press", "submit", "press", ...Array(5).fill("say")]);
  expect(bot.arrivals[3]?.values).toMatchObject({ line: { text: WRITTEN } });
};

/** What is pushed is no JSON, cannot be decrypted, is not for us, or is signed and of another shape. */
const isPushedNonsense = async ({ sandbox, url }: Bot): Promise<void> => {
  const { appId: app_id, encryptKey, verificationToken, tenantKey: tenant_key } = sandbox;
  const statuses: number[] = [];
  for (const body of [
    WRITTEN,
    { encrypt: WRITTEN },
    { header: { app_id, token: WRITTEN }, event: { text: WRITTEN } },
  ]) {
    const whole = typeof body === "string" ? body : JSON.stringify(body);
    statuses.push((await fetch(url, { method: "POST", body: whole })).status);
  }
  expect(statuses).toEqual([400, 400, 401]);
  const event = { message: { content: WRITTEN }, action: { form_value: { line: WRITTEN } }, operator: WRITTEN };
  for (const event_type of ["im.message.receive_v1", "card.action.trigger"]) {
    const header = { event_id: "e", event_type, create_time: "1", token: verificationToken, app_id, tenant_key };
    const seal = { encryptKey, verificationToken, clock: systemClock };
    const payload = { schema: "2.0", header, event };
    expect(await push(seal, { url, payload, withinMs: 10_000 })).toEqual({ body: {} });
  }
};

test.each(["socket", "http"] as const)(
  "neither what is written nor any secret reaches the log, whatever comes and whatever fails, by %s",
  async (mode) => {
    const lines: string[] = [];
    const log = pino({ level: "trace" }, { write: (line: string) => void lines.push(line) });
    bot = await startBot({ mode, log });
    const { sandbox, port } = bot;
    await talks(bot);
    await postsInVain(bot, log);
    if (mode === "http") await isPushedNonsense(bot);
    else {
      sandbox.faults.disconnectAll();
      await expect.poll(() => port.status().up).toBe(true);
    }
    const all = lines.join("\n");
    expect(all.match(/A delivery could not be handled/g)).toHaveLength(7);
    expect(all).toContain("parse card json err");
    expect(all.match(/of an unknown shape was left alone/g) ?? []).toHaveLength(mode === "http" ? 2 : 0);
    const { appSecret, encryptKey, verificationToken } = sandbox;
    const secrets = ["Bearer", "ticket=", appSecret, encryptKey, verificationToken];
    for (const kept of [...WRITTEN.split(" "), ...secrets]) expect(all).not.toContain(kept);
    expect(all).not.toMatch(/\bt-g\w{6}/);
  },
);
