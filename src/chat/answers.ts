import { z } from "zod";
import type { InBoth, Language } from "../core/language.ts";
import { type Card, defineAction, type Line } from "./card.ts";
import type { Command } from "./feature.ts";
import { kernelTexts } from "./kernel-texts.ts";

/** Opens a form whose moment had passed; carries what it needs to be drawn again. */
export const reopen = defineAction(
  "rapport.reopen",
  z.object({ formId: z.string(), params: z.string(), values: z.record(z.string(), z.unknown()).optional() }),
);

const notice = (tone: Card["tone"], title: string, detail: string): Card => ({
  tone,
  title,
  plain: `${title} · ${detail}`,
  text: [detail],
});

export const waitingCard = (language: Language): Card =>
  notice("waiting", kernelTexts[language].waiting, kernelTexts[language].waitingDetail);
export const busyCard = (language: Language): Card =>
  notice("waiting", kernelTexts[language].busy, kernelTexts[language].busyDetail);
export const oldButtonCard = (language: Language): Card =>
  notice("past", kernelTexts[language].oldButton, kernelTexts[language].oldButtonDetail);
export const closedCard = (language: Language): Card =>
  notice("stopped", kernelTexts[language].closedTitle, kernelTexts[language].closedDetail);

/** In place of a Home that the company's content check refuses; nothing of it is in this. */
export const withheldHomeCard = (language: Language): Card =>
  notice("stopped", kernelTexts[language].homeWithheld, kernelTexts[language].homeWithheldDetail);

/** For a file that nothing here reads. */
export const unreadableCard = (language: Language, name: string, endings: readonly string[]): Card => {
  const t = kernelTexts[language];
  const readable = endings.length > 0 ? t.readable({ endings: endings.map((ending) => `.${ending}`).join(" ") }) : "";
  return notice(
    "stopped",
    t.unreadableTitle({ name }),
    [readable, t.unreadableForm].filter(Boolean).join(language === "zh" ? "" : " "),
  );
};

/** The first sentence of a refusal is its verdict; the rest says why and what to do. */
export const refusalCard = (said: InBoth, language: Language): Card => {
  const whole = said[language];
  const end = /[。.!?？！：:](?=\s|$|[\p{Script=Han}"“])/u.exec(whole);
  const cut = end && end.index < 60 ? end.index + 1 : 0;
  const title = cut > 0 ? whole.slice(0, cut).replace(/[。.：:]$/, "") : whole;
  // After a colon English goes on in lower case; here it begins a paragraph.
  const rest =
    cut > 0
      ? whole
          .slice(cut)
          .trim()
          .replace(/^[a-z]/, (letter) => letter.toUpperCase())
      : "";
  return { tone: "stopped", title, plain: whole, ...(rest && { text: [rest] }) };
};

export const apologyText = (language: Language, reference: string, unavailable: boolean): string =>
  unavailable ? kernelTexts[language].unavailable({ reference }) : kernelTexts[language].apology({ reference });
export const apologyCard = (language: Language, reference: string, unavailable: boolean): Card =>
  notice("stopped", kernelTexts[language].apologyTitle, apologyText(language, reference, unavailable));

export const reopenCard = (language: Language, call: ReturnType<typeof reopen.with>): Card => ({
  ...notice("waiting", kernelTexts[language].reopenTitle, kernelTexts[language].reopenDetail),
  buttons: [{ label: kernelTexts[language].reopen, press: call, look: "primary" }],
});

/** A command as one says it: in Chinese with its Chinese word, and with an example that says more than its name. */
const helpLine = ({ name, aliases, about, example }: Command, language: Language): Line => {
  const chinese = language === "zh" ? aliases.find((alias) => /\p{Script=Han}/u.test(alias)) : undefined;
  const said = example[language];
  const bare = [name, `/${name}`, chinese].includes(said);
  return {
    text: [{ bold: `/${name}` }, `${chinese === undefined ? "" : ` ${chinese}`} · ${about[language]}`],
    ...(!bare && { detail: [{ quiet: said }] }),
  };
};

/** Commands with an example: the answer to "help" and to what was not understood. */
export const helpCard = (language: Language, commands: readonly Command[], typed?: string): Card => {
  const t = kernelTexts[language];
  const shortened = typed && [...typed].length > 30 ? `${[...typed].slice(0, 29).join("")}…` : typed;
  return {
    tone: "plain",
    title: shortened ? t.unknownTitle({ typed: shortened }) : t.helpTitle,
    plain: t.helpPlain,
    lines: commands.map((command) => helpLine(command, language)),
    footer: t.helpFooter,
  };
};
