import type { Card, Part } from "../../chat/card.ts";
import type { PlainDate } from "../../core/dates.ts";
import { sayFlags } from "../customers/public.ts";
import { type Silent, silentLine } from "../discipline/public.ts";
import { type Detail, reasonLine } from "../occasions/public.ts";
import { sayAsked, type Task, type TaskView as View } from "../tasks/public.ts";
import type { RepCount } from "./rules.ts";
import type { Missed } from "./store.ts";
import { texts } from "./texts.ts";

export interface Digest {
  readonly today: PlainDate;
  /** The manager who is away, where somebody stands in and reads it. */
  readonly away: string | undefined;
  /** Working days after which a line is told here. */
  readonly days: number;
  readonly reps: readonly RepCount[];
  readonly count: number;
  /** The most important ones. */
  readonly lines: readonly Missed[];
  readonly details: ReadonlyMap<string, Detail>;
  /** What was asked of them and is overdue. */
  readonly tasks: readonly Task[];
  /** Who has logged nothing for weeks. */
  readonly silent: readonly Silent[];
  /** Customers of theirs that have no owner. */
  readonly orphans: number;
}

/** Tasks named in a digest; the rest is counted. */
const MOST_TASKS = 5;

/** Who left how much undone, and what matters most of it. */
export function digestCard(digest: Digest, { language, member }: Omit<View, "today">): Card {
  const t = texts[language];
  const { today, away, count, days, reps, lines, details, orphans } = digest;
  const quiet = digest.silent.map((rep) => silentLine(rep, language, today));
  const ownerless = orphans > 0 ? [{ text: t.orphans({ count: orphans }), detail: [{ quiet: t.orphansHow }] }] : [];
  const instead = quiet.length > 0 ? t.titleSilent({ count: quiet.length }) : t.titleOrphans({ count: orphans });
  const title = count > 0 ? t.title({ count, days }) : instead;
  const byRep = (count > 0 ? reps.map((rep) => t.rep(rep)) : digest.silent.map(({ name }) => name)).join(t.separator);
  const asked = digest.tasks.slice(0, MOST_TASKS).map((task) => ({
    text: ["📋 ", { bold: sayAsked(task, { language, member, today }) }],
    detail: [{ quiet: task.assignee.name }],
  }));
  const left = lines.flatMap((line) => {
    const detail = details.get(line.onceKey);
    if (!detail) return [];
    const [flag] = sayFlags(detail, language);
    const marked: Part[] = flag === undefined ? [] : [{ bold: flag }, " · "];
    return [{ text: reasonLine(line, detail, { today, language }), detail: [...marked, { quiet: line.rep }] }];
  });
  const shown = [...asked, ...left];
  const rest = count - shown.length;
  return {
    tone: "waiting",
    title,
    plain: [
      ...(away === undefined ? [] : [t.forManager({ name: away })]),
      byRep === "" ? title : `${title}: ${byRep}`,
    ].join(" · "),
    ...(away !== undefined && { tags: [t.forManager({ name: away })] }),
    ...(byRep !== "" && { text: [[{ bold: byRep }]] }),
    lines: [...quiet, ...shown, ...ownerless],
    counts: t.counts,
    ...(count > 0 && { footer: rest > 0 ? t.more({ count: rest }) : t.footer }),
  };
}
