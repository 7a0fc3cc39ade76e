import type { Ctx, Outcome } from "../../chat/feature.ts";
import { open, type ValuesIn } from "../../chat/form.ts";
import { addDays } from "../../core/dates.ts";
import { currency, money } from "../../core/money.ts";
import type { Change, Scope } from "../../core/scope.ts";
import {
  CUSTOMER_FLAGS,
  CUSTOMER_KINDS,
  LIFECYCLE_CLASSES,
  sayClass,
  sayFlag,
  sayKind,
} from "../../domain/customers.ts";
import { nameKey } from "../../domain/names.ts";
import { throughMerges } from "../customers/public.ts";
import { showCustomer } from "../portrait/public.ts";
import { type About, factsForm, restForm, standingForm } from "./forms.ts";
import { type Facts, LONGEST_REST, mayChange, type StableFacts, shortNamesOf, withFormerName } from "./rules.ts";
import { organizationOf, readFacts, type Saved, saveMoving, saveStable } from "./store.ts";
import { notYours, refusals, texts } from "./texts.ts";

interface Id {
  readonly id: string;
}

/** The facts, when the scope may change them; else what to answer. */
function changeable(scope: Scope, facts: Facts | null): { facts: Facts } | { no: Outcome } {
  if (!facts) return { no: { refuse: refusals.gone } };
  return mayChange(facts, scope) ? { facts } : { no: { refuse: notYours(facts.ownerName) } };
}

const opened = async (scope: Scope, id: string) =>
  changeable(scope, await throughMerges(scope, id, (one) => readFacts(scope, one)));

const aboutOf = ({ id, version, name }: Facts): About => ({ id, version, name });

export async function pressEdit(ctx: Ctx, { id }: Id): Promise<Outcome> {
  const found = await opened(ctx.scope, id);
  if ("no" in found) return found.no;
  const { facts } = found;
  const seeds = {
    name: facts.name,
    shortNames: facts.shortNames.join(ctx.language === "zh" ? "、" : ", ") || undefined,
    kind: { value: facts.kind, label: sayKind(facts.kind, ctx.language) },
    industry: facts.industry ?? undefined,
    region: facts.region ?? undefined,
    city: facts.city ?? undefined,
    address: facts.address ?? undefined,
    source: facts.source ?? undefined,
    firstContactOn: facts.firstContactOn ?? undefined,
    yearly: facts.yearly ? money(BigInt(facts.yearly.minor), currency(facts.yearly.currency)) : undefined,
  };
  const code = facts.yearly?.currency ?? (await organizationOf(ctx.scope)).currency;
  const { firstContactOn } = seeds;
  const params = { ...aboutOf(facts), currency: code, ...(firstContactOn && { firstContactOn }) };
  return { ask: open(factsForm, params, { seeds }) };
}

export async function submitFacts(
  ctx: Ctx,
  values: ValuesIn<typeof factsForm>,
  about: About & { readonly firstContactOn?: string | undefined },
): Promise<Outcome> {
  const t = texts[ctx.language];
  const errors: Record<string, string> = {};
  if (nameKey(values.name) === "") errors.name = t.nameWithoutLetters;
  if (values.firstContactOn && values.firstContactOn > ctx.today) errors.firstContactOn = t.notInFuture;
  if (Object.keys(errors).length > 0) return { fix: errors };
  const name = values.name.replace(/\s+/g, " ");
  const wanted: Omit<StableFacts, "shortNames"> = {
    name,
    kind: CUSTOMER_KINDS.find((kind) => kind === values.kind) ?? "company",
    industry: values.industry ?? null,
    region: values.region ?? null,
    city: values.city ?? null,
    address: values.address ?? null,
    source: values.source ?? null,
    firstContactOn: values.firstContactOn ?? null,
    yearly: values.yearly ? { minor: String(values.yearly.minor), currency: values.yearly.currency } : null,
  };
  return changing(ctx, about, async (change, facts) => {
    const typed = shortNamesOf(values.shortNames, facts.shortNames);
    if (!typed) return { fix: { shortNames: t.tooManyShortNames } };
    const shortNames = withFormerName(typed, facts.name, name);
    const untouched = values.firstContactOn === about.firstContactOn && { firstContactOn: facts.firstContactOn };
    const saved = await saveStable(change, facts, { ...wanted, shortNames, ...untouched });
    return saved.kind === "taken"
      ? { fix: { name: t.taken({ name: saved.name, owner: saved.owner ?? t.nobody }) } }
      : saved;
  });
}

