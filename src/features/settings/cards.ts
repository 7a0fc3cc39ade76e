import type { Button, Card } from "../../chat/card.ts";
import type { Instant } from "../../core/clock.ts";
import type { Language } from "../../core/language.ts";
import { sayPlatform } from "../../domain/platforms.ts";
import { absenceButton } from "../absence/public.ts";
import { changeSettings } from "./forms.ts";
import { sayZone } from "./rules.ts";
import type { OwnSettingsNow } from "./store.ts";
import { LANGUAGE_NAMES, texts } from "./texts.ts";

/** Where messages and reminders go. */
export const platformOf = ({ prefers, platforms: [first = ""] }: OwnSettingsNow): string => prefers ?? first;

export function settingsCard(
  settings: OwnSettingsNow,
  {
    language,
    now,
    saved,
    more = [],
  }: {
    readonly language: Language;
    readonly now: Instant;
    readonly saved?: boolean;
    readonly more?: readonly Button[];
  },
): Card {
  const t = texts[language];
  const title = saved ? t.saved : t.title;
  const zone = sayZone(settings.zone, language, now);
  const time = settings.reminderTime ?? t.asCompany({ time: settings.companyTime });
  return {
    tone: saved ? "done" : "plain",
    title,
    plain: `${title} · ${LANGUAGE_NAMES[settings.language]} · ${zone} · ${time}`,
    facts: [
      { label: t.language, value: LANGUAGE_NAMES[settings.language] },
      { label: t.zone, value: zone },
      { label: t.time, value: time },
      ...(settings.platforms.length > 1
        ? [{ label: t.platform, value: sayPlatform(platformOf(settings), language) }]
        : []),
    ],
    buttons: [{ label: t.change, press: changeSettings.with({}) }, absenceButton(language), ...more],
  };
}
