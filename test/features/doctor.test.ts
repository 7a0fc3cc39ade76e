import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { examineCompany } from "../../src/cli/doctor-company.ts";
import { MovableClock, systemClock } from "../../src/core/clock.ts";
import { wrong } from "../../src/core/finding.ts";
import { asOrganizationId, newId } from "../../src/core/ids.ts";
import { from } from "../../src/data/client.ts";
import { systemScope } from "../../src/data/scope.ts";
import { features } from "../../src/features/index.ts";
import { manifest as manifestOfFeishu } from "../../src/platforms/feishu/manifest.ts";
import { installed } from "../../src/sandbox/feishu/install.ts";
import type { SlackSandbox } from "../../src/sandbox/slack/index.ts";
import { startSandbox, TENANT } from "../platforms/sandbox-feishu-app.ts";
import { runCommand } from "../support/command.ts";
import { makeCompany } from "../support/company.ts";
import { createDatabase, dropDatabase, withDatabase } from "../support/database.ts";
import { SCOPES, TOKENS, trialSlack } from "../support/trial-slack.ts";

// Each look is a process of its own, and the machine may have other things to do.
vi.setConfig({ testTimeout: 180_000 });

const database = withDatabase();
let folder: string;
let sandbox: SlackSandbox | undefined;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "rapport-doctor-"));
});
afterEach(async () => {
  await sandbox?.stop();
  sandbox = undefined;
  await rm(folder, { recursive: true });
});

const slack = async (
  scopes: readonly string[] = SCOPES,
  channels?: readonly string[],
): Promise<Record<string, string>> => {
  sandbox = await trialSlack(scopes, channels);
  return { ...TOKENS, SLACK_API_URL: sandbox.apiUrl };
};
const look = (args: readonly string[], environment: Readonly<Record<string, string>>) =>
  runCommand(
    ["doctor", "--lang", "en", ...args],
    { RAPPORT_DATA: path.join(folder, "data"), PORT: "0", ...environment },
    folder,
  );

