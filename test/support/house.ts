import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, vi } from "vitest";
import { type App, startApp } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import type { Clock } from "../../src/core/clock.ts";
import { createLog } from "../../src/core/log.ts";
import { type Database, openDatabase } from "../../src/data/client.ts";
import type { Form, Message, Person } from "../../src/sandbox/driver.ts";
import type { FeishuSandbox } from "../../src/sandbox/feishu/contract.ts";
import type { SlackSandbox } from "../../src/sandbox/slack/contract.ts";
import { createDatabase, dropDatabase } from "./database.ts";
import { formOf } from "./late-form.ts";
import { startPushedHouse } from "./pushed-house.ts";

/** The whole house as `npm start` puts it together: demo company, sandbox, the real SDK between, a database of its own. */
export interface RunningHouse {
  readonly url: string;
  readonly slack: SlackSandbox;
  readonly feishu: FeishuSandbox;
  readonly clock: Clock;
  readonly database: Database;
  moveClock(to: string): Promise<void>;
  /** In front of Slack. */
  person(who: string): Person;
  /** The form in front of that person; waits for it, and opens it where it came late. */
  form(person: Person): Promise<Form>;
  /** What that person sees at last, in front of either platform; waits for it. */
  until<T>(person: Person, sees: () => T | undefined | null | false, what: string): Promise<T>;
  /** The newest message there that the test can accept; waits for it. */
  reads(person: Person, what: RegExp, where?: { readonly in?: string; readonly thread?: Message }): Promise<Message>;
}

/** Milliseconds of real time: Slack counts its limits by the minute, and a test may have spent that minute's edits. */
const PATIENCE = 90_000;
/** Milliseconds in which the platforms want an answer: however slow the machine is, none comes too late for them. */
const UNHURRIED = 15_000;
/** A Monday morning in Shanghai; the demo company is founded then, and the clock runs on from there. */
const BEGINS = "2026-11-23T09:00:00+08:00";

/**
 * @param way how the platforms reach the bot: over connections of its own, or by pushing to its address
 * @param reach how the bot reaches the database; the test itself reaches it directly
 */
export const withHouse = (
  way: "connection" | "push" = "connection",
  reach: (url: string) => Promise<string> = async (url) => url,
): RunningHouse => {
  vi.setConfig({ testTimeout: 3 * PATIENCE });
  let app: Pick<App, "url" | "sandbox" | "stop"> | undefined;
  let database: Database | undefined;
  let url = "";
  let folder = "";
  beforeAll(async () => {
    url = await createDatabase();
    folder = await mkdtemp(path.join(tmpdir(), "rapport-house-"));
    database = openDatabase(url);
    const config = readConfig({ PORT: "0", DATABASE_URL: await reach(url), LOG_LEVEL: "fatal" }, folder);
    const [log, begins] = [createLog("fatal"), new Date(BEGINS)];
    app =
      way === "push"
        ? await startPushedHouse({ database, dataFolder: config.dataFolder, begins, log, patience: UNHURRIED })
        : await startApp(config, log, { begins, patience: UNHURRIED });
  });
  afterAll(async () => {
    await app?.stop();
    await database?.close();
    if (url) await dropDatabase(url);
    if (folder) await rm(folder, { recursive: true });
  });
  const running = () => {
    if (!app?.sandbox || !database) throw new Error("withHouse() is ready inside a test.");
    return { app, sandbox: app.sandbox, database };
  };
  const sideOf = ({ id }: Person) => (id.startsWith("ou_") ? running().sandbox.feishu : running().sandbox.slack);
  const until = <T>(person: Person, sees: () => T | undefined | null | false, what: string) =>
    sideOf(person)
      .until(sees, { what: `${person.name}: ${what}`, within: PATIENCE })
      .catch((cause: unknown) => {
        throw new Error(`${person.name} waited in vain: ${what}. Newest there: ${person.last()?.text}`, { cause });
      });
  return {
    get url() {
      return running().app.url;
    },
    get slack() {
      return running().sandbox.slack;
    },
    get feishu() {
      return running().sandbox.feishu;
    },
    get clock() {
      return running().sandbox.clock;
    },
    get database() {
      return running().database;
    },
    moveClock: (to) => running().sandbox.moveClock(new Date(to)),
    person: (who) => running().sandbox.slack.person(who),
    until,
    form: (person) => formOf(person, { until: (sees, what) => until(person, sees, what) }),
    reads: (person, what, where = {}) =>
      until(person, () => person.messages(where).findLast(({ text }) => what.test(text)), `reads ${what}`),
  };
};
