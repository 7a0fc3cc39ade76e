import { type Config, ConfigError, loadConfig, playsSandbox } from "../config.ts";
import { systemClock } from "../core/clock.ts";
import { CHECKS, type Finding, fine, wrong } from "../core/finding.ts";
import type { InBoth, Language } from "../core/language.ts";
import { createLog } from "../core/log.ts";
import { countProcesses } from "../data/processes.ts";
import { features } from "../features/index.ts";
import { examine as examineFeishu } from "../platforms/feishu/doctor.ts";
import { examine as examineSlack } from "../platforms/slack/doctor.ts";
import { examineHouse, type Ground, knownOf } from "./doctor-house.ts";

export const WARDS = ["feishu", "slack"] as const;
export type Ward = (typeof WARDS)[number];

interface Section {
  readonly title: InBoth;
  readonly findings: AsyncIterable<Finding>;
}
interface Looked {
  readonly title: InBoth;
  readonly found: readonly Finding[];
}

interface Wishes {
  /** One platform alone; all that is configured, the database and the bot when absent. */
  readonly ward: Ward | undefined;
  /** The company's when absent, and English where that is not known. */
  readonly language: Language | undefined;
  print(line: string): void;
}

/**
 * Looks at the installation and says what is wrong with it, the worst first, then how many of each; nothing is changed.
 * @returns whether nothing is wrong
 */
export const doctor = async ({ ward, language, print }: Wishes): Promise<boolean> => {
  const looked: { title: InBoth; found: Finding[] }[] = [];
  let ofCompany: Language | undefined;
  const speaks = (spoken: Language) => {
    ofCompany = spoken;
  };
  try {
    for (const { title, findings } of sectionsOf(ward, { clock: systemClock, log: QUIET, speaks })) {
      const found: Finding[] = [];
      looked.push({ title, found });
      for await (const finding of findings) found.push(finding);
    }
  } finally {
    // Also what was found before a look that failed.
    for (const line of report(looked, language ?? ofCompany ?? "en")) print(line);
  }
  return !looked.some(({ found }) => found.some(({ state }) => state === "wrong"));
};

const sectionsOf = (ward: Ward | undefined, ground: Ground): readonly Section[] => {
  let config: Config;
  try {
    config = loadConfig();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return [{ title: { en: "Configuration", zh: "配置" }, findings: each(error.problems.map(misconfigured)) }];
  }
  const sections = {
    feishu: { title: { en: "Feishu", zh: "飞书" }, findings: feishu(config, ground) },
    slack: { title: { en: "Slack", zh: "Slack" }, findings: slack(config, ground) },
  };
  if (ward !== undefined) return [sections[ward]];
  const house = { title: { en: "This computer", zh: "这台电脑" }, findings: examineHouse(config, ground) };
  if (!playsSandbox(config)) return [...WARDS.flatMap((name) => (config[name] ? [sections[name]] : [])), house];
  const sandbox = fine("platform", {
    en: "none is configured: npm start plays both in the sandbox",
    zh: "一个都没有配置：npm start 会在沙盒里模拟两个平台",
  });
  return [{ title: { en: "Platforms", zh: "平台" }, findings: each([sandbox]) }, house];
};

/** What goes wrong is in the findings; the log would say it twice. */
const QUIET = createLog("silent");

async function* each(findings: readonly Finding[]): AsyncGenerator<Finding> {
  yield* findings;
}

/** Of each language, what stands before the first colon is what is wrong, and the rest its remedy. */
const misconfigured = ({ en, zh }: InBoth): Finding => {
  const [cut, cutZh] = [en.indexOf(": "), zh.indexOf("：")];
  if (cut < 0 || cutZh < 0) return { check: "configuration", state: "wrong", says: { en, zh }, remedy: undefined };
  const remedy = en.slice(cut + 2);
  return wrong(
    "configuration",
    { en: en.slice(0, cut), zh: zh.slice(0, cutZh) },
    { en: `${remedy.slice(0, 1).toUpperCase()}${remedy.slice(1)}`, zh: zh.slice(cutZh + 1) },
  );
};

const HTTP = { en: "complete, for HTTP mode", zh: "齐全，用 HTTP 模式" };

