import type { Ctx, Outcome } from "../../chat/feature.ts";
import { open, type ValuesIn } from "../../chat/form.ts";
import { addDays } from "../../core/dates.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { ALLEGIANCES, sayAllegiance } from "../../domain/satisfaction.ts";
import { GRADES, LOYALTIES, QUADRANTS, sayGrade, sayLoyalty, sayQuadrant } from "../../domain/worth.ts";
import { tell } from "../../notify/tell.ts";
import { throughMerges } from "../customers/public.ts";
import { worthCard, worthOfCustomer } from "../worth/public.ts";
import { pinnedCard } from "./cards.ts";
import { type About, pinForm, undoPin } from "./forms.ts";
import { isSamePin, LONGEST_PIN, mayPin, NO_PIN, type Pinned, stillHolds } from "./rules.ts";
import { type Pinnable, readEntry, readPinnable, savePin } from "./store.ts";
import { refusals, texts } from "./texts.ts";

interface Id {
  readonly id: string;
}

/** The customer, when the scope may pin it; else what to answer. */
function pinnable(scope: Scope, known: Pinnable | null): { known: Pinnable } | { no: Outcome } {
  if (!known) return { no: { refuse: refusals.gone } };
  return mayPin(scope, known) ? { known } : { no: { refuse: refusals.notManager } };
}

export async function pressBegin(ctx: Ctx, { id }: Id): Promise<Outcome> {
  const found = pinnable(ctx.scope, await throughMerges(ctx.scope, id, (one) => readPinnable(ctx.scope, one)));
  if ("no" in found) return found.no;
  const { name, version, pinned } = found.known;
  const { pinnedGrade, pinnedQuadrant, pinnedLoyalty, pinnedAllegiance: pinnedTo, pinnedUntil, pinReason } = pinned;
  const seeds = {
    grade: pinnedGrade ? { value: pinnedGrade, label: sayGrade(pinnedGrade, ctx.language) } : undefined,
    quadrant: pinnedQuadrant ? { value: pinnedQuadrant, label: sayQuadrant(pinnedQuadrant, ctx.language) } : undefined,
    loyalty: pinnedLoyalty ? { value: pinnedLoyalty, label: sayLoyalty(pinnedLoyalty, ctx.language) } : undefined,
    allegiance: pinnedTo ? { value: pinnedTo, label: sayAllegiance(pinnedTo, ctx.language) } : undefined,
    until: pinnedUntil ?? undefined,
    reason: pinReason ?? undefined,
  };
  return { ask: open(pinForm, { id: found.known.id, version, name }, { seeds }) };
}

export async function submitPin(ctx: Ctx, values: ValuesIn<typeof pinForm>, about: About): Promise<Outcome> {
  const t = texts[ctx.language];
  const grade = GRADES.find((each) => each === values.grade) ?? null;
  const quadrant = QUADRANTS.find((each) => each === values.quadrant) ?? null;
  const loyalty = LOYALTIES.find((each) => each === values.loyalty) ?? null;
  const allegiance = ALLEGIANCES.find((each) => each === values.allegiance) ?? null;
  const errors: Record<string, string> = {};
  if ([grade, quadrant, loyalty, allegiance].every((each) => each === null)) errors.grade = t.neither;
  if (values.until < ctx.today) errors.until = t.past;
  if (values.until > addDays(ctx.today, LONGEST_PIN)) errors.until = t.tooLong({ days: LONGEST_PIN });
  if (Object.keys(errors).length > 0) return { fix: errors };
  const pin: Pinned = {
    pinnedGrade: grade,
    pinnedQuadrant: quadrant,
    pinnedLoyalty: loyalty,
    pinnedAllegiance: allegiance,
    pinnedUntil: values.until,
    pinReason: values.reason,
    pinnedById: ctx.who.id,
  };
  return ctx.change(async (change) => {
    const found = pinnable(change, await readPinnable(change, about.id));
    if ("no" in found) return found.no;
    if (found.known.version !== about.version) return { refuse: refusals.stale };
    return saved(ctx, change, { known: found.known, pin, title: t.pinned({ name: found.known.name }) });
  });
}

export const pressRelease = (ctx: Ctx, { id, version }: Id & { readonly version: number }): Promise<Outcome> =>
  ctx.change(async (change) => {
    const found = pinnable(change, await readPinnable(change, id));
    if ("no" in found) return found.no;
    const { known } = found;
    if (known.pinned.pinnedUntil === null) return { refuse: refusals.notPinned };
    if (known.version !== version) return { refuse: refusals.stale };
    const title = texts[ctx.language].released({ name: known.name });
    return saved(ctx, change, { known, pin: NO_PIN, title });
  });

export const pressUndo = (ctx: Ctx, { id, entry }: Id & { readonly entry: string }): Promise<Outcome> =>
  ctx.change(async (change) => {
    const found = pinnable(change, await readPinnable(change, id));
    if ("no" in found) return found.no;
    const { known } = found;
    const done = await readEntry(change, { id, entry });
    if (!done || !isSamePin(done.after, known.pinned)) return { refuse: refusals.overtaken };
    const title = texts[ctx.language].undone({ name: known.name });
    return saved(ctx, change, { known, pin: stillHolds(done.before, ctx.today), title, undone: true });
  });

interface Saving {
  readonly known: Pinnable;
  readonly pin: Pinned;
  readonly title: string;
  readonly undone?: boolean;
}

/** What the customer is worth by now, with the way back. */
async function saved(ctx: Ctx, change: Change, { known, pin, title, undone = false }: Saving): Promise<Outcome> {
  const entry = await savePin(change, known, pin);
  if (entry === undefined) return { refuse: refusals.stale };
  await tellOwner(ctx, change, { known, pin, entry });
  const worth = await worthOfCustomer(change, known.id);
  if (!worth) return { refuse: refusals.gone };
  const card = worthCard(worth, ctx);
  const undo = { label: texts[ctx.language].undo, press: undoPin.with({ id: known.id, entry }) };
  return {
    replace: {
      ...card,
      tone: "done",
      title,
      plain: `${title} · ${card.title}`,
      text: [card.title, ...(card.text ?? [])],
      buttons: [...(undone ? [] : [undo]), ...(card.buttons ?? [])],
    },
  };
}

/** Whose customer it is hears what was decided about it, by whom, why, and until when. */
async function tellOwner(
  ctx: Ctx,
  change: Change,
  { known, pin, entry }: Pick<Saving, "known" | "pin"> & { readonly entry: string },
): Promise<void> {
  if (known.ownerId === null || known.ownerId === ctx.who.id) return;
  await tell(change, {
    key: `pin:${entry}`,
    to: { member: known.ownerId },
    card: ({ language }) => pinnedCard(known, pin, { language, today: ctx.today, by: ctx.who.name }),
  });
}
