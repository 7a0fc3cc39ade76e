import { Client, DefaultCache, EventDispatcher, LoggerLevel, WSClient } from "@larksuiteoapi/node-sdk";
import { MovableClock } from "../../src/core/clock.ts";
import type { FeishuSandbox, FeishuSandboxOptions, TenantSeed } from "../../src/sandbox/feishu/contract.ts";
import { createFeishuSandbox } from "../../src/sandbox/feishu/index.ts";

export const SCOPES = [
  "im:message:send_as_bot",
  "im:message:readonly",
  "im:message.p2p_msg:readonly",
  "im:message.group_at_msg:readonly",
  "im:message.group_msg",
  "im:message:update",
  "im:message.urgent",
  "im:resource",
  "im:chat:readonly",
  "contact:contact.base:readonly",
  "contact:user.base:readonly",
  "contact:user.employee_id:readonly",
  "contact:user.id:readonly",
  "application:app_slash_command:read",
  "application:app_slash_command:write",
];

export const TENANT: TenantSeed = {
  tenant: { name: "华信" },
  app: {
    secret: "a secret of the sandbox",
    name: "Rapport",
    scopes: SCOPES,
    events: [
      "im.message.receive_v1",
      "im.message.recalled_v1",
      "application.bot.menu_v6",
      "im.chat.access_event.bot_p2p_chat_entered_v1",
      "im.chat.member.bot.added_v1",
      "im.chat.member.bot.deleted_v1",
      "im.chat.disbanded_v1",
      "contact.user.deleted_v3",
    ],
    callbacks: ["card.action.trigger"],
    menu: [{ eventKey: "visit", name: "记拜访" }],
    availability: ["liwei", "emma", "gone"],
  },
  users: [
    { name: "liwei", realName: "李伟", email: "liwei@huaxin.example", mobile: "+8613800000001" },
    { name: "emma", realName: "Emma", locale: "en_us", tz: "Europe/London" },
    { name: "outsider", realName: "外人" },
    { name: "gone", realName: "离职", deactivated: true },
  ],
  chats: [
    { name: "sales", members: ["liwei", "emma", "outsider"], withBot: true },
    { name: "without", members: ["liwei"] },
    { name: "topics", members: ["liwei"], withBot: true, kind: "topic" },
  ],
};

/** A started sandbox. Answers are awaited for 500 ms; 15 s of a redelivery's wait are 15 ms. */
export const startSandbox = async (options: Partial<FeishuSandboxOptions> = {}): Promise<FeishuSandbox> => {
  const sandbox = createFeishuSandbox({
    clock: new MovableClock(),
    tenant: TENANT,
    ackMs: 500,
    retryPace: 0.00001,
    linePace: { pingEvery: 120, reconnectEvery: 0.05, reconnectJitter: 0 },
    ...options,
  });
  await sandbox.start();
  return sandbox;
};

const silent = () => undefined;
const LOGGER = { fatal: silent, error: silent, warn: silent, info: silent, debug: silent, trace: silent };
const QUIET = { logger: LOGGER, loggerLevel: LoggerLevel.fatal };

/** Feishu's own client. A token cache of its own: by default all clients of an app share one. */
export const clientOf = ({ appId, appSecret, domain }: FeishuSandbox): Client =>
  new Client({ appId, appSecret, domain, cache: new DefaultCache(), ...QUIET });

export type Handlers = Record<string, (data: never) => unknown>;

export const dispatcherOf = (sandbox: FeishuSandbox, handlers: Handlers): EventDispatcher =>
  new EventDispatcher({
    encryptKey: sandbox.encryptKey,
    verificationToken: sandbox.verificationToken,
    ...QUIET,
  }).register(handlers);

interface Connected {
  readonly client: WSClient;
  readonly errors: readonly Error[];
  stop(): void;
}

/** Feishu's own client of the long connection; resolves when it is connected or has given up. */
export const connect = async (
  sandbox: FeishuSandbox,
  handlers: Handlers = {},
  options: { readonly secret?: string; readonly pingTimeout?: number } = {},
): Promise<Connected> => {
  const errors: Error[] = [];
  const { appId, appSecret, domain } = sandbox;
  let client: WSClient | undefined;
  await new Promise<void>((resolve) => {
    client = new WSClient({
      appId,
      appSecret: options.secret ?? appSecret,
      domain,
      ...QUIET,
      onReady: resolve,
      onError: (error) => {
        errors.push(error);
        resolve();
      },
      ...(options.pingTimeout !== undefined && { wsConfig: { pingTimeout: options.pingTimeout } }),
    });
    void client.start({ eventDispatcher: dispatcherOf(sandbox, handlers) });
  });
  const started = client!;
  return { client: started, errors, stop: () => started.close({ force: true }) };
};

export interface Refusal {
  readonly status: number;
  readonly code: number;
  readonly msg: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly error?: Readonly<Record<string, unknown>>;
}

/** What Feishu refused a call of its client with. @throws when it was taken */
export const refusal = async (call: Promise<unknown>): Promise<Refusal> => {
  const failed = await call.then(
    () => undefined,
    (error: { response?: { status: number; headers: Record<string, string>; data: Omit<Refusal, "status"> } }) => error,
  );
  if (!failed?.response) throw failed ?? new Error("it was not refused");
  const { status, headers, data } = failed.response;
  return { ...data, status, headers };
};

export const CARD = {
  schema: "2.0",
  config: { update_multi: true },
  header: { title: { tag: "plain_text", content: "拜访" } },
  body: { elements: [{ tag: "markdown", content: "**王总**" }] },
};

export const cardSaying = (content: string) => ({ ...CARD, body: { elements: [{ tag: "markdown", content }] } });

/** Sends a card to somebody or somewhere, and gives its message id. */
export const sendCard = async (client: Client, to: string, card: object = CARD): Promise<string> => {
  const sent = await client.im.message.create({
    params: { receive_id_type: to.startsWith("oc_") ? "chat_id" : "open_id" },
    data: { receive_id: to, msg_type: "interactive", content: JSON.stringify(card) },
  });
  return sent.data?.message_id ?? "";
};

export const sendText = async (client: Client, to: string, text: string, uuid?: string) => {
  const sent = await client.im.message.create({
    params: { receive_id_type: to.startsWith("oc_") ? "chat_id" : "open_id" },
    data: { receive_id: to, msg_type: "text", content: JSON.stringify({ text }), ...(uuid !== undefined && { uuid }) },
  });
  return sent.data!;
};
