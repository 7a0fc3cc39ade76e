import { describe } from "vitest";
import { feishuPlatform } from "./feishu.ts";
import { slackPlatform } from "./slack.ts";
import { type Platform, type Stage, withStage } from "./stage.ts";

const PLATFORMS: readonly [string, () => Platform][] = [
  ["Slack by Socket Mode", () => slackPlatform("socket")],
  ["Slack by HTTP", () => slackPlatform("http")],
  ["Feishu by long connection", () => feishuPlatform("socket")],
  ["Feishu by webhook", () => feishuPlatform("http")],
];

/** The same tests for every way to every platform, each with a database and a bot of its own. */
export const onEveryPlatform = (tests: (stage: Stage) => void): void => {
  for (const [name, createPlatform] of PLATFORMS) describe(name, () => tests(withStage(createPlatform)));
};
