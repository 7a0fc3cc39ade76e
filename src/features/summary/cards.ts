import { z } from "zod";
import { type Button, type Card, defineAction, type Fact } from "../../chat/card.ts";
import type { Instant } from "../../core/clock.ts";
import { dateIn, sayDay, sayInstant } from "../../core/dates.ts";
import type { Language } from "../../core/language.ts";
import { OPEN_STAGES, sayStage } from "../../domain/stages.ts";
import { sayShape, saySums } from "../board/public.ts";
import { perWeek, type Summary } from "../reports/public.ts";
import { hasPart, PARTS, sayCare, sayKinds, sayPart, showPart } from "../weekparts/public.ts";
import { sayFalling, sayForecast, sayOpen, sayWeek, texts } from "./texts.ts";

export const showSummary = defineAction("reports.summary", z.object({ teamId: z.uuid() }));

/** Who reads it: people who may see what it is about, or a channel, whose members need not. */
export type Readers = "entitled" | "channel";

const factsOf = (summary: Summary, language: Language, readers: Readers): Fact[] => {
  const t = texts[language];
  const { falling, care, promised, birthdays, festivals } = summary;
  const today = dateIn(summary.zone, summary.at);
  const watch: string[] = [];
  if (falling.total > 0)
    watch.push(readers === "channel" ? t.fallingCount({ count: falling.total }) : sayFalling(falling, language));
  watch.push(...sayOpen(summary, language, today));
  const ahead = [
    birthdays.length > 0 && t.birthdays({ count: birthdays.length }),
    ...festivals.map(({ name, on }) => `${name[language]} ${sayDay(on, language, today)}`),
    promised.total > 0 && t.steps({ count: promised.total }),
  ];
  const facts: [string, string][] = [
    [t.shape, sayShape(summary.shape, language)],
    [t.forecast, sayForecast(summary, language, today)],
    [t.watch, watch.join(" · ")],
    [t.care, care.length > 0 ? sayCare(care, language) : ""],
    [t.ahead, ahead.filter(Boolean).join(" · ")],
  ];
  return facts.filter(([, value]) => value !== "").map(([label, value]) => ({ label, value }));
};

/** The summary itself, for a phone: verdict, at most five facts, the funnel. */
export function summaryCard(
  summary: Summary,
  language: Language,
  { readers = "entitled", late }: { readonly readers?: Readers; readonly late?: { dueAt: Instant } | undefined } = {},
): Card {
  const t = texts[language];
  const { counts, won, zone } = summary;
  const today = dateIn(zone, summary.at);
  const title = t.title({ team: summary.team, week: sayWeek(summary.week, language, today) });
  const result = t.won({ count: won.count, sum: saySums(won.sums, language), average: sayAverage(summary, language) });
  const changes = sayKinds((kind) => counts[kind].count, language);
  const categories = [...OPEN_STAGES.map((stage) => sayStage(stage, language)), sayStage("won", language)];
  const values = [...OPEN_STAGES.map((stage) => summary.columns.get(stage) ?? 0), won.count];
  return {
    tone: "plain",
    title,
    plain: `${title}: ${result}`,
    text: [
      ...(late ? [t.late({ at: sayInstant(late.dueAt, language, zone) })] : []),
      [{ bold: result }, ` · ${changes}`],
    ],
    facts: factsOf(summary, language, readers),
    chart: { kind: "funnel", title: t.funnel, categories, series: [{ name: t.deals, values }] },
    footer: t.footer({ at: sayInstant(summary.at, language, zone) }),
  };
}

/** What a team without a week before this one has none of. */
const sayAverage = ({ won, weeks }: Summary, language: Language): string =>
  weeks === 0 ? "" : texts[language].average({ average: perWeek(won.before, weeks), weeks });

const MOST_BUTTONS = 4;

/** The same on demand, where there is no thread: the details behind buttons. */
export function summaryWithParts(summary: Summary, language: Language, more: readonly Button[] = []): Card {
  const { teamId, friday } = summary;
  const parts = PARTS.filter((part) => hasPart(part, summary));
  const all = parts.map(
    (part): Button => ({ label: sayPart(part, language), press: showPart.with({ teamId, friday, part }) }),
  );
  return {
    ...summaryCard(summary, language),
    buttons: all.slice(0, MOST_BUTTONS),
    menu: [...all.slice(MOST_BUTTONS), ...more],
  };
}

/** Several teams: whose summary. */
export function teamsCard(teams: readonly { id: string; name: string }[], language: Language): Card {
  const t = texts[language];
  const title = teams.length === 0 ? t.noTeam : t.whichTeam;
  const buttons = teams.map(({ id, name }): Button => ({ label: name, press: showSummary.with({ teamId: id }) }));
  return { tone: "plain", title, plain: title, buttons: buttons.slice(0, 5), menu: buttons.slice(5) };
}