async function* feishu(config: Config, ground: Ground): AsyncGenerator<Finding> {
  const { feishu: app } = config;
  if (!app) {
    yield wrong(
      "configuration",
      { en: "Feishu is not configured", zh: "飞书还没有配置" },
      {
        en: "Set FEISHU_APP_ID and FEISHU_APP_SECRET; docs/feishu.md says where they are.",
        zh: "请填 FEISHU_APP_ID 和 FEISHU_APP_SECRET；在哪里找，见 docs/feishu.zh.md。",
      },
    );
    return;
  }
  const { appId, appSecret, domain, kind: mode } = app;
  const line = { en: "complete, for the long connection", zh: "齐全，用长连接" };
  yield fine("configuration", mode === "socket" ? line : HTTP);
  const places = async () => (await knownOf("feishu", config, ground)).places;
  const processes = () => processesOn(config, appId);
  yield* examineFeishu({ appId, appSecret, domain, mode, features, places, processes, ...ground });
}

/** Those that may be connected at this moment; undefined where the database does not answer, which is told elsewhere. */
const processesOn = async ({ databaseUrl }: Config, appId: string): Promise<number | undefined> =>
  databaseUrl === undefined ? 1 : countProcesses(databaseUrl, appId).catch(() => undefined);

async function* slack(config: Config, ground: Ground): AsyncGenerator<Finding> {
  const { slack: app } = config;
  if (!app) {
    yield wrong(
      "configuration",
      { en: "Slack is not configured", zh: "Slack 还没有配置" },
      {
        en: "Set SLACK_BOT_TOKEN and SLACK_APP_TOKEN; the README says where they are.",
        zh: "请填 SLACK_BOT_TOKEN 和 SLACK_APP_TOKEN；在哪里找，见 README。",
      },
    );
    return;
  }
  const { botToken, apiUrl, kind } = app;
  const line = { en: "complete, for Socket Mode", zh: "齐全，用 Socket Mode" };
  yield fine("configuration", kind === "socket" ? line : HTTP);
  const appToken = kind === "socket" ? app.appToken : undefined;
  const known = () => knownOf("slack", config, ground);
  yield* examineSlack({ botToken, appToken, apiUrl, features, known, ...ground });
}

const ORDER: readonly Finding["state"][] = ["wrong", "unknown", "ok"];
const SAID: Readonly<Record<Finding["state"], InBoth>> = {
  ok: { en: "ok", zh: "正常" },
  wrong: { en: "wrong", zh: "有问题" },
  unknown: { en: "not known", zh: "无法确定" },
};
const placeOf = ({ state }: Finding): number => ORDER.indexOf(state);

const report = (looked: readonly Looked[], language: Language): readonly string[] => {
  const sorted = looked.map(({ title, found }) => ({
    title,
    found: found.toSorted((one, other) => placeOf(one) - placeOf(other)),
  }));
  const worst = ({ found: [first] }: Looked) => (first ? placeOf(first) : ORDER.length);
  return [
    ...sorted
      .toSorted((one, other) => worst(one) - worst(other))
      .flatMap(({ title, found }) => [title[language], ...found.flatMap((one) => linesOf(one, language)), ""]),
    verdict(
      looked.flatMap(({ found }) => found),
      language,
    ),
  ];
};

/** Characters that take the room of two. */
const WIDE = /[\u2e80-\ufffd]/g;
const padded = (text: string, width: number): string =>
  text + " ".repeat(Math.max(0, width - text.length - (text.match(WIDE)?.length ?? 0)));

const linesOf = ({ check, state, says, remedy }: Finding, language: Language): readonly string[] => {
  const name = language === "zh" ? CHECKS[check] : check;
  return [
    `  ${padded(SAID[state][language], 10)} ${padded(name, 14)} ${says[language]}`,
    ...(remedy === undefined ? [] : [`${" ".repeat(13)}→ ${remedy[language]}`]),
  ];
};

const verdict = (found: readonly Finding[], language: Language): string => {
  const count = (state: Finding["state"]) => found.filter((one) => one.state === state).length;
  const [bad, open] = [count("wrong"), count("unknown")];
  if (language === "zh") {
    if (bad > 0) return `${bad} 项有问题${open > 0 ? `，${open} 项无法确定` : ""}。`;
    return open > 0 ? `没有问题，${open} 项无法确定。` : "一切正常。";
  }
  if (bad > 0) return `${bad} wrong${open > 0 ? `, ${open} not known` : ""}.`;
  return open > 0 ? `Nothing is wrong; ${open} not known.` : "All is well.";
};
