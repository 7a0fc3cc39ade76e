import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { ConfigError, envExample, readConfig } from "../../src/config.ts";

const BOT = `xoxb-${"1".repeat(12)}`;
const APP = `xapp-1-${"A".repeat(12)}`;
const SECRET = "0123456789abcdef0123456789abcdef";
const problemsOf = (environment: Record<string, string>): readonly string[] => {
  try {
    readConfig(environment, "/srv");
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
};

describe("configuration", () => {
  test("nothing given is the sandbox with the embedded database, on this computer only", () => {
    expect(readConfig({}, "/srv")).toEqual({
      slack: { kind: "sandbox" },
      databaseUrl: undefined,
      dataFolder: "/srv/.rapport",
      host: "127.0.0.1",
      port: 3000,
      logLevel: "info",
      setupCode: undefined,
    });
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

  test.each<[string, Record<string, string>, RegExp]>([
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
