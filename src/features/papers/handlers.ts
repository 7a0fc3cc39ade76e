import type { Ctx, Outcome } from "../../chat/feature.ts";
import { approvalCard, type Papers, sheetsOf } from "../approvals/public.ts";
import { peopleOf } from "../signers/public.ts";
import { historyCard } from "./cards.ts";
import { findPaper, type Key, NOT_FOUND } from "./public.ts";
import { eventsOf } from "./store.ts";

/** What a paper says, for the person alone: a channel's card leaves it out. */
export const openPaperCard = async (papers: Papers, ctx: Ctx, key: Key): Promise<Outcome> => {
  const found = await findPaper(papers, ctx, key);
  const [sheet] = found ? await sheetsOf(ctx.scope, found.paper, [found.approval]) : [];
  if (!sheet) return NOT_FOUND;
  return { show: approvalCard(sheet, { member: ctx.who.id, language: ctx.language, zone: ctx.zone }) };
};

/** Who signed, and all else that became of a paper. */
export const historyOf = async (papers: Papers, ctx: Ctx, key: Key): Promise<Outcome> => {
  const found = await findPaper(papers, ctx, key);
  const [sheet] = found ? await sheetsOf(ctx.scope, found.paper, [found.approval]) : [];
  if (!sheet) return NOT_FOUND;
  const events = await eventsOf(ctx.scope, sheet.approval.id);
  const people = await peopleOf(ctx.scope, {
    ids: events.flatMap(({ by, for: away }) => [by ?? [], away ?? []].flat()),
  });
  const names = new Map([...sheet.names, ...people.map(({ id, name }) => [id, name] as const)]);
  return { show: historyCard({ ...sheet, names }, events, ctx) };
};
