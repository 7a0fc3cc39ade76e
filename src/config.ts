import { existsSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { halves, halvesOfFeishu } from "./config-halves.ts";
import { type InBoth, LANGUAGES, type Language } from "./core/language.ts";

/** How the bot reaches Slack. */
export type SlackConfig =
  | {
      readonly kind: "socket";
      readonly botToken: string;
      readonly appToken: string;
      readonly apiUrl: string | undefined;
    }
  | {
      readonly kind: "http";
      readonly botToken: string;
      readonly signingSecret: string;
      readonly apiUrl: string | undefined;
    };

/** How the bot reaches Feishu, or Lark. */
export type FeishuConfig = {
  readonly appId: string;
  readonly appSecret: string;
  readonly domain: string | undefined;
} & (
  | { readonly kind: "socket" }
  | { readonly kind: "http"; readonly encryptKey: string; readonly verificationToken: string }
);

/** With neither platform it is the sandbox on this computer, which plays both. */
export interface Config {
  readonly slack: SlackConfig | undefined;
  readonly feishu: FeishuConfig | undefined;
  /** Undefined: the embedded PostgreSQL in `dataFolder`. */
  readonly databaseUrl: string | undefined;
  /** The sandbox has one of its own, so that its demo company never stands in the way of a real one. */
  readonly dataFolder: string;
  readonly host: string;
  readonly port: number;
  readonly logLevel: string;
  /** Undefined: one is made and printed at the first start. */
  readonly setupCode: string | undefined;
}

/** No platform is configured: the sandbox plays both on this computer. */
export const playsSandbox = ({ slack, feishu }: Pick<Config, "slack" | "feishu">): boolean => !slack && !feishu;

/** Every variable, once: what it is for, and what a right value looks like. `.env.example` is made from it. */
const VARIABLES = {
  SLACK_BOT_TOKEN:
    "Bot token, xoxb-…: app page → OAuth & Permissions. Without it and FEISHU_APP_ID the sandbox starts.",
  SLACK_APP_TOKEN: "App-level token, xapp-…, scope connections:write: app page → Basic Information. For Socket Mode.",
  SLACK_SIGNING_SECRET: "Signing secret: app page → Basic Information. For HTTP mode, instead of the app-level token.",
  SLACK_API_URL: "Another Slack-compatible server, ending in /api/. Leave out for slack.com.",
  FEISHU_APP_ID: "App ID, cli_…: developer console → Credentials & Basic Info. For Feishu or Lark, also beside Slack.",
  FEISHU_APP_SECRET: "App Secret: the same page.",
  FEISHU_ENCRYPT_KEY:
    "Encrypt Key: console → Events & Callbacks → Encryption Strategy. Only when Feishu pushes to an address.",
  FEISHU_VERIFICATION_TOKEN: "Verification Token: the same page. Together with the Encrypt Key.",
  FEISHU_DOMAIN: "https://open.larksuite.com for Lark, or another Feishu-compatible server. Leave out for Feishu.",
  DATABASE_URL: "postgres://user:password@host:5432/name. Without it an embedded PostgreSQL is used.",
  RAPPORT_DATA: "Folder of the embedded database; what the sandbox keeps is in demo/ below it. Default: .rapport",
  RAPPORT_SETUP_CODE: "The code that makes the first person the admin, 6 to 64 characters. Without it one is printed.",
  HOST: "Address to listen on. Default: 127.0.0.1",
  PORT: "Port of the page, /healthz, /readyz, /metrics and HTTP mode. Default: 3000",
  LOG_LEVEL: "fatal, error, warn, info, debug or trace. Default: info",
} as const;

/** By what the schema says in English of a value that is wrong. */
const IN_CHINESE = new Map<string, string>();
const told = (en: string, zh: string): string => {
  IN_CHINESE.set(en, zh);
  return en;
};

const token = (prefix: string, { en, zh }: InBoth) =>
  z
    .string()
    .startsWith(prefix, {
      error: told(`must begin with ${prefix}; copy it anew from ${en}`, `要以 ${prefix} 开头；请从${zh}重新复制`),
      abort: true,
    })
    .regex(/^[A-Za-z0-9-]+$/, {
      error: told(`holds what no token has; copy it anew from ${en}`, `里有 Token 不会有的字符；请从${zh}重新复制`),
      abort: true,
    })
    .min(prefix.length + 8, told(`is cut short; copy all of it from ${en}`, `不完整；请从${zh}把它复制全`));

const secret = ({ en, zh }: InBoth) =>
  z
    .string()
    .regex(
      /^[\x21-\x7e]+$/,
      told(
        `holds what no secret has; copy it anew from ${en} of the developer console`,
        `里有密钥不会有的字符；请从开发者后台的${zh}重新复制`,
      ),
    )
    .min(
      8,
      told(
        `is cut short; copy all of it from ${en} of the developer console`,
        `不完整；请从开发者后台的${zh}把它复制全`,
      ),
    );
const CREDENTIALS = { en: "Credentials & Basic Info", zh: "“凭证与基础信息”" };
const ENCRYPTION = { en: "Encryption Strategy", zh: "“加密策略”" };
const urlLike = (address: string) => told(`must be an address such as ${address}`, `要是一个地址，例如 ${address}`);
const LARK = "https://open.larksuite.com";
const PORTS = told("must be 0 to 65535", "要在 0 到 65535 之间");

/** An address of PostgreSQL; what is wrong with it is said without it, as a password is in it. */
export const databaseUrl = z.url({
  protocol: /^postgres(ql)?$/,
  error: told("must look like postgres://user:password@host:5432/name", "要写成 postgres://用户:密码@主机:5432/库名"),
});

const schema = z.object({
  SLACK_BOT_TOKEN: token("xoxb-", {
    en: "OAuth & Permissions of the app page",
    zh: "应用页面的 OAuth & Permissions ",
  }).optional(),
  SLACK_APP_TOKEN: token("xapp-", {
    en: "Basic Information → App-Level Tokens of the app page",
    zh: "应用页面的 Basic Information → App-Level Tokens ",
  }).optional(),
  SLACK_SIGNING_SECRET: z
    .string()
    .regex(
      /^[0-9a-f]{32}$/,
      told(
        "must be 32 characters 0–9 a–f; copy it anew from Basic Information of the app page",
        "要是 32 位 0–9、a–f；请从应用页面的 Basic Information 重新复制",
      ),
    )
    .optional(),
  SLACK_API_URL: z
    .url({ protocol: /^https?$/, error: urlLike("http://127.0.0.1:4000/api/") })
    .endsWith("/api/", told("must end in /api/", "要以 /api/ 结尾"))
    .optional(),
  FEISHU_APP_ID: z
    .string()
    .regex(
      /^cli_[0-9a-f]{16}$/i,
      told(
        "must be cli_ and 16 characters 0–9 a–f; copy it anew from Credentials & Basic Info",
        "要是 cli_ 加 16 位 0–9、a–f；请从“凭证与基础信息”重新复制",
      ),
    )
    .optional(),
  FEISHU_APP_SECRET: secret(CREDENTIALS).optional(),
  FEISHU_ENCRYPT_KEY: secret(ENCRYPTION).optional(),
  FEISHU_VERIFICATION_TOKEN: secret(ENCRYPTION).optional(),
  FEISHU_DOMAIN: z
    .url({ protocol: /^https?$/, error: urlLike(LARK) })
    .regex(
      /^https?:\/\/[^/?#]+\/?$/,
      told(`must be an address alone, without a path: ${LARK}`, `只要地址，不要路径：${LARK}`),
    )
    .transform((address) => address.replace(/\/$/, ""))
    .optional(),
  DATABASE_URL: databaseUrl.optional(),
  RAPPORT_DATA: z.string().default(".rapport"),
  RAPPORT_SETUP_CODE: z
    .string()
    .min(6, told("must have at least 6 characters", "至少要有 6 个字符"))
    .max(64, told("must have at most 64 characters", "最多 64 个字符"))
    .optional(),
  HOST: z.string().default("127.0.0.1"),
  PORT: z.coerce
    .number(told("must be a number", "要是一个数"))
    .int(told("must be a whole number", "要是整数"))
    .min(0, PORTS)
    .max(65_535, PORTS)
    .default(3000),
  LOG_LEVEL: z
    .enum(
      ["fatal", "error", "warn", "info", "debug", "trace"],
      told("must be fatal, error, warn, info, debug or trace", "要是 fatal、error、warn、info、debug 或 trace"),
    )
    .default("info"),
});

/** The configuration is wrong; `problems` says each mistake with its remedy. */
export class ConfigError extends Error {
  readonly problems: readonly InBoth[];
  constructor(problems: readonly InBoth[]) {
    super(`The configuration is not right:\n${problems.map(({ en }) => `  · ${en}`).join("\n")}`);
    this.name = "ConfigError";
    this.problems = problems;
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

/** @throws ConfigError that names every problem at once. */
export const readConfig = (environment: Environment, folder: string): Config => {
  const given = Object.fromEntries(
    Object.keys(VARIABLES).flatMap((name) => {
      const value = environment[name]?.trim();
      return value ? [[name, value]] : [];
    }),
  );
  const parsed = schema.safeParse(given);
  const problems = [
    ...(parsed.success ? [] : parsed.error.issues.map(problemOf)),
    ...halves(given),
    ...halvesOfFeishu(given),
  ];
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems);
  const values = parsed.data;
  const platforms = { slack: slackOf(values), feishu: feishuOf(values) };
  return {
    ...platforms,
    databaseUrl: values.DATABASE_URL,
    dataFolder: path.resolve(folder, values.RAPPORT_DATA, playsSandbox(platforms) ? "demo" : "."),
    host: values.HOST,
    port: values.PORT,
    logLevel: values.LOG_LEVEL,
    setupCode: values.RAPPORT_SETUP_CODE,
  };
};

const problemOf = ({ path: [name], message }: { readonly path: PropertyKey[]; readonly message: string }): InBoth => ({
  en: `${String(name)} ${message}.`,
  zh: `${String(name)} ${IN_CHINESE.get(message) ?? message}。`,
});

const feishuOf = (values: z.output<typeof schema>): FeishuConfig | undefined => {
  const { FEISHU_APP_ID: appId, FEISHU_APP_SECRET: appSecret, FEISHU_DOMAIN: domain } = values;
  const { FEISHU_ENCRYPT_KEY: encryptKey, FEISHU_VERIFICATION_TOKEN: verificationToken } = values;
  if (!appId || !appSecret) return undefined;
  const app = { appId, appSecret, domain };
  return encryptKey && verificationToken
    ? { kind: "http", ...app, encryptKey, verificationToken }
    : { kind: "socket", ...app };
};

const slackOf = (values: z.output<typeof schema>): SlackConfig | undefined => {
  const { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecret } = values;
  const apiUrl = values.SLACK_API_URL;
  if (botToken && appToken) return { kind: "socket", botToken, appToken, apiUrl };
  if (botToken && signingSecret) return { kind: "http", botToken, signingSecret, apiUrl };
  return undefined;
};

/** The process's own environment, with what `.env` of the working folder adds to it. @throws ConfigError */
export const loadConfig = (): Config => {
  if (existsSync(".env")) addFile(".env");
  return readConfig(process.env, process.cwd());
};

const addFile = (file: string): void => {
  try {
    process.loadEnvFile(file);
  } catch {
    throw new ConfigError([
      {
        en: `${file} is there, but cannot be read: give this account the right to, or remove it.`,
        zh: `有 ${file}，但读不了：请给这个账号读取的权限，或者删掉它。`,
      },
    ]);
  }
};

/** The text of `.env.example`. */
export const envExample = (): string =>
  `${["# Copy to .env and fill in what you need. With nothing filled in, `npm start` is the sandbox.", ...Object.entries(VARIABLES).map(([name, about]) => `\n# ${about}\n# ${name}=`)].join("\n")}\n`;

/** In which this computer speaks, as zh_CN.UTF-8 says; undefined where that is neither of ours, as C is. */
export const languageHere = (): Language | undefined => {
  const { LC_ALL, LC_MESSAGES, LANG } = process.env;
  const locale = (LC_ALL || LC_MESSAGES || LANG || "").toLowerCase();
  return LANGUAGES.find((one) => locale.startsWith(one));
};
