import { pino } from "pino";
import { elapsed, MovableClock } from "../../src/core/clock.ts";
import { idFrom } from "../../src/core/ids.ts";
import { features } from "../../src/features/index.ts";
import { manifest } from "../../src/platforms/feishu/manifest.ts";
import { spotsOf } from "../../src/sandbox/feishu/cards/walk.ts";
import type { AppSeed, FeishuSandbox } from "../../src/sandbox/feishu/contract.ts";
import { stableId } from "../../src/sandbox/feishu/ids.ts";
import { createFeishuSandbox } from "../../src/sandbox/feishu/index.ts";
import { installed } from "../../src/sandbox/feishu/install.ts";
import type { ShownMessage } from "../../src/sandbox/feishu/screen.ts";
import { BEGINS } from "./company-rows.ts";
import { type BenchPlatform, firstOf, mustBeAnswered, type Playground, type Press } from "./platform.ts";

const TENANT = "benchtenantkey00";
const APP = { appId: "cli_5a4db0c0ffee0002", secret: "bench-secret", name: "Rapport" };
const BOT = stableId("ou_", "bot", APP.name);
/** Milliseconds: what is not there by then does not come any more. */
const PATIENCE = 20_000;

const hex = (...name: readonly string[]): string => idFrom("feishu", ...name).replaceAll("-", "");

export const feishu: BenchPlatform = {
  key: "feishu",
  name: "Feishu",
  workspace: TENANT,
  userId: (name) => `ou_${hex("user", name)}`,
  placeId: (name) => `oc_${hex("place", name)}`,
  bare: new URL("./bare-feishu.ts", import.meta.url),

  async open({ users, channels }, app) {
    const clock = new MovableClock();
    clock.moveTo(new Date(BEGINS));
    const sandbox = createFeishuSandbox({
      clock,
      log: pino({ level: "error" }),
      rates: false,
      tenant: {
        tenant: { key: TENANT, name: "Bench" },
        app: app === "bot" ? installed(manifest(features), APP) : BARE_APP,
        users: users.map(({ id, ...user }) => ({ ...user, ...(id !== undefined && { openId: id }) })),
        chats: channels.map(({ id, ...chat }) => ({ ...chat, ...(id !== undefined && { chatId: id }) })),
      },
    });
    await sandbox.start();
    return playgroundOf(sandbox);
  },
};

const BARE_APP: AppSeed = {
  ...APP,
  scopes: ["im:message:send_as_bot", "im:message.p2p_msg:readonly"],
  events: ["im.message.receive_v1"],
  callbacks: ["card.action.trigger"],
};

const playgroundOf = (sandbox: FeishuSandbox): Playground => {
  const { appId, appSecret, domain } = sandbox;
  return {
    driver: sandbox,
    access: { feishu: { appId, appSecret, domain } },

    async says({ user, text, shows }) {
      const { ms, message } = await answeredTo(sandbox, { user, text, shows });
      return { ms, button: (action) => firstOf(pressable(sandbox, { user, action }, message), action) };
    },

    opens: async (user, text) => (await answeredTo(sandbox, { user, text, shows: `"tag":"form"` })).ms,

    async submits(user) {
      const button = submitOf(sandbox, user);
      const started = elapsed();
      mustBeAnswered(await sandbox.desk.press({ user, ...button }), "submit");
      return elapsed() - started;
    },

    buttons: ({ user, place, action }) =>
      (sandbox.desk.screen(user).messages[place] ?? []).flatMap((message) =>
        pressable(sandbox, { user, action }, message),
      ),
    stop: () => sandbox.stop(),
  };
};

interface Asked {
  readonly user: string;
  readonly text: string;
  readonly shows: string | undefined;
}

/** Until the bot's message stands in the chat, which is before the event itself is answered. */
const answeredTo = async (sandbox: FeishuSandbox, { user, text, shows }: Asked) => {
  const chat = sandbox.desk.openDirect(user, BOT);
  const come = seen(sandbox, user, ({ chatId, isBot, card }) => {
    return isBot && chatId === chat && (shows === undefined || JSON.stringify(card?.json ?? null).includes(shows));
  });
  const started = elapsed();
  const [{ at, message }, reaction] = await Promise.all([come, sandbox.person(user).command(text)]);
  mustBeAnswered(reaction, text);
  return { ms: at - started, message };
};

/** Looked up before the clock runs: forms of Feishu stand among all the messages, and reading one takes a while. */
const submitOf = (sandbox: FeishuSandbox, user: string) => {
  const form = sandbox.person(user).form();
  const messages = Object.values(sandbox.desk.screen(user).messages).flat();
  const card = messages.find(({ id }) => id === form?.id)?.card;
  const isSubmit = ({ element }: ReturnType<typeof spotsOf>[number]) =>
    element.form_action_type === "submit" && JSON.stringify(element.text).includes(`"${form?.submit}"`);
  const spot = card && spotsOf(card.json).find(isSubmit);
  if (!form || !spot) throw new Error(`${user} has no form to send`);
  return { message: form.id, at: spot.at };
};

/** The next such message on the person's screen, new or changed. */
const seen = (
  { desk }: FeishuSandbox,
  user: string,
  isIt: (message: ShownMessage) => boolean,
): Promise<{ readonly at: number; readonly message: ShownMessage }> =>
  new Promise((resolve, reject) => {
    const late = setTimeout(
      () => reject(new Error(`waited ${PATIENCE} ms in vain for an answer to ${user}`)),
      PATIENCE,
    );
    const stop = desk.subscribe(user, (change) => {
      if (change.type !== "message" || !isIt(change.message)) return;
      clearTimeout(late);
      stop();
      resolve({ at: elapsed(), message: change.message });
    });
  });

/** Its buttons of that action. A press takes until the card it stands on has become another. */
const pressable = (
  sandbox: FeishuSandbox,
  { user, action }: { readonly user: string; readonly action: string },
  { id, card }: ShownMessage,
): readonly Press[] =>
  (card ? spotsOf(card.json) : [])
    .filter(({ element }) => element.tag === "button" && JSON.stringify(element.behaviors).includes(`"${action}"`))
    .map(({ at: where }) => {
      let shown = JSON.stringify(card?.json);
      return async () => {
        const isChanged = (message: ShownMessage) => message.id === id && JSON.stringify(message.card?.json) !== shown;
        const changed = seen(sandbox, user, isChanged);
        const started = elapsed();
        const [{ at, message }, reaction] = await Promise.all([
          changed,
          sandbox.desk.press({ user, message: id, at: where }),
        ]);
        mustBeAnswered(reaction, action);
        shown = JSON.stringify(message.card?.json);
        return at - started;
      };
    });
