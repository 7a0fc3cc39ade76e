import type { Card } from "../../chat/card.ts";
import type { Instant } from "../../core/clock.ts";
import type { Language } from "../../core/language.ts";
import { changeSettings } from "./forms.ts";
import { sayZone } from "./rules.ts";
import type { OwnSettings } from "./store.ts";
import { LANGUAGE_NAMES, texts } from "./texts.ts";

export function settingsCard(
  settings: OwnSettings,
  { language, now, saved }: { readonly language: Language; readonly now: Instant; readonly saved?: boolean },
): Card {
  const t = texts[language];
  const title = saved ? t.saved : t.title;
  const zone = sayZone(settings.zone, language, now);
  return {
    tone: saved ? "done" : "plain",
    title,
    plain: `${title} · ${LANGUAGE_NAMES[settings.language]} · ${zone} · ${settings.reminderTime}`,
    facts: [
      { label: t.language, value: LANGUAGE_NAMES[settings.language] },
      { label: t.zone, value: zone },
      { label: t.time, value: settings.reminderTime },
    ],
    buttons: [{ label: t.change, press: changeSettings.with({}) }],
  };
}
