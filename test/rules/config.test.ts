import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { ConfigError, envExample, readConfig } from "../../src/config.ts";

const BOT = `xoxb-${"1".repeat(12)}`;
const APP = `xapp-1-${"A".repeat(12)}`;
const SECRET = "0123456789abcdef0123456789abcdef";
const ID = `cli_${"a1".repeat(8)}`;
const FEISHU_SECRET = "f".repeat(32);
const problemsOf = (environment: Record<string, string>): readonly string[] => {
  try {
    readConfig(environment, "/srv");
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.map(({ en }) => en);
    throw error;
  }
  return [];
};

describe("configuration", () => {
  test("nothing given is the sandbox with the embedded database, on this computer only", () => {
    expect(readConfig({}, "/srv")).toEqual({
      slack: undefined,
      feishu: undefined,
      databaseUrl: undefined,
      dataFolder: "/srv/.rapport/demo",
      host: "127.0.0.1",
      port: 3000,
      logLevel: "info",
      setupCode: undefined,
    });
  });

  test("with tokens the company has a folder of its own, apart from the sandbox's", () => {
    const tokens = { SLACK_BOT_TOKEN: BOT, SLACK_APP_TOKEN: APP };
    expect(readConfig(tokens, "/srv").dataFolder).toBe("/srv/.rapport");
    expect(readConfig({ ...tokens, RAPPORT_DATA: "/data" }, "/srv").dataFolder).toBe("/data");
    expect(readConfig({ RAPPORT_DATA: "/data" }, "/srv").dataFolder).toBe("/data/demo");
  });

  test("tokens make it Socket Mode or HTTP mode", () => {
    expect(readConfig({ SLACK_BOT_TOKEN: BOT, SLACK_APP_TOKEN: APP }, "/srv").slack).toMatchObject({
      kind: "socket",
      appToken: APP,
    });
    expect(readConfig({ SLACK_BOT_TOKEN: BOT, SLACK_SIGNING_SECRET: SECRET }, "/srv").slack).toMatchObject({
      kind: "http",
      signingSecret: SECRET,
    });
  });

  test("Feishu's come beside Slack's or alone: the long connection, or an address that Feishu pushes to", () => {
    const app = { FEISHU_APP_ID: ID, FEISHU_APP_SECRET: FEISHU_SECRET };
    const alone = readConfig({ ...app, FEISHU_DOMAIN: "https://open.larksuite.com/" }, "/srv");
    expect(alone.slack).toBeUndefined();
    expect(alone.feishu).toEqual({
      kind: "socket",
      appId: ID,
      appSecret: FEISHU_SECRET,
      domain: "https://open.larksuite.com",
    });
    const push = { FEISHU_ENCRYPT_KEY: "encrypt-key", FEISHU_VERIFICATION_TOKEN: "verification" };
    const both = readConfig({ ...app, ...push, SLACK_BOT_TOKEN: BOT, SLACK_APP_TOKEN: APP }, "/srv");
    expect(both.slack).toMatchObject({ kind: "socket" });
    expect(both.feishu).toMatchObject({ kind: "http", encryptKey: "encrypt-key", verificationToken: "verification" });
  });

  test.each<[string, Record<string, string>, RegExp]>([
    ["an app id alone", { FEISHU_APP_ID: ID }, /FEISHU_APP_SECRET is missing: copy it/],
    ["an app secret alone", { FEISHU_APP_SECRET: FEISHU_SECRET }, /FEISHU_APP_ID is missing: copy it/],
    ["an app id that is none", { FEISHU_APP_ID: "cli_1", FEISHU_APP_SECRET: FEISHU_SECRET }, /must be cli_ and 16/],
    [
      "half of what pushes need",
      { FEISHU_APP_ID: ID, FEISHU_APP_SECRET: FEISHU_SECRET, FEISHU_ENCRYPT_KEY: "encrypt-key" },
      /FEISHU_ENCRYPT_KEY and FEISHU_VERIFICATION_TOKEN go together/,
    ],
    ["a domain without an app", { FEISHU_DOMAIN: "https://open.larksuite.com" }, /FEISHU_DOMAIN is there without/],
    [
      "a domain with a path",
      { FEISHU_APP_ID: ID, FEISHU_APP_SECRET: FEISHU_SECRET, FEISHU_DOMAIN: "https://x.y/open-apis" },
      /FEISHU_DOMAIN must be an address alone/,
    ],
    ["a bot token alone", { SLACK_BOT_TOKEN: BOT }, /add SLACK_APP_TOKEN .* or SLACK_SIGNING_SECRET/],
    ["an app token alone", { SLACK_APP_TOKEN: APP }, /SLACK_BOT_TOKEN is missing: copy it/],
    [
      "both ways in",
      { SLACK_BOT_TOKEN: BOT, SLACK_APP_TOKEN: APP, SLACK_SIGNING_SECRET: SECRET },
      /keep the first .* or the second/,
    ],
    [
      "the wrong token",
      { SLACK_BOT_TOKEN: "xoxp-1234567890", SLACK_APP_TOKEN: APP },
      /SLACK_BOT_TOKEN must begin with xoxb-/,
    ],
    [
      "a token cut short",
      { SLACK_BOT_TOKEN: "xoxb-12", SLACK_APP_TOKEN: APP },
      /SLACK_BOT_TOKEN is cut short; copy all/,
    ],
    [
      "a token with a space",
      { SLACK_BOT_TOKEN: BOT, SLACK_APP_TOKEN: `${APP} x` },
      /SLACK_APP_TOKEN holds what no token/,
    ],
    ["another server without a token", { SLACK_API_URL: "http://127.0.0.1:1/api/" }, /brings its own server/],
    [
      "an address without /api/",
      { SLACK_BOT_TOKEN: BOT, SLACK_APP_TOKEN: APP, SLACK_API_URL: "http://127.0.0.1:1" },
      /must end in \/api\//,
    ],
    ["a database that is none", { DATABASE_URL: "mysql://x" }, /must look like postgres:/],
    ["a port that is none", { PORT: "80 80" }, /PORT must be a number/],
    ["a port out of range", { PORT: "70000" }, /0 to 65535/],
    ["a short set-up code", { RAPPORT_SETUP_CODE: "abc" }, /at least 6/],
  ])("%s is refused with its remedy", (_, environment, problem) => {
    expect(problemsOf(environment).join("\n")).toMatch(problem);
  });

  test("all problems are told at once, and no secret with them", () => {
    const problems = problemsOf({ SLACK_BOT_TOKEN: "xoxp-secret-secret", PORT: "x", LOG_LEVEL: "loud" });
    expect(problems).toHaveLength(4);
    expect(problems.join()).not.toContain("secret-secret");
  });

  test(".env.example is up to date", () => {
    expect(readFileSync(".env.example", "utf8")).toBe(envExample());
  });
});
