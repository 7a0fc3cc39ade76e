import type { Card } from "../../chat/card.ts";
import type { PlainDate } from "../../core/dates.ts";
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
}

/** Tasks named in a digest; the rest is counted. */
const MOST_TASKS = 5;

/** Who left how much undone, and what matters most of it. */
export function digestCard(digest: Digest, { language, member }: Omit<View, "today">): Card {
  const t = texts[language];
  const { today, away, count, days, reps, lines, details } = digest;
  const title = t.title({ count, days });
  const byRep = reps.map((rep) => t.rep(rep)).join(t.separator);
  const asked = digest.tasks.slice(0, MOST_TASKS).map((task) => ({
    text: ["📋 ", { bold: sayAsked(task, { language, member, today }) }],
    detail: [{ quiet: task.assignee.name }],
  }));
  const left = lines.flatMap((line) => {
    const detail = details.get(line.onceKey);
    const quiet = { quiet: line.rep };
    return detail ? [{ text: reasonLine(line, detail, { today, language }), detail: [quiet] }] : [];
  });
  const shown = [...asked, ...left];
  const rest = count - shown.length;
  return {
    tone: "waiting",
    title,
    plain: [...(away === undefined ? [] : [t.forManager({ name: away })]), `${title}: ${byRep}`].join(" · "),
    ...(away !== undefined && { tags: [t.forManager({ name: away })] }),
    text: [[{ bold: byRep }]],
    lines: shown,
    footer: rest > 0 ? t.more({ count: rest }) : t.footer,
  };
}
