import { expect } from "vitest";
import type { Card } from "../../src/chat/card.ts";
import type { Shown, ShownForm } from "../../src/chat/port.ts";
import { zone } from "../../src/core/dates.ts";
import type { Origin } from "../../src/platforms/feishu/origin.ts";
import { renderCard as feishuCard } from "../../src/platforms/feishu/render-card.ts";
import { renderForm as feishuForm, TooMuchForACard } from "../../src/platforms/feishu/render-form.ts";
import { renderHome as feishuHome } from "../../src/platforms/feishu/render-home.ts";
import type { Origin as SlackOrigin } from "../../src/platforms/slack/origin.ts";
import { renderCard as slackCard } from "../../src/platforms/slack/render-card.ts";
import { renderForm as slackForm } from "../../src/platforms/slack/render-form.ts";
import { renderHome as slackHome } from "../../src/platforms/slack/render-home.ts";
import { validateCard } from "../../src/sandbox/feishu/cards/validate.ts";
import { problemsInBlocks, problemsInView } from "../../src/sandbox/slack/blocks/validate.ts";

/*
 * Whatever people have typed, what is shown of it is taken by both platforms and neither mentions, links nor formats
 * anything there.
 */
const nobody = () => undefined;
const wire = (value: unknown) => JSON.parse(JSON.stringify(value));

/** Slack would make something of it: markup, a mention, a link. */
const SLACK_DRESSED = /"type":"(?:mrkdwn|link|broadcast|user|usergroup|channel|emoji)"/;
const SLACK_MARKUP = /<[!@#]|<[a-z]+:/;
/** Neither a mention nor a link, a picture, a table or a tag, but for the colour that is ours. */
export const FEISHU_MARKUP = /<(?!\/?font[ >])|\]\(|https?:\/\/|\bwww\.|~~|```|^\s*[-#|>]/m;

/** All that Feishu reads as markdown in there, on one side of the line or the other. */
export const markdownIn = (part: unknown): string[] => {
  if (Array.isArray(part)) return part.flatMap(markdownIn);
  if (typeof part !== "object" || part === null) return [];
  const { tag, content, behaviors: _behaviors, ...rest } = Object.fromEntries(Object.entries(part));
  const own = (tag === "markdown" || tag === "lark_md") && typeof content === "string" ? [content] : [];
  return [
    ...own,
    ...markdownIn(Object.values({ ...rest, content: typeof content === "string" ? undefined : content })),
  ];
};

const inFeishu = (drawn: object): void => {
  expect(validateCard(JSON.stringify(drawn))).toBeUndefined();
  expect(markdownIn(drawn).join("\n")).not.toMatch(FEISHU_MARKUP);
};

export const cardHarmless = (card: Card): void => {
  const { blocks, text } = slackCard(card);
  expect(problemsInBlocks(wire(blocks), "message")).toEqual([]);
  expect(JSON.stringify(blocks)).not.toMatch(SLACK_DRESSED);
  expect(text).not.toMatch(SLACK_MARKUP);
  inFeishu(feishuCard(card, { key: "key" }));
};

export const homeHarmless = (cards: readonly Card[]): void => {
  const home = slackHome(cards, nobody);
  expect(problemsInView(wire(home))).toEqual([]);
  expect(JSON.stringify(home)).not.toMatch(SLACK_DRESSED);
  inFeishu(feishuHome(cards, nobody));
};

const IN_SLACK: SlackOrigin = {
  place: {
    platform: "slack",
    workspace: "T0123456789",
    place: "C0123456789",
    kind: "group",
    thread: "1764000000.000100",
    message: "1764000000.000200",
  },
  user: "U0123456789",
  responseUrl: `https://hooks.slack.com/actions/T0123456789/${"1234567890".repeat(6)}`,
  at: new Date("2026-11-23T01:00:00Z"),
  ephemeral: true,
};
const id = (kind: string) => `${kind}_${"0123456789abcdef".repeat(2)}`;
const IN_FEISHU: Origin = {
  place: {
    platform: "feishu",
    workspace: "2f4e8c1ab90d7653",
    place: id("oc"),
    kind: "group",
    thread: id("om"),
    message: id("om"),
  },
  user: id("ou"),
  token: id("c"),
};

/** What is too large for a card is answered in words in Feishu. */
const formHarmless = (form: ShownForm): void => {
  const view = slackForm(form, IN_SLACK);
  expect(problemsInView(wire(view))).toEqual([]);
  expect(JSON.stringify(view)).not.toMatch(SLACK_DRESSED);
  const texts = Object.entries(form.values).flatMap(([name, value]) => ("text" in value ? [[name, value.text]] : []));
  const around = {
    ...{ instance: "one", zone: zone("Asia/Shanghai"), origin: IN_FEISHU, found: {} },
    ...{ files: [], places: [], colleagues: [], queries: Object.fromEntries(texts) },
  };
  try {
    inFeishu(feishuForm(form, around));
  } catch (error) {
    if (!(error instanceof TooMuchForACard)) throw error;
  }
};

export const shownHarmless = (shown: Shown): void => {
  if (shown.kind === "form" || shown.kind === "fix") formHarmless(shown.form);
  else cardHarmless(shown.card);
  if (shown.kind === "replace" && shown.say) cardHarmless(shown.say);
};
