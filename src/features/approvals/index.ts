import { defineFeature, type Feature, onPress, onSubmit } from "../../chat/feature.ts";
import { canSign } from "../../domain/signing.ts";
import { approve, reject, showWaiting, urge, withdrawPaper } from "./cards.ts";
import { rejectForm } from "./forms.ts";
import { askReason, decideWish, hear, ownList, urgeWish, waitingList, withdrawWish } from "./handlers.ts";
import { watchPapers } from "./jobs.ts";
import { type Paper, type Papers, refreshCards } from "./public.ts";

/** Deciding in steps, for every kind of paper given. */
export const approvals = (kinds: readonly Paper[]): Feature => {
  const papers: Papers = new Map(kinds.map((paper) => [paper.subject, paper]));
  return defineFeature({
    name: "approvals",
    commands: [
      {
        name: "approvals",
        menu: "look",
        aliases: ["审批", "待审批"],
        about: { en: "What waits for your decision", zh: "看看有哪些单子等你审批" },
        hint: { en: "", zh: "" },
        example: { en: "/approvals", zh: "审批" },
        offeredTo: canSign,
        run: async (ctx) => ({ show: await waitingList(papers, ctx) }),
      },
    ],
    actions: [
      onPress(approve, (ctx, seen) => decideWish(papers, ctx, { ...seen, approved: true })),
      onPress(reject, (ctx, seen) => askReason(papers, ctx, seen)),
      onPress(withdrawPaper, (ctx, key) => withdrawWish(papers, ctx, key)),
      onPress(urge, (ctx, key) => urgeWish(papers, ctx, key)),
      onPress(showWaiting, async (ctx) => ({ show: await waitingList(papers, ctx) })),
    ],
    forms: [
      onSubmit(rejectForm, (ctx, { reason }, seen) => decideWish(papers, ctx, { ...seen, approved: false, reason })),
    ],
    words: kinds.map(({ subject }) => ({ subject, heard: (ctx, said) => hear(papers, ctx, { subject, ...said }) })),
    home: [
      {
        order: 10,
        build: async (ctx) => (canSign(ctx.scope) ? [await waitingList(papers, ctx)] : []),
      },
      { order: 30, build: (ctx) => ownList(papers, ctx) },
    ],
    ticks: [watchPapers(papers)],
    redraws: Object.fromEntries(
      kinds.map((paper) => [paper.subject, (change, id) => refreshCards(change, paper, id)] as const),
    ),
  });
};
