import type { Card } from "../../chat/card.ts";
import type { Ctx, Outcome } from "../../chat/feature.ts";
import { open, type ValuesIn } from "../../chat/form.ts";
import { LANGUAGES } from "../../core/language.ts";
import { isAdmin } from "../../domain/roles.ts";
import {
  findCountries,
  findCurrencies,
  readCompany,
  saveCompany,
  sayCountry,
  sayCurrency,
  sayTeams,
} from "../company/public.ts";
import { companyChanged } from "../figures/public.ts";
import { isZone, LANGUAGE_NAMES, sayZone } from "../settings/public.ts";
import { noticeCard, segmentsCard, setUpCard, setUpHint } from "./cards.ts";
import { companyForm, segmentForm } from "./forms.ts";
import { isComplete, progressOf } from "./rules.ts";
import { hideSetUp, putSegment, readSegmentName, readSegments, readSetUp, type SegmentSeen } from "./store.ts";
import { refusals, texts } from "./texts.ts";

type Handler<Input> = (ctx: Ctx, input: Input) => Promise<Outcome>;
const forAdmins =
  <Input>(handle: Handler<Input>): Handler<Input> =>
  async (ctx, input) =>
    isAdmin(ctx.scope) ? handle(ctx, input) : { refuse: refusals.notAdmin };

/** "/setup", also with a code that is no longer asked for. */
export async function setUpCommand(ctx: Ctx): Promise<Outcome> {
  const t = texts[ctx.language];
  if (!isAdmin(ctx.scope)) return { show: noticeCard("plain", t.notAdminTitle, t.notAdminDetail) };
  return { show: setUpCard(await readSetUp(ctx.scope), ctx.language) };
}
export const pressGoOn = forAdmins<unknown>(async (ctx) => ({
  show: setUpCard(await readSetUp(ctx.scope), ctx.language),
}));

export async function homeSetUp(ctx: Ctx): Promise<readonly Card[]> {
  if (!isAdmin(ctx.scope)) return [];
  const setUp = await readSetUp(ctx.scope);
  return setUp.hidden || isComplete(progressOf(setUp)) ? [] : [setUpHint(setUp, ctx.language)];
}
export const pressHide = forAdmins<{ readonly version: number }>(async (ctx, { version }) =>
  ctx.change(async (change) => {
    if (await hideSetUp(change, version)) return { show: noticeCard("past", texts[ctx.language].hidden) };
    return { refuse: refusals.moved, stale: setUpHint(await readSetUp(change), ctx.language) };
  }),
);

export const pressCompany = forAdmins<unknown>(async (ctx) => {
  const { name, country, currency, zone, language, version } = await readCompany(ctx.scope);
  const seeds = {
    // Until one is typed, the name is the platform's id of the workspace it was founded from.
    ...(name !== ctx.place.workspace && { name }),
    country: { value: country, label: sayCountry(country, ctx.language) },
    currency: { value: currency, label: sayCurrency(currency, ctx.language) },
    zone: { value: zone, label: sayZone(zone, ctx.language, ctx.now) },
    language: { value: language, label: LANGUAGE_NAMES[language] },
  };
  return { ask: open(companyForm, { version }, { seeds }) };
});

export async function submitCompany(
  ctx: Ctx,
  values: ValuesIn<typeof companyForm>,
  { version }: { readonly version: number },
): Promise<Outcome> {
  if (!isAdmin(ctx.scope)) return { refuse: refusals.notAdmin };
  const t = texts[ctx.language];
  const { country, currency, zone } = values;
  if (!findCountries(country, "en").some(({ value }) => value === country)) return { fix: { country: t.noSuch } };
  if (!findCurrencies(currency, "en").some(({ value }) => value === currency)) return { fix: { currency: t.noSuch } };
  if (!isZone(zone)) return { fix: { zone: t.noZone } };
  const language = LANGUAGES.find((each) => each === values.language) ?? ctx.language;
  return ctx.change(async (change) => {
    const { confirmed } = await readCompany(change);
    const saved = await saveCompany(change, { ...values, language }, version);
    if (saved === "stale") return { refuse: refusals.stale };
    if (saved === "counted") return { fix: { currency: t.counted } };
    if (confirmed) return { show: companyChanged(saved, { currency }, ctx.language) };
    return { show: setUpCard(await readSetUp(change), ctx.language, sayTeams(saved.teams, ctx.language)) };
  });
}

/** Lines of a page. */
const PAGE = 10;
export const pressSegments = forAdmins<{ after?: string | undefined }>(async (ctx, { after }) => {
  const listed = await readSegments(ctx.scope, { size: PAGE, ...(after !== undefined && { after }) });
  return after === undefined
    ? { show: segmentsCard(listed, ctx.language) }
    : { replace: segmentsCard(listed, ctx.language) };
});
export const pressSegment = forAdmins<{ id?: string | undefined }>(async (ctx, { id }) => {
  if (id === undefined) return { ask: open(segmentForm, {}) };
  const name = await readSegmentName(ctx.scope, id);
  return name === undefined
    ? { refuse: refusals.gone }
    : { ask: open(segmentForm, { seen: { id, name } }, { seeds: { name } }) };
});

export async function submitSegment(
  ctx: Ctx,
  { name }: ValuesIn<typeof segmentForm>,
  { seen }: { readonly seen?: SegmentSeen | undefined },
): Promise<Outcome> {
  if (!isAdmin(ctx.scope)) return { refuse: refusals.notAdmin };
  return ctx.change(async (change) => {
    const put = await putSegment(change, { seen, name });
    if (put === "gone" || put === "renamed") return { refuse: refusals[put] };
    if (put === "taken") return { fix: { name: texts[ctx.language].segmentTaken } };
    return { show: segmentsCard(await readSegments(change, { size: PAGE }), ctx.language) };
  });
}
