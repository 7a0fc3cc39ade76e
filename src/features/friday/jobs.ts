import { addDays, dateIn, type PlainDate } from "../../core/dates.ts";
import { eachByItself } from "../../core/each.ts";
import { idFrom } from "../../core/ids.ts";
import { defineTick, type JobContext } from "../../core/job.ts";
import { type Reader, tell, tellThread } from "../../notify/tell.ts";
import { dueSummary, readTeams, summaryOf, type Team } from "../reports/public.ts";
import { summaryCard } from "../summary/public.ts";
import { hasPart, PARTS } from "../weekparts/public.ts";
import { channelPart } from "./cards.ts";
import { claimSummary, organizationOf, readPosted } from "./store.ts";

/** Posts each team's Friday summary once, in its channel; after an outage late, and only the last one. */
export const fridayTick = defineTick({ name: "reports.friday", run: (context) => postSummaries(context) });

/** Far enough back to see the Friday before, in every zone. */
const LOOK_BACK = 10;

type Due = NonNullable<ReturnType<typeof dueSummary>>;

async function postSummaries(context: JobContext): Promise<void> {
  const { scope, now } = context;
  const teams = (await readTeams(scope)).flatMap(({ channelSince: since, ...team }) =>
    since ? { ...team, since } : [],
  );
  if (teams.length === 0) return;
  const { settings, calendar, zone } = await organizationOf(scope);
  const posted = await readPosted(scope, addDays(dateIn(zone, now), -LOOK_BACK));
  await eachByItself(teams, async (team) => {
    const due = dueSummary(now, { ...settings.summary, calendar, zone: team.zone });
    // Nothing is owed for the time before somebody wanted to read it.
    if (!due || due.at < team.since || posted.has(`${team.id} ${due.friday}`)) return;
    await postSummary(context, team, due);
  });
}

async function postSummary(context: JobContext, team: Pick<Team, "id" | "name" | "zone">, due: Due): Promise<void> {
  const summary = await summaryOf(context.scope, team, { friday: due.friday, now: context.now });
  await context.change(async (change) => {
    if (!(await claimSummary(change, team.id, due))) return;
    const subject = subjectOf(team.id, due.friday);
    await tell(change, {
      key: subject,
      to: { team: team.id, channel: "team" },
      about: subject,
      card: ({ language }: Reader) =>
        summaryCard(summary, language, { readers: "channel", late: due.late ? { dueAt: due.at } : undefined }),
    });
    for (const part of PARTS.filter((name) => hasPart(name, summary))) {
      const card = ({ language }: Reader) => channelPart(part, summary, language);
      await tellThread(change, { key: `${subject}:${part}`, subject, card });
    }
  });
}

const subjectOf = (teamId: string, friday: PlainDate): string => `summary:${idFrom(teamId, friday)}`;
