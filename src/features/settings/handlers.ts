import type { Button, Card } from "../../chat/card.ts";
import type { Ctx, Outcome } from "../../chat/feature.ts";
import { open, type ValuesIn } from "../../chat/form.ts";
import { LANGUAGES } from "../../core/language.ts";
import { sayPlatform } from "../../domain/platforms.ts";
import { managesPeople } from "../../domain/roles.ts";
import { askButton } from "../accountrequests/public.ts";
import { companyFigures, mayChangeSome } from "../figures/public.ts";
import { holidaysButton } from "../holidays/public.ts";
import { platformOf, settingsCard } from "./cards.ts";
import { AS_COMPANY, asCompany, settingsForm } from "./forms.ts";
import { isZone, REMINDER_TIMES, sayZone } from "./rules.ts";
import { readOwn, saveOwn } from "./store.ts";
import { gone, LANGUAGE_NAMES, texts } from "./texts.ts";

/** "/settings": one's own; whoever changes the company's too finds both. */
export async function settingsCommand(ctx: Ctx): Promise<Outcome> {
  if (!mayChangeSome(ctx.scope)) return openSettings(ctx);
  const own = await readOwn(ctx.scope);
  return own ? { show: settingsCard(own, { ...ctx, more: companyButtons(ctx) }) } : { refuse: gone };
}

const companyButtons = ({ scope, language }: Ctx): readonly Button[] => [
  companyFigures(language),
  ...(scope.roles.has("admin") ? [holidaysButton(language)] : []),
];

export async function openSettings(ctx: Ctx): Promise<Outcome> {
  const own = await readOwn(ctx.scope);
  if (!own) return { refuse: gone };
  const { language, zone, reminderTime, companyTime, platforms } = own;
  const params = {
    companyTime,
    ...(reminderTime !== null && !REMINDER_TIMES.includes(reminderTime) && { time: reminderTime }),
    ...(platforms.length > 1 && { platforms: [...platforms] }),
  };
  const platform = platformOf(own);
  const seeds = {
    language: { value: language, label: LANGUAGE_NAMES[language] },
    zone: { value: zone, label: sayZone(zone, ctx.language, ctx.now) },
    time: reminderTime === null ? asCompany(companyTime, ctx.language) : { value: reminderTime, label: reminderTime },
    ...(platforms.length > 1 && { platform: { value: platform, label: sayPlatform(platform, ctx.language) } }),
  };
  return { ask: open(settingsForm, params, { seeds }) };
}

export async function submitSettings(
  ctx: Ctx,
  values: ValuesIn<typeof settingsForm>,
  { time }: { readonly time?: string | undefined },
): Promise<Outcome> {
  const t = texts[ctx.language];
  const language = LANGUAGES.find((each) => each === values.language) ?? ctx.language;
  const reminderTime = values.time === AS_COMPANY ? null : values.time;
  if (reminderTime !== null && ![...REMINDER_TIMES, time].includes(reminderTime)) return { fix: { time: t.noTime } };
  if (!isZone(values.zone)) return { fix: { zone: t.noZone } };
  const prefers = typeof values.platform === "string" ? values.platform : undefined;
  const settings = { language, zone: values.zone, reminderTime, prefers };
  return ctx.change(async (change) => {
    const own = (await saveOwn(change, settings)) ? await readOwn(change) : null;
    return own ? { show: settingsCard(own, { language, now: ctx.now, saved: true }) } : { refuse: gone };
  });
}

export async function homeSettings(ctx: Ctx): Promise<readonly Card[]> {
  const own = await readOwn(ctx.scope);
  const more = managesPeople(ctx.scope) ? [] : [askButton(ctx.language)];
  return own ? [settingsCard(own, { ...ctx, more })] : [];
}