export async function pressStanding(ctx: Ctx, { id }: Id): Promise<Outcome> {
  const found = await opened(ctx.scope, id);
  if ("no" in found) return found.no;
  const { lifecycleClass, flags, warningReason } = found.facts;
  const seeds = {
    lifecycleClass: { value: lifecycleClass, label: sayClass(lifecycleClass, ctx.language) },
    flags: flags.map((flag) => ({ value: flag, label: sayFlag(flag, ctx.language) })),
    warningReason: warningReason ?? undefined,
  };
  return { ask: open(standingForm, aboutOf(found.facts), { seeds }) };
}

export async function submitStanding(ctx: Ctx, values: ValuesIn<typeof standingForm>, about: About): Promise<Outcome> {
  const t = texts[ctx.language];
  const flags = CUSTOMER_FLAGS.filter((flag) => values.flags?.includes(flag));
  const lifecycleClass = LIFECYCLE_CLASSES.find((each) => each === values.lifecycleClass);
  if (flags.includes("warning") && values.warningReason === undefined)
    return { fix: { warningReason: t.warningNeedsReason } };
  if (!flags.includes("warning") && values.warningReason !== undefined)
    return { fix: { warningReason: t.reasonWithoutWarning } };
  const wanted = { flags, warningReason: values.warningReason ?? null, ...(lifecycleClass && { lifecycleClass }) };
  return changing(ctx, about, async (change, facts) => savedOrStale(await saveMoving(change, facts, wanted)));
}

export async function pressRest(ctx: Ctx, { id }: Id): Promise<Outcome> {
  const found = await opened(ctx.scope, id);
  if ("no" in found) return found.no;
  const { restUntil, restReason } = found.facts;
  const rests = restUntil !== null && restUntil >= ctx.today;
  const seeds = {
    restUntil: rests ? restUntil : addDays(ctx.today, (await organizationOf(ctx.scope)).settings.restDays),
    restReason: (rests ? restReason : null) ?? undefined,
  };
  return { ask: open(restForm, aboutOf(found.facts), { seeds }) };
}

export async function submitRest(ctx: Ctx, values: ValuesIn<typeof restForm>, about: About): Promise<Outcome> {
  const t = texts[ctx.language];
  const { restUntil } = values;
  if (restUntil && restUntil < ctx.today) return { fix: { restUntil: t.restIsPast } };
  if (restUntil && restUntil > addDays(ctx.today, LONGEST_REST))
    return { fix: { restUntil: t.restTooLong({ days: LONGEST_REST }) } };
  const wanted = { restUntil: restUntil ?? null, restReason: restUntil ? (values.restReason ?? null) : null };
  return changing(ctx, about, async (change, facts) => savedOrStale(await saveMoving(change, facts, wanted)));
}

const savedOrStale = (saved: boolean): { readonly kind: "saved" | "stale" } => ({ kind: saved ? "saved" : "stale" });

/** One change of a customer as it was when the form was opened; its card becomes what it is now. */
const changing = (
  ctx: Ctx,
  { id, version }: About,
  work: (
    change: Change,
    facts: Facts,
  ) => Promise<Exclude<Saved, { kind: "taken" }> | Extract<Outcome, { fix: unknown }>>,
): Promise<Outcome> =>
  ctx.change(async (change) => {
    const found = changeable(change, await readFacts(change, id));
    if ("no" in found) return found.no;
    if (found.facts.version !== version) return { refuse: refusals.stale };
    const done = await work(change, found.facts);
    if ("fix" in done) return done;
    if (done.kind === "stale") return { refuse: refusals.stale };
    const card = await showCustomer(change, id, ctx);
    return card ? { replace: card } : { refuse: refusals.gone };
  });
