import { type Config, ConfigError, loadConfig, playsSandbox } from "../config.ts";
import { systemClock } from "../core/clock.ts";
import { type Finding, fine, wrong } from "../core/finding.ts";
import { createLog } from "../core/log.ts";
import { countProcesses } from "../data/processes.ts";
import { features } from "../features/index.ts";
import { examine as examineFeishu } from "../platforms/feishu/doctor.ts";
import { examine as examineSlack } from "../platforms/slack/doctor.ts";
import { examineHouse, placesOn } from "./doctor-house.ts";

export const WARDS = ["feishu", "slack"] as const;
export type Ward = (typeof WARDS)[number];

interface Section {
  readonly title: string;
  readonly findings: AsyncIterable<Finding>;
}

/**
 * Looks at the installation and says what is wrong with it, line by line as it finds out; nothing is changed.
 * @param ward one platform alone; all that is configured, the database and the bot when absent
 * @returns whether nothing is wrong
 */
export const doctor = async (ward: Ward | undefined, print: (line: string) => void): Promise<boolean> => {
  const found: Finding[] = [];
  for (const { title, findings } of sectionsOf(ward)) {
    print(title);
    for await (const finding of findings) {
      found.push(finding);
      for (const line of linesOf(finding)) print(line);
    }
    print("");
  }
  print(verdict(found));
  return !found.some(({ state }) => state === "wrong");
};

const sectionsOf = (ward: Ward | undefined): readonly Section[] => {
  let config: Config;
  try {
    config = loadConfig();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return [{ title: "Configuration", findings: each(error.problems.map(misconfigured)) }];
  }
  const all: readonly Section[] = [
    { title: "Feishu", findings: feishu(config) },
    { title: "Slack", findings: slack(config) },
    { title: "This computer", findings: examineHouse(config, GROUND) },
  ];
  if (ward !== undefined) return all.filter(({ title }) => title.toLowerCase() === ward);
  const there = { Feishu: config.feishu, Slack: config.slack, "This computer": true };
  const sections = all.filter(({ title }) => Object.entries(there).some(([name, is]) => name === title && is));
  if (!playsSandbox(config)) return sections;
  const sandbox = fine("platform", "none is configured: npm start plays both in the sandbox");
  return [{ title: "Platforms", findings: each([sandbox]) }, ...sections];
};

/** What goes wrong is in the findings; the log would say it twice. */
const QUIET = createLog("silent");

async function* each(findings: readonly Finding[]): AsyncGenerator<Finding> {
  yield* findings;
}

const misconfigured = (problem: string): Finding => {
  const cut = problem.indexOf(": ");
  if (cut < 0) return { check: "configuration", state: "wrong", says: problem, remedy: undefined };
  const remedy = problem.slice(cut + 2);
  return wrong("configuration", problem.slice(0, cut), `${remedy.slice(0, 1).toUpperCase()}${remedy.slice(1)}`);
};

const GROUND = { clock: systemClock, log: QUIET };

async function* feishu(config: Config): AsyncGenerator<Finding> {
  const { feishu: app } = config;
  if (!app) {
    const remedy = "Set FEISHU_APP_ID and FEISHU_APP_SECRET; docs/feishu.md says where they are.";
    yield wrong("configuration", "Feishu is not configured", remedy);
    return;
  }
  const { appId, appSecret, domain, kind: mode } = app;
  yield fine("configuration", mode === "socket" ? "complete, for the long connection" : "complete, for HTTP mode");
  const places = () => placesOn("feishu", config, GROUND);
  const processes = () => processesOn(config, appId);
  yield* examineFeishu({ appId, appSecret, domain, mode, features, places, processes, ...GROUND });
}

/** Those that may be connected at this moment; undefined where the database does not answer, which is told elsewhere. */
const processesOn = async ({ databaseUrl }: Config, appId: string): Promise<number | undefined> =>
  databaseUrl === undefined ? 1 : countProcesses(databaseUrl, appId).catch(() => undefined);

async function* slack(config: Config): AsyncGenerator<Finding> {
  const { slack: app } = config;
  if (!app) {
    const remedy = "Set SLACK_BOT_TOKEN and SLACK_APP_TOKEN; the README says where they are.";
    yield wrong("configuration", "Slack is not configured", remedy);
    return;
  }
  const { botToken, apiUrl, kind } = app;
  yield fine("configuration", kind === "socket" ? "complete, for Socket Mode" : "complete, for HTTP mode");
  const appToken = kind === "socket" ? app.appToken : undefined;
  const places = () => placesOn("slack", config, GROUND);
  yield* examineSlack({ botToken, appToken, apiUrl, features, places, ...GROUND });
}

const SAID = { ok: "ok", wrong: "wrong", unknown: "not known" } as const;

const linesOf = ({ check, state, says, remedy }: Finding): readonly string[] => [
  `  ${SAID[state].padEnd(10)} ${check.padEnd(14)} ${says}`,
  ...(remedy === undefined ? [] : [`${" ".repeat(13)}→ ${remedy}`]),
];

const verdict = (found: readonly Finding[]): string => {
  const count = (state: Finding["state"]) => found.filter((one) => one.state === state).length;
  const [bad, open] = [count("wrong"), count("unknown")];
  if (bad > 0) return `${bad} wrong${open > 0 ? `, ${open} not known` : ""}.`;
  return open > 0 ? `Nothing is wrong; ${open} not known.` : "All is well.";
};
