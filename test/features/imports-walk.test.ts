import { existsSync, readFileSync } from "node:fs";
import { chmod, mkdtemp, readdir, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { addDays, dateIn, instantAt, plainTime, weekday, zone } from "../../src/core/dates.ts";
import type { PeopleAnswer } from "../../src/sandbox/web/wire.ts";
import { type StartedProcess, typeLine } from "../support/started.ts";

const SET = path.resolve("../shared/data/crm-sales");
const there = existsSync(SET);
beforeAll(() => {
  if (!there) console.warn(`\n  ${SET} is not there: THE README'S WALK THROUGH IT IS NOT TESTED.\n`);
});

// Two starts, the first of which makes a database cluster.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });
const FRIDAY = 5;
const WAIT = { timeout: 60_000, interval: 500 };

/** The block of commands of the README that has this in it. */
const blockWith = (words: string): readonly string[] => {
  const blocks = [...readFileSync("README.md", "utf8").matchAll(/```sh\n([\s\S]*?)```/g)].map(
    ([, block = ""]) => block,
  );
  return (
    blocks
      .find((block) => block.includes(words))
      ?.trim()
      .split("\n") ?? []
  );
};

describe.runIf(there)("what the README says of a real set and its Friday", () => {
  let folder: string;
  const running = new Set<StartedProcess>();
  beforeEach(async () => {
    // The prefix and the pid let the next run end a server that this one left behind.
    folder = await mkdtemp(path.join(tmpdir(), `rapport-test-${process.pid}-walk-`));
    await chmod(folder, 0o755);
  });
  afterEach(async () => {
    for (const one of running) one.sendAll("SIGINT");
    await Promise.all([...running].map(({ ended }) => ended));
    const entrances = (await readdir(folder, { recursive: true })).filter((name) => path.basename(name) === "postgres");
    for (const home of await Promise.all(entrances.map((name) => realpath(path.join(folder, name)))))
      await rm(home, { recursive: true, force: true });
    await rm(folder, { recursive: true, force: true });
  });
  const types = (line: string): StartedProcess => {
    const npm = { HOME: folder, npm_config_update_notifier: "false", TMPDIR: tmpdir() };
    const one = typeLine(line, { ...npm, RAPPORT_DATA: path.join(folder, "data"), PORT: "0", LOG_LEVEL: "error" });
    running.add(one);
    void one.ended.then(() => running.delete(one));
    return one;
  };
  /** What is on a person's screen in Slack, as the page gets it. */
  const screenOf = async (url: string, as: string): Promise<string> => {
    const response = await fetch(`${url}/sandbox/events?${new URLSearchParams({ in: "slack", as })}`);
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    while (!text.includes("\n\n")) text += (await reader.read()).value;
    await reader.cancel();
    return text;
  };

  test("is typed as it stands there, with Ctrl-C before the start again, and the summary is in the team's channel", async () => {
    const [takeIn = "", again = ""] = blockWith("--until today");
    const first = types("npm start");
    await first.ready();
    first.sendAll("SIGINT");
    await first.ended;

    const taken = types(takeIn);
    expect(await taken.ended, taken.said()).toBe(0);
    expect(taken.said()).toMatch(/Imported in [\d.]+ s: 6 teams, 41 people, 85 customers, 8800 deals\./);

    const url = await types(again).ready();
    const { people, clock }: PeopleAnswer = await (await fetch(`${url}/sandbox/people`)).json();
    const dustin = people.find(({ realName, platform }) => realName === "Dustin Brinkmann" && platform === "slack")!;
    expect(await screenOf(url, dustin.id)).toContain("central-dustin-brinkmann");
    const shanghai = zone("Asia/Shanghai");
    const today = dateIn(shanghai, new Date(clock.now));
    const comes = (days: number) => instantAt(addDays(today, days), plainTime("17:00"), shanghai).getTime();
    const ahead = (FRIDAY - weekday(today) + 7) % 7;
    const to = comes(ahead) > clock.now ? comes(ahead) : comes(ahead + 7);
    const act = { platform: "slack", as: dustin.id, action: { type: "moveClock", to } };
    const headers = { "content-type": "application/json", origin: url };
    const moved = await fetch(`${url}/sandbox/act`, { method: "POST", headers, body: JSON.stringify(act) });
    expect(await moved.json()).toMatchObject({ ok: true });
    await expect.poll(() => screenOf(url, dustin.id), WAIT).toMatch(/Central · Dustin Brinkmann · 本周/);
  });
});