describe("doctor slack", () => {
  test("finds an app that is well, and prints no secret", async () => {
    const { code, said } = await look(["slack"], await slack());
    expect(said).toMatch(/ok +credentials +Trial knows the bot as @/);
    expect(said).toMatch(/ok +scopes +all \d+ are granted/);
    expect(said).toMatch(/ok +connection +Slack gives out an address/);
    expect(said).toContain("Nothing is wrong; 1 not known.");
    expect(said).not.toContain("secret");
    expect(code).toBe(0);
  });

  test("finds a clock that goes wrong by Slack's own", async () => {
    const environment = await slack();
    const { said: well } = await look(["slack"], environment);
    expect(well).toMatch(/ok +clock +goes with Slack's/);
    const behind = createServer(async (request, response) => {
      const { "content-type": type = "", authorization = "" } = request.headers;
      const { search, pathname } = new URL(request.url ?? "", environment.SLACK_API_URL);
      const body = await new Response(Readable.toWeb(request) as ReadableStream).text();
      const asked = { method: "POST", headers: { "content-type": type, authorization }, body };
      const answer = await fetch(new URL(`${path.basename(pathname)}${search}`, environment.SLACK_API_URL), asked);
      const date = new Date(Date.now() - 7 * 60_000).toUTCString();
      const scopes = answer.headers.get("x-oauth-scopes") ?? "";
      const headers = { "content-type": "application/json", "x-oauth-scopes": scopes, date };
      response.writeHead(answer.status, headers).end(await answer.text());
    });
    await new Promise<void>((resolve) => behind.listen(0, "127.0.0.1", resolve));
    const { port } = behind.address() as AddressInfo;
    const ran = await look(["slack"], { ...environment, SLACK_API_URL: `http://127.0.0.1:${port}/api/` });
    behind.close();
    expect(ran.said).toMatch(/wrong +clock +this computer is 7 min ahead of Slack\n +→ Set it by the network/);
    expect(ran.said).toMatch(/ok +credentials/);
    expect(ran.code).toBe(1);
  });

  test("finds missing scopes, a wrong bot token and a wrong app token", async () => {
    const environment = await slack(SCOPES.slice(1));
    const scopes = await look(["slack"], environment);
    expect(scopes).toMatchObject({ code: 1, said: expect.stringContaining(`not granted: ${SCOPES[0]}`) });
    const app = await look(["slack"], { ...environment, SLACK_APP_TOKEN: "xapp-1-another-00000" });
    expect(app.said).toMatch(/wrong +connection .*\n +→ Turn on Socket Mode, and copy an app-level token/);
    const bot = await look(["slack"], { ...environment, SLACK_BOT_TOKEN: "xoxb-another-00000" });
    expect(bot).toMatchObject({ code: 1, said: expect.stringMatching(/wrong +credentials .*\n +→ The bot token/) });
  });
});

describe("doctor alone", () => {
  test("says that nothing is configured, and that the database is made at the first start; it makes none", async () => {
    const { code, said } = await look([], {});
    expect(said).toMatch(/ok +platform +none is configured: npm start plays both/);
    expect(said).toMatch(/not known +database +none yet in \S+\/data\/demo/);
    expect(code).toBe(0);
    expect(await look([], {})).toEqual({ code, said });
  });

  test("looks at what is configured, at the database, and at what each organization needs", async () => {
    const { organizationId: id } = await makeCompany(database.handle, { workspace: "T0TRIAL" });
    await from({ database: database.handle }).organization.update({ where: { id }, data: { name: "宏达" } });
    const { code, said } = await look([], { ...(await slack()), DATABASE_URL: database.url });
    expect(said).toMatch(/^Slack\n/);
    expect(said).not.toContain("Feishu\n");
    expect(said).toMatch(/ok +channels +the bot is in all 4 that teams use/);
    expect(said).toMatch(/ok +database +answers, and all migrations are applied/);
    expect(said).toMatch(/(?:ok|not known) +calendar +宏达: .*\d{4}/);
    expect(said).toMatch(/ok +admins +宏达: 1/);
    expect(said).toMatch(/ok +people +宏达: all 10 are reached/);
    expect(said).toMatch(/ok +teams +宏达: all 2 have a channel/);
    expect(said).toMatch(/ok +clock +this computer and the database agree/);
    expect(said).toMatch(/ok +jobs +none is late/);
    expect(said).toMatch(/ok +messages +none waits/);
    expect(code).toBe(0);
  });

  test("finds that the holidays of the year are not known, and says who enters them", async () => {
    const { id } = await from({ database: database.handle }).organization.findFirstOrThrow({ where: { name: "宏达" } });
    const clock = new MovableClock();
    clock.freezeAt(new Date("2031-03-01T00:00:00Z"));
    const scope = systemScope(database.handle, asOrganizationId(id), clock);
    const findings = [];
    for await (const finding of examineCompany(scope)) findings.push(finding);
    expect(findings.find(({ check }) => check === "calendar")).toEqual(
      wrong(
        "calendar",
        { en: "宏达: the holidays of 2031 are not known", zh: "宏达：还不知道 2031 年的节假日" },
        {
          en: "An admin enters them with /holidays; until then only weekends count as free.",
          zh: "请管理员用 /holidays 填写；填好之前，只有周末算休息日。",
        },
      ),
    );
  });

  test("finds the groups of teams in Feishu that the bot is not in", async () => {
    const seed = installed(manifestOfFeishu(features), { secret: "a-secret-of-feishu", name: "Rapport" });
    const feishu = await startSandbox({ tenant: { ...TENANT, app: { ...TENANT.app, ...seed } } });
    try {
      const db = from({ database: database.handle });
      const into = async (name: string, group: string) => {
        const { id: teamId, organizationId } = await db.team.findFirstOrThrow({ where: { name } });
        const at = { platform: "feishu", workspace: feishu.tenantKey, channel: feishu.idOf(group) };
        const row = { ...at, teamId, organizationId, since: systemClock.now() };
        await db.teamChannel.upsert({
          where: { teamId_platform: { teamId, platform: "feishu" } },
          create: row,
          update: row,
        });
      };
      const app = {
        FEISHU_APP_ID: feishu.appId,
        FEISHU_APP_SECRET: "a-secret-of-feishu",
        FEISHU_DOMAIN: feishu.domain,
      };
      const environment = { ...app, DATABASE_URL: database.url };
      await into("华东一组", "sales");
      await into("华南组", "topics");
      const well = await look(["feishu"], environment);
      expect(well.said).toMatch(/ok +channels +the bot is in all 2 that teams use/);
      await into("华南组", "without");
      const { said, code } = await look(["feishu"], environment);
      expect(said).toMatch(
        /wrong +channels +the bot is not in 1 of 2 that teams use: 华南组\n +→ Group settings → Bots/,
      );
      expect(code).toBe(1);
    } finally {
      await feishu.stop();
      await from({ database: database.handle }).teamChannel.deleteMany({ where: { platform: "feishu" } });
    }
  });

  test("speaks as it is told, as this computer does, or as the company, and says the worst first", async () => {
    const { organizationId: id } = await from({ database: database.handle }).workspace.findFirstOrThrow();
    const given = { ...(await slack(SCOPES.slice(1))), DATABASE_URL: database.url };
    const speaks = (args: readonly string[], environment: Readonly<Record<string, string>> = {}) =>
      runCommand(["doctor", ...args], { ...given, PORT: "0", ...environment }, folder);
    await from({ database: database.handle }).organization.update({ where: { id }, data: { language: "zh" } });
    const { said, code } = await speaks([], { LANG: "C.UTF-8" });
    expect(said).toMatch(/^Slack\n {2}有问题 +权限 +\d+ 项里有 1 项没有开通：\S+\n +→ 请在 api\.slack\.com/);
    expect(said).toMatch(/\n这台电脑\n/);
    const [states, last] = [said.match(/^ {2}(?:有问题|无法确定|正常)/gm) ?? [], said.trim().split("\n").at(-1)];
    expect(last).toMatch(/^\d+ 项有问题，\d+ 项无法确定。$/);
    expect(states).toHaveLength(said.match(/^ {2}\S/gm)?.length ?? 0);
    // Whatever is said in Chinese is said so throughout: names, addresses and terms of the console alone are not.
    expect(said.match(/^.*\b(?:is|are|the|of|not)\b.*$/gm)).toBeNull();
    expect(code).toBe(1);
    expect((await speaks(["slack"], { LANG: "zh_CN.UTF-8" })).said).toContain("有问题");
    const english = /^Slack\n {2}wrong +scopes +1 of/;
    expect((await speaks([], { LANG: "zh_CN.UTF-8", LC_ALL: "en_US.UTF-8" })).said).toMatch(english);
    expect((await speaks(["--lang", "en"], { LANG: "zh_CN.UTF-8" })).said).toMatch(english);
    expect(await speaks(["--lang", "fr"])).toMatchObject({
      code: 64,
      said: expect.stringMatching(/^--lang is zh or en/),
    });
    const half = await speaks(["--lang", "zh"], { SLACK_APP_TOKEN: "" });
    expect(half.said).toMatch(
      /^配置\n {2}有问题 +配置 +有 SLACK_BOT_TOKEN，但没有接收的方式\n +→ 请加上 SLACK_APP_TOKEN/,
    );
  });

  test("tells by what has come to the bot what Slack may not send it", async () => {
    const given = { ...(await slack()), DATABASE_URL: database.url };
    const came = (...kinds: readonly string[]) =>
      from({ database: database.handle }).delivery.createMany({
        data: kinds.map((kind) => ({
          id: `slack:${kind}:T0TRIAL:1`,
          platform: "slack",
          workspace: "T0TRIAL",
          user: "U1",
        })),
      });
    expect((await look(["slack"], given)).said).toMatch(/not known +events +Slack does not tell/);
    await came("words", "submit");
    const some = await look(["slack"], given);
    expect(some.said).toMatch(
      /not known +events +in the last week none has come that changed something: slash commands\n +→ .*App Manifest/,
    );
    expect(some.said).not.toMatch(/Interactivity|Event Subscriptions/);
    await came("command");
    expect((await look(["slack"], given)).said).toMatch(
      /ok +events +in the last week words, slash commands and presses/,
    );
    await from({ database: database.handle }).delivery.deleteMany();
  });

  test("finds what is missing of it, each with its remedy", async () => {
    const db = from({ database: database.handle });
    const { id: organizationId } = await db.organization.findFirstOrThrow({ where: { name: "宏达" } });
    const of = (name: string) => ({ organizationId, name });
    await db.identity.deleteMany({ where: { member: of("李伟") } });
    await db.member.updateMany({ where: of("林涛"), data: { closedAt: systemClock.now() } });
    await db.teamChannel.deleteMany({ where: { team: of("华南组") } });
    const { id: teamId, segmentId } = await db.team.findFirstOrThrow({ where: of("华东一组") });
    const closed = { id: newId(), segmentId, ...of("华东二组"), closedAt: systemClock.now() };
    await db.team.create({ data: closed });
    const channel = await db.teamChannel.findFirstOrThrow({ where: { teamId } });
    await db.teamChannel.create({ data: { ...channel, teamId: closed.id, channel: "C-left" } });
    await db.$executeRaw`
      INSERT INTO pgboss.job (name, data, start_after) VALUES ('jobs', '{"job":"x"}', now() - interval '1 hour')`;
    await db.outgoingMessage.create({
      data: {
        id: newId(),
        organizationId,
        key: "late",
        lane: "x",
        kind: "post",
        platform: "slack",
        workspace: "T0TRIAL",
        card: {},
        nextAt: new Date("2026-01-01T00:00:00Z"),
      },
    });
    const { code, said } = await look([], { ...(await slack(SCOPES, ["C-team"])), DATABASE_URL: database.url });
    expect(said).toMatch(
      /wrong +channels +the bot is not in 1 of 2 that teams use: 华东一组\n +→ Type \/invite @Rapport/,
    );
    expect(said).toMatch(/wrong +admins +宏达: nobody .*\n +→ npm run rapport -- admin NAME/);
    expect(said).toMatch(/wrong +people +宏达: 1 of 9 are reached on no platform: 李伟\n +→ .*\/people/);
    expect(said).toMatch(/wrong +teams +宏达: 1 of 2 have no channel: 华南组\n +→ .*\/team/);
    expect(said).toMatch(/wrong +jobs +1 have waited since .*\n +→ Start the bot/);
    expect(said).toMatch(/wrong +messages +1 have waited .*\n +→ Start the bot/);
    expect(code).toBe(1);
  });

  test("finds a database that lacks its migrations, and applies none", async () => {
    const url = await createDatabase({ empty: true });
    try {
      for (const _ of ["once", "again"]) {
        const { code, said } = await look([], { DATABASE_URL: url });
        expect(said).toMatch(/wrong +database +\d+ migrations are not applied: .*\n +→ npm run rapport -- migrate/);
        expect(code).toBe(1);
      }
    } finally {
      await dropDatabase(url);
    }
  });

  test("finds a database that does not answer, without telling its password", async () => {
    const { code, said } = await look([], { DATABASE_URL: "postgres://rapport:hidden@127.0.0.1:9/rapport" });
    expect(said).toMatch(/wrong +database +cannot be used\n +→ .*does not answer: .*Start it/);
    expect(said).not.toContain("hidden");
    expect(code).toBe(1);
  });

  test("finds a bot that is not running", async () => {
    const { said } = await look([], { DATABASE_URL: database.url, PORT: "9" });
    expect(said).toMatch(/not known +running bot +nothing answers at http:\/\/127\.0\.0\.1:9\/readyz/);
  });
});
