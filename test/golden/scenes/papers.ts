import {
  approvalCard,
  ownCard,
  type PaperFace,
  requesterCard,
  type Sheet,
  threadCard,
} from "../../../src/features/approvals/cards.ts";
import type { ApprovalState } from "../../../src/features/approvals/rules.ts";
import { sayFlags } from "../../../src/features/customers/public.ts";
import * as fees from "../../../src/features/fees/cards.ts";
import {
  invalidManyCard,
  ownCard as ownPapersCard,
  passedManyCard,
  passedOnCard,
} from "../../../src/features/passing/cards.ts";
import type { Reader } from "../../../src/notify/tell.ts";
import {
  at,
  customer,
  deal,
  id,
  memberId,
  nameOf,
  namesById,
  type Scene,
  type Scenes,
  shanghai,
  type Who,
} from "./world.ts";

export const feeFace: PaperFace = {
  number: "FE-2026-0147",
  kind: (language) => (language === "zh" ? "特殊费用" : "Special fee"),
  heading: (language) => (language === "zh" ? "特殊费用 ¥800 · 华信" : "Special fee ¥800 · 华信"),
  tags: ({ language }) => sayFlags(customer, language),
  facts: ({ language }) => [{ label: language === "zh" ? "客户" : "Customer", value: "华信" }],
  afterwards: (language) => (language === "zh" ? "可以用了。" : "It may be spent now."),
  again: { action: "fees.again", payload: { id: id(40) } },
};

/** Signed by the clerk, and as far as the state goes by the manager and finance. */
const sheetIn = (state: ApprovalState): Sheet => {
  const signed = (who: Who, time: string, reason: string | null = null) => ({
    ...{ by: memberId(who), for: null, at: at(time), approved: reason === null, reason },
  });
  const [clerk, rejected] = [signed("zhao", "10:05:00"), signed("wang", "11:20:00", "金额太高")];
  const all = [clerk, signed("wang", "11:20:00"), signed("chen", "14:00:00")];
  const decisions = state === "approved" ? all : state === "rejected" ? [clerk, rejected] : [clerk];
  return {
    approval: {
      ...{ id: id(41), subject: "fee", subjectId: id(40), teamId: id(10), askerId: memberId("li"), state },
      requesterId: memberId("li"),
      ...{ step: Math.min(decisions.length, 2), version: 3, createdAt: at("09:00:00") },
      closedAt: state === "waiting" ? null : at("14:00:00"),
      steps: (["clerk", "manager", "finance"] as const).map((role, n) => ({ role, decision: decisions[n] ?? null })),
    },
    face: feeFace,
    names: namesById,
    next: state === "waiting" ? [{ id: memberId("wang"), name: nameOf("wang"), accounts: [], for: null }] : [],
    team: { name: "华东一组", language: "zh", zone: shanghai, places: [] },
    why: { en: "The contract was signed on 25 Nov.", zh: "合同已在 11月25日 签订。" },
  };
};

/** A paper in each of its states: in the channel, before its requester, in its thread, and told in the direct chat. */
const STATES: readonly ApprovalState[] = ["waiting", "approved", "rejected", "withdrawn", "invalid"];

const approvalsScene: Scene = (language) => {
  const reader: Reader = { language, zone: shanghai, member: null };
  const states = STATES.flatMap((state) => {
    const sheet = sheetIn(state);
    return [
      [`approvalCard, ${state}, in the channel`, approvalCard(sheet, reader)],
      [`approvalCard, ${state}, before its requester`, approvalCard(sheet, { ...reader, member: memberId("li") })],
      [`threadCard, ${state}`, threadCard(sheet, language)],
      [`requesterCard, ${state}`, requesterCard(sheet, language)],
    ] as const;
  });
  const own = { sheets: [sheetIn("waiting")], total: 1, now: at("12:00:00"), language, member: memberId("li") };
  return {
    ...Object.fromEntries(states),
    ownCard: ownCard(own),
    "approvalCard, passed on": approvalCard(passedOn("waiting"), reader),
  };
};

/** Asked for by 李伟, and Emma's since she has the customer. */
const passedOn = (state: ApprovalState): Sheet => {
  const sheet = sheetIn(state);
  return { ...sheet, approval: { ...sheet.approval, requesterId: memberId("emma") } };
};
const passingScene: Scene = (language) => {
  const reader = { language, zone: shanghai };
  return {
    "passedOnCard, waiting": passedOnCard(passedOn("waiting"), "handedOver", reader),
    "passedOnCard, approved": passedOnCard(passedOn("approved"), "settled", reader),
    "passedOnCard, back": passedOnCard(sheetIn("waiting"), "back", reader),
    "passedManyCard, of who has left": passedManyCard(60, "settled", language),
    "passedManyCard, back": passedManyCard(2, "back", language),
    ownCard: ownPapersCard(
      { sheets: [sheetIn("waiting"), passedOn("approved")], count: 9, next: id(43) },
      { language, member: memberId("li") },
    ),
    "ownCard, none": ownPapersCard({ sheets: [], count: 0, next: null }, { language, member: memberId("li") }),
    invalidManyCard: invalidManyCard(
      Array.from({ length: 9 }, () => sheetIn("invalid")),
      {
        en: "The customer's new owner has signed it, and nobody signs their own.",
        zh: "客户的新负责人已经签过这张单子，不能又批又用。",
      },
      { language, member: memberId("li") },
    ),
  };
};

const feesScene: Scene = (language) => {
  const contract = { signed: false, signedOn: null, lost: false, before: null };
  const choice = { id: deal.id, name: deal.name, teamId: deal.teamId, customer, contract };
  return {
    payableCard: fees.payableCard(sheetIn("approved"), { language, member: memberId("li") }),
    whichCard: fees.whichCard(
      [choice, ...Array.from({ length: 6 }, () => ({ ...choice, id: id(42), name: "华信备件" }))],
      { line: "华信 800 茶礼", rest: "800 茶礼", from: 0 },
      language,
    ),
  };
};

export const paperScenes: Scenes = { approvals: approvalsScene, passing: passingScene, fees: feesScene };
