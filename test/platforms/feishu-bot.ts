import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type Logger, pino } from "pino";
import type { Card } from "../../src/chat/card.ts";
import type { Feature } from "../../src/chat/feature.ts";
import type { Choice, Fields } from "../../src/chat/form.ts";
import type { Answer, Inbound, RawValue, Shown, ShownForm } from "../../src/chat/port.ts";
import { type Clock, MovableClock, systemClock } from "../../src/core/clock.ts";
import { createFeishuPort, type FeishuPort } from "../../src/platforms/feishu/index.ts";
import { manifest } from "../../src/platforms/feishu/manifest.ts";
import type { Deadlines } from "../../src/platforms/feishu/parts.ts";
import type { FeishuSandbox, FeishuSandboxOptions } from "../../src/sandbox/feishu/contract.ts";
import { createFeishuSandbox } from "../../src/sandbox/feishu/index.ts";
import { installed } from "../../src/sandbox/feishu/install.ts";

export const card = (title: string, more: Partial<Card> = {}): Card => ({ tone: "done", title, plain: title, ...more });

export interface Arrived {
  readonly kind: string;
  readonly id: string;
  readonly user: string;
  readonly place: { readonly place: string; readonly kind: string; readonly thread?: string; readonly home?: boolean };
  readonly typed?: string;
  readonly name?: string;
  readonly action?: string;
  readonly payload?: string;
  readonly params?: string;
  readonly values?: Readonly<Record<string, RawValue>>;
}

/** What the bot is asked, and what it answers: the port alone is looked at, without kernel and database. */
export interface Bot {
  readonly sandbox: FeishuSandbox;
  readonly port: FeishuPort;
  readonly url: string;
  readonly arrivals: Arrived[];
  readonly settled: string[];
  readonly missed: string[];
  readonly left: string[];
  readonly homes: string[];
  readonly directPlaces: (readonly [user: string, place: string])[];
  readonly clock: MovableClock;
  /** Where direct chats are can be kept. */
  keeps: boolean;
  answer: (kind: string, arrived: Arrived) => Promise<Partial<Answer> & { shown?: Shown }>;
  found: (field: string, typed: string) => readonly Choice[];
  close(): Promise<void>;
}

interface BotOptions {
  readonly mode?: "socket" | "http";
  readonly sandbox?: Partial<FeishuSandboxOptions>;
  readonly scopes?: readonly string[];
  readonly wireClock?: Clock;
  readonly appId?: string;
  readonly appSecret?: string;
  readonly start?: boolean;
  readonly patience?: number;
  readonly deadlines?: Deadlines;
  readonly log?: Logger;
  readonly processes?: () => Promise<number>;
  readonly countEvery?: number;
}

export const TRIAL = [
  {
    name: "trial",
    commands: ["trial", "visit"].map((name) => ({
      name,
      aliases: [],
      about: { en: `Try ${name}`, zh: `试 ${name}` },
      hint: { en: "", zh: "" },
      example: { en: "", zh: "" },
      run: async () => ({ show: card("x") }),
    })),
  },
];
export const CONFIGURATION = manifest(TRIAL);

export const startBot = async (options: BotOptions = {}): Promise<Bot> => {
  const { mode = "socket" } = options;
  const clock = new MovableClock();
  const scopes = options.scopes ?? CONFIGURATION.scopes.tenant;
  const sandbox = createFeishuSandbox({
    clock,
    rates: false,
    retryPace: 0.00001,
    ...options.sandbox,
    tenant: {
      tenant: { key: "trialtenantkey00", name: "Trial" },
      app: installed(
        { ...CONFIGURATION, scopes: { tenant: scopes } },
        {
          secret: "trial-secret",
          name: "Rapport",
          menu: ["home", "visit"].map((eventKey) => ({ eventKey, name: eventKey })),
        },
      ),
      users: [
        { name: "emma", realName: "Emma", locale: "en_us", tz: "Asia/Shanghai" },
        { name: "liwei", realName: "李伟", tz: "Asia/Shanghai" },
      ],
      chats: [
        { name: "team", members: ["emma", "liwei"], withBot: true },
        { name: "topics", members: ["emma", "liwei"], withBot: true, kind: "topic" },
        { name: "deals", members: ["emma"] },
      ],
    },
  });
  await sandbox.start();
  const common = {
    appId: options.appId ?? sandbox.appId,
    appSecret: options.appSecret ?? sandbox.appSecret,
    domain: sandbox.domain,
    clock,
    log: options.log ?? pino({ level: process.env.BOT_LOG ?? "silent" }),
    wireClock: options.wireClock ?? systemClock,
    ...(options.patience !== undefined && { patience: options.patience }),
    ...(options.deadlines && { deadlines: options.deadlines }),
    ...(options.processes && { processes: options.processes }),
    ...(options.countEvery !== undefined && { countEvery: options.countEvery }),
  };
  const { encryptKey, verificationToken } = sandbox;
  const port = createFeishuPort(
    mode === "socket" ? { ...common, mode } : { ...common, mode, encryptKey, verificationToken },
  );
  const server = createServer((request, response) => void port.handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/feishu/events`;
  if (mode === "http") sandbox.usePush(url);
  const bot: Bot = {
    sandbox,
    port,
    url,
    clock,
    arrivals: [],
    settled: [],
    missed: [],
    left: [],
    homes: [],
    directPlaces: [],
    keeps: true,
    answer: async () => ({ shown: { kind: "card", card: card("Answered"), to: "you" } }),
    found: () => [],
    async close() {
      await port.stop();
      await sandbox.stop();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  if (options.start !== false) await port.start(recording(bot));
  return bot;
};

/** Another port to the same app: a second process, or the one after this. */
export const anotherPort = (
  { sandbox, clock }: Bot,
  more: Pick<BotOptions, "appId" | "log" | "processes" | "countEvery"> & {
    readonly domain?: string;
    readonly features?: readonly Feature[];
  } = {},
): FeishuPort => {
  const { appId, appSecret, domain } = sandbox;
  return createFeishuPort({ mode: "socket", appId, appSecret, domain, clock, log: pino({ level: "silent" }), ...more });
};

export const recording = (bot: Bot): Inbound => {
  type Given = Omit<Arrived, "kind" | "user"> & { readonly identity: { readonly user: string } };
  const take = async (kind: string, { identity, ...given }: Given): Promise<Answer> => {
    const arrived: Arrived = { kind, user: identity.user, ...given };
    bot.arrivals.push(arrived);
    return {
      ...(await bot.answer(kind, arrived)),
      settled: async () => void bot.settled.push(given.id),
      missed: async () => void bot.missed.push(given.id),
    };
  };
  return {
    command: (arrival) => take("command", arrival),
    press: (arrival) => take("press", arrival),
    submit: (arrival) => take("submit", arrival),
    say: ({ text, ...arrival }) => take("say", { ...arrival, typed: text }),
    search: async ({ field, typed }) => bot.found(field, typed),
    homeOpened: async ({ user }) => bot.homes.push(user) > 0,
    left: async ({ user }) => bot.left.push(user) > 0,
    directPlaceIs: async ({ user }, place) => bot.directPlaces.push([user, place]) > 0 && bot.keeps,
  };
};

/** A form as the kernel would hand it over. */
export const form = (fields: Fields, more: Partial<ShownForm> = {}): ShownForm => ({
  formId: "trial.form",
  params: JSON.stringify({ about: "x" }),
  language: "en",
  content: { title: "A form", submit: "Save", fields },
  values: {},
  errors: {},
  ...more,
});
export const opening = (shown: ShownForm) => ({ shown: { kind: "form", form: shown } as const });
