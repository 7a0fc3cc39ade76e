import { describe, expect, test } from "vitest";
import type { Card } from "../../src/chat/card.ts";
import { zone } from "../../src/core/dates.ts";
import { asMemberId } from "../../src/core/ids.ts";
import { LANGUAGES, type Language } from "../../src/core/language.ts";
import {
  approvalCard,
  type PaperFace,
  requesterCard,
  type Sheet,
  threadCard,
} from "../../src/features/approvals/cards.ts";
import type { ApprovalState } from "../../src/features/approvals/rules.ts";
import { renderCard as feishuCard } from "../../src/platforms/feishu/render-card.ts";
import { renderCard as slackCard } from "../../src/platforms/slack/render-card.ts";
import { validateCard } from "../../src/sandbox/feishu/cards/validate.ts";
import { problemsInBlocks } from "../../src/sandbox/slack/blocks/validate.ts";

/** A paper in each of its states: in the channel, before its requester, in its thread, and told in the direct chat. */
const PERSON = { li: "李伟", zhao: "赵敏", wang: "王芳", chen: "陈静" };
const idOf = (who: keyof typeof PERSON) => asMemberId(`${who}`);
const at = (time: string) => new Date(`2026-11-27T${time}+08:00`);
const STATES: readonly ApprovalState[] = ["waiting", "approved", "rejected", "withdrawn", "invalid"];

const face: PaperFace = {
  number: "FE-2026-0147",
  kind: (language) => (language === "zh" ? "特殊费用" : "Special fee"),
  heading: (language) => (language === "zh" ? "特殊费用 ¥800 · 华信" : "Special fee ¥800 · 华信"),
  facts: ({ language }) => [{ label: language === "zh" ? "客户" : "Customer", value: "华信" }],
  afterwards: (language) => (language === "zh" ? "可以用了。" : "It may be spent now."),
  again: { action: "fees.again", payload: { id: "0192f0c1-7d3e-7000-8000-000000000001" } },
};

/** Signed by the clerk, and as far as the state goes by the manager and finance. */
const sheetIn = (state: ApprovalState): Sheet => {
  const signed = (who: keyof typeof PERSON, time: string, reason: string | null = null) => ({
    ...{ by: idOf(who), for: null, at: at(time), approved: reason === null, reason },
  });
  const [clerk, rejected] = [signed("zhao", "10:05:00"), signed("wang", "11:20:00", "金额太高")];
  const all = [clerk, signed("wang", "11:20:00"), signed("chen", "14:00:00")];
  const decisions = state === "approved" ? all : state === "rejected" ? [clerk, rejected] : [clerk];
  return {
    approval: {
      ...{ id: "a-1", subject: "fee", subjectId: "f-1", teamId: "t-1", requesterId: idOf("li"), state },
      ...{ step: Math.min(decisions.length, 2), version: 3, createdAt: at("09:00:00") },
      closedAt: state === "waiting" ? null : at("14:00:00"),
      steps: (["clerk", "manager", "finance"] as const).map((role, n) => ({ role, decision: decisions[n] ?? null })),
    },
    face,
    names: new Map(Object.entries(PERSON).map(([who, name]) => [asMemberId(who), name])),
    next: state === "waiting" ? [{ id: idOf("wang"), name: PERSON.wang, accounts: [], for: null }] : [],
    team: { name: "华东一组", language: "zh", zone: zone("Asia/Shanghai"), places: [] },
    why: { en: "The contract was signed on 25 Nov.", zh: "合同已在 11月25日 签订。" },
  };
};

const cardsOf = (language: Language): Record<string, Card> => {
  const reader = { language, zone: zone("Asia/Shanghai") };
  return Object.fromEntries(
    STATES.flatMap((state) => {
      const sheet = sheetIn(state);
      return [
        [`${state}, in the channel`, approvalCard(sheet, { ...reader, member: null })],
        [`${state}, before its requester`, approvalCard(sheet, { ...reader, member: idOf("li") })],
        [`${state}, in its thread`, threadCard(sheet, language)],
        [`${state}, told to its requester`, requesterCard(sheet, language)],
      ];
    }),
  );
};

describe.each(LANGUAGES)("a paper in each state, %s", (language) => {
  const mention = (member: string) => `U-${member}`;
  const drawn = (draw: (card: Card, name: string) => unknown) =>
    `${JSON.stringify(Object.fromEntries(Object.entries(cardsOf(language)).map(([name, card]) => [name, draw(card, name)])), null, 1)}\n`;

  test("on Slack", async () => {
    const all = drawn((card, name) => {
      const message = slackCard(card, mention);
      expect(problemsInBlocks(JSON.parse(JSON.stringify(message.blocks)), "message"), name).toEqual([]);
      return message;
    });
    await expect(all).toMatchFileSnapshot(`slack/papers.${language}.json`);
  });

  test("on Feishu", async () => {
    const all = drawn((card, name) => {
      const json = feishuCard(card, { mention, key: name });
      expect(validateCard(JSON.stringify(json)), name).toBeUndefined();
      return json;
    });
    await expect(all).toMatchFileSnapshot(`feishu/papers.${language}.json`);
  });
});
