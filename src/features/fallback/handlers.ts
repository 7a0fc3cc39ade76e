import type { Ctx, Outcome } from "../../chat/feature.ts";
import { open, type ValuesIn } from "../../chat/form.ts";
import { addDays, dateIn, type PlainDate, sayDate } from "../../core/dates.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { tell } from "../../notify/tell.ts";
import {
  changeDeal,
  cycleDaysOf,
  type Deal,
  type DealPatch,
  dealById,
  refusals as dealRefusals,
  leads,
  mayExtend,
} from "../pipeline/public.ts";
import { heldCard } from "./cards.ts";
import { extendForm, holdForm } from "./forms.ts";
import { refusals, texts } from "./texts.ts";

const ownExtension = (scope: Scope, deal: Deal): boolean => deal.ownerId === scope.memberId && mayExtend(deal);

export async function pressExtend(ctx: Ctx, { id }: { id: string }): Promise<Outcome> {
  const deal = await dealById(ctx.scope, id);
  if (!deal) return { refuse: dealRefusals.gone };
  if (!ownExtension(ctx.scope, deal)) return { refuse: refusals.notNow };
  return { ask: open(extendForm, { id, name: deal.name }) };
}

export async function pressHold(ctx: Ctx, { id }: { id: string }): Promise<Outcome> {
  const deal = await dealById(ctx.scope, id);
  if (!deal) return { refuse: dealRefusals.gone };
  if (!leads(ctx.scope, deal)) return { refuse: refusals.notManager };
  return { ask: open(holdForm, { id, name: deal.name }, { seeds: { until: deal.heldUntil ?? undefined } }) };
}

interface Keep {
  readonly until: PlainDate;
  readonly why: string;
  readonly patch: DealPatch;
}

/** The deal stays where it is until that day: kept with its reason in the history. */
async function keep(ctx: Ctx, change: Change, { deal, kept }: { deal: Deal; kept: Keep }): Promise<Outcome> {
  const t = texts[ctx.language];
  const day = sayDate(kept.until, ctx.language, ctx.today);
  const why = { code: "kept", day: kept.until, why: kept.why } as const;
  const move = { to: deal.stage, cause: "person", why, on: ctx.today } as const;
  const patch = { ...kept.patch, heldUntil: kept.until, warnedOn: null };
  if (!(await changeDeal(change, deal, { patch, move }))) return { refuse: dealRefusals.changed };
  const title = t.kept({ deal: deal.name, day });
  return { show: { tone: "done", title, plain: title, text: [kept.why] } };
}

export async function submitExtend(
  ctx: Ctx,
  { until, why }: ValuesIn<typeof extendForm>,
  { id }: { id: string },
): Promise<Outcome> {
  const t = texts[ctx.language];
  if (until <= ctx.today) return { fix: { until: t.notPast } };
  return ctx.change(async (change) => {
    const deal = await dealById(change, id);
    if (!deal) return { refuse: dealRefusals.gone };
    if (!ownExtension(change, deal)) return { refuse: refusals.notNow };
    const furthest = addDays(ctx.today, await cycleDaysOf(change, deal));
    if (until > furthest) return { fix: { until: t.tooFar({ day: sayDate(furthest, ctx.language, ctx.today) }) } };
    return keep(ctx, change, { deal, kept: { until, why, patch: { extendedOn: ctx.today } } });
  });
}

export async function submitHold(
  ctx: Ctx,
  { until, why }: ValuesIn<typeof holdForm>,
  { id }: { id: string },
): Promise<Outcome> {
  if (until <= ctx.today) return { fix: { until: texts[ctx.language].notPast } };
  return ctx.change(async (change) => {
    const deal = await dealById(change, id);
    if (!deal) return { refuse: dealRefusals.gone };
    if (!leads(change, deal)) return { refuse: refusals.notManager };
    if (deal.ownerId !== ctx.who.id) {
      await tell(change, {
        key: `deal:${deal.id}:held:${deal.version}`,
        to: { member: deal.ownerId },
        card: ({ language, zone }) => {
          const day = sayDate(until, language, dateIn(zone, change.at));
          return heldCard(deal, { who: ctx.who.name, day, why }, language);
        },
      });
    }
    return keep(ctx, change, { deal, kept: { until, why, patch: {} } });
  });
}
