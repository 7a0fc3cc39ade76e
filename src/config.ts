import { existsSync } from "node:fs";
import path from "node:path";
import { z } from "zod";

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
type Variable = keyof typeof VARIABLES;

const token = (prefix: string, where: string) =>
  z
    .string()
    .startsWith(prefix, { error: `must begin with ${prefix}; copy it anew from ${where}`, abort: true })
    .regex(/^[A-Za-z0-9-]+$/, { error: `holds what no token has; copy it anew from ${where}`, abort: true })
    .min(prefix.length + 8, `is cut short; copy all of it from ${where}`);

const secret = (where: string) =>
  z
    .string()
    .regex(/^[\x21-\x7e]+$/, `holds what no secret has; copy it anew from ${where} of the developer console`)
    .min(8, `is cut short; copy all of it from ${where} of the developer console`);

const schema = z.object({
  SLACK_BOT_TOKEN: token("xoxb-", "OAuth & Permissions of the app page").optional(),
  SLACK_APP_TOKEN: token("xapp-", "Basic Information → App-Level Tokens of the app page").optional(),
  SLACK_SIGNING_SECRET: z
    .string()
    .regex(/^[0-9a-f]{32}$/, "must be 32 characters 0–9 a–f; copy it anew from Basic Information of the app page")
    .optional(),
  SLACK_API_URL: z
    .url({ protocol: /^https?$/, error: "must be an address such as http://127.0.0.1:4000/api/" })
    .endsWith("/api/", "must end in /api/")
    .optional(),
  FEISHU_APP_ID: z
    .string()
    .regex(/^cli_[0-9a-f]{16}$/i, "must be cli_ and 16 characters 0–9 a–f; copy it anew from Credentials & Basic Info")
    .optional(),
  FEISHU_APP_SECRET: secret("Credentials & Basic Info").optional(),
  FEISHU_ENCRYPT_KEY: secret("Encryption Strategy").optional(),
  FEISHU_VERIFICATION_TOKEN: secret("Encryption Strategy").optional(),
  FEISHU_DOMAIN: z
    .url({ protocol: /^https?$/, error: "must be an address such as https://open.larksuite.com" })
    .regex(/^https?:\/\/[^/?#]+\/?$/, "must be an address alone, without a path: https://open.larksuite.com")
    .transform((address) => address.replace(/\/$/, ""))
    .optional(),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: "must look like postgres://user:password@host:5432/name" })
    .optional(),
  RAPPORT_DATA: z.string().default(".rapport"),
  RAPPORT_SETUP_CODE: z
    .string()
    .min(6, "must have at least 6 characters")
    .max(64, "must have at most 64 characters")
    .optional(),
  HOST: z.string().default("127.0.0.1"),
  PORT: z.coerce
    .number("must be a number")
    .int("must be a whole number")
    .min(0, "must be 0 to 65535")
    .max(65_535, "must be 0 to 65535")
    .default(3000),
  LOG_LEVEL: z
    .enum(["fatal", "error", "warn", "info", "debug", "trace"], "must be fatal, error, warn, info, debug or trace")
    .default("info"),
});

/** The configuration is wrong; `problems` says each mistake with its remedy. */
export class ConfigError extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`The configuration is not right:\n${problems.map((problem) => `  · ${problem}`).join("\n")}`);
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
    ...(parsed.success ? [] : parsed.error.issues.map((issue) => `${String(issue.path[0])} ${issue.message}.`)),
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

/** What is there only by half. */
const halves = (given: Partial<Record<Variable, string>>): string[] => {
  const problems: string[] = [];
  const receives = given.SLACK_APP_TOKEN ?? given.SLACK_SIGNING_SECRET;
  if (given.SLACK_BOT_TOKEN && !receives) {
    problems.push(
      "SLACK_BOT_TOKEN is there, but nothing to receive with: add SLACK_APP_TOKEN (Socket Mode, no public address needed) or SLACK_SIGNING_SECRET (HTTP mode).",
    );
  }
  if (!given.SLACK_BOT_TOKEN && receives) {
    problems.push(
      `${given.SLACK_APP_TOKEN ? "SLACK_APP_TOKEN" : "SLACK_SIGNING_SECRET"} is there, but SLACK_BOT_TOKEN is missing: copy it from OAuth & Permissions of the app page, or remove both to start the sandbox.`,
    );
  }
  if (given.SLACK_APP_TOKEN && given.SLACK_SIGNING_SECRET) {
    problems.push(
      "SLACK_APP_TOKEN and SLACK_SIGNING_SECRET are both there: keep the first for Socket Mode or the second for HTTP mode.",
    );
  }
  if (given.SLACK_API_URL && !given.SLACK_BOT_TOKEN) {
    problems.push(
      "SLACK_API_URL is there without SLACK_BOT_TOKEN: the sandbox brings its own server. Add the token or remove the address.",
    );
  }
  return problems;
};

const halvesOfFeishu = (given: Partial<Record<Variable, string>>): string[] => {
  const problems: string[] = [];
  const { FEISHU_APP_ID: id, FEISHU_APP_SECRET: secret, FEISHU_DOMAIN: domain } = given;
  const { FEISHU_ENCRYPT_KEY: key, FEISHU_VERIFICATION_TOKEN: verification } = given;
  const page = "Credentials & Basic Info of the developer console";
  if (id && !secret) problems.push(`FEISHU_APP_ID is there, but FEISHU_APP_SECRET is missing: copy it from ${page}.`);
  if (!id && secret) problems.push(`FEISHU_APP_SECRET is there, but FEISHU_APP_ID is missing: copy it from ${page}.`);
  if (Boolean(key) !== Boolean(verification)) {
    problems.push(
      "FEISHU_ENCRYPT_KEY and FEISHU_VERIFICATION_TOKEN go together: copy both from Encryption Strategy when Feishu pushes to an address, or remove the one for the long connection.",
    );
  }
  if (!id && !secret && (key || verification || domain)) {
    const name = key ? "FEISHU_ENCRYPT_KEY" : verification ? "FEISHU_VERIFICATION_TOKEN" : "FEISHU_DOMAIN";
    problems.push(`${name} is there without FEISHU_APP_ID and FEISHU_APP_SECRET: add both, or remove it.`);
  }
  return problems;
};

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
    throw new ConfigError([`${file} is there, but cannot be read: give this account the right to, or remove it.`]);
  }
};

/** The text of `.env.example`. */
export const envExample = (): string =>
  `${["# Copy to .env and fill in what you need. With nothing filled in, `npm start` is the sandbox.", ...Object.entries(VARIABLES).map(([name, about]) => `\n# ${about}\n# ${name}=`)].join("\n")}\n`;
