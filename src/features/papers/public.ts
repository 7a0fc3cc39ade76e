import type { Ctx, Outcome, Place } from "../../chat/feature.ts";
import type { Instant } from "../../core/clock.ts";
import type { Language } from "../../core/language.ts";
import type { Role, Scope } from "../../core/scope.ts";
import { afterWorkingHours } from "../../domain/office.ts";
import type { Person } from "../../domain/signing.ts";
import {
  type Approval,
  approvalOf,
  approvalTexts,
  type EventFor,
  eventsFor,
  inBoth,
  organizationOf,
  type Paper,
  type PaperFace,
  type Papers,
  roleNext,
  type Sheet,
  seesPaper,
  sheetsIn,
  sheetsOf,
  waitingSince,
} from "../approvals/public.ts";
import { placesOfTeams, type TeamPlaces } from "../signers/public.ts";
import { waitingInSight } from "./store.ts";

/** A paper that waits, and until when its step should be taken before it goes up one level. */
export interface WaitingPaper {
  readonly number: string;
  heading(language: Language): string;
  readonly role: Role;
  readonly due: Instant;
}
const MOST_WAITING = 200;

/** The papers of a kind that wait in a team, the most urgent first, as far as the scope sees them; and how many. */
export async function papersWaiting(
  scope: Scope,
  paper: Paper,
  teamId: string,
): Promise<{ readonly papers: readonly WaitingPaper[]; readonly total: number }> {
  const { settings, settingsFor, calendar, zone } = await organizationOf(scope);
  const office = { calendar, zone, hours: settings.hours };
  const { approvals, total } = await waitingInSight(scope, paper, { teamId, limit: MOST_WAITING });
  const papers = (await sheetsOf(scope, paper, approvals)).flatMap(({ approval, face }): WaitingPaper[] => {
    const role = roleNext(approval);
    const due = afterWorkingHours(office, waitingSince(approval), settingsFor(approval.teamId).approvals.escalateHours);
    return role === undefined ? [] : [{ number: face.number, heading: face.heading, role, due }];
  });
  return { papers: papers.sort((a, b) => a.due.getTime() - b.due.getTime()), total };
}

/** Which paper, and where it was asked for. */
export interface Key {
  readonly subject: string;
  readonly id: string;
  readonly listed?: boolean | undefined;
  /** Said in the thread of its card. */
  readonly inThread?: true;
}
/** A paper that someone may act on, and who they are to it. */
export interface Found {
  readonly paper: Paper;
  readonly approval: Approval;
  readonly me: Person;
}

/** The paper, when it is in the person's sight or they are where its card stands: any other is as good as none. */
export const findPaper = async (
  papers: Papers,
  ctx: Ctx,
  { scope = ctx.scope, ...key }: Key & { readonly scope?: Scope },
): Promise<Found | undefined> => {
  const { subject, id } = key;
  const paper = papers.get(subject);
  const approval = paper && (await approvalOf(scope, subject, id));
  const { roles, teamIds, standsFor } = scope;
  const me: Person = { id: ctx.who.id, roles, teamIds, standsFor, open: true };
  if (approval && (key.inThread === true || seesPaper(approval, me))) return { paper, approval, me };
  // What is not there is looked for as long as what is out of sight: the time it takes tells nothing.
  const isThere = await standsAt(ctx, scope, approval?.teamId ?? id);
  return approval && isThere ? { paper, approval, me } : undefined;
};

const standsAt = async ({ place }: Ctx, scope: Scope, teamId: string): Promise<boolean> => {
  if (place.kind === "direct") return false;
  const team = (await placesOfTeams(scope, [teamId])).get(teamId);
  return team !== undefined && isChannelOf(team, place);
};

const isChannelOf = ({ places }: Pick<TeamPlaces, "places">, place: Place): boolean =>
  places.some((at) => at.platform === place.platform && at.workspace === place.workspace && at.place === place.place);

/** Whether everyone who sees a card here may read how the paper stands; a card that was carried elsewhere stays as it is. */
export const mayShowAt = (place: Place, { team }: Pick<Sheet, "team">): boolean =>
  place.kind === "direct" || isChannelOf(team, place);

/** What somebody signed in another's name, and on which paper. */
export interface DecidedFor extends Omit<EventFor, "approval"> {
  readonly face: PaperFace;
  readonly subject: string;
  readonly subjectId: string;
}

/** What was signed in a member's name, the latest first, as far as the scope sees the papers; and how much. */
export async function decidedFor(
  papers: Papers,
  scope: Scope,
  asked: Parameters<typeof eventsFor>[1],
): Promise<{ readonly decided: readonly DecidedFor[]; readonly count: number }> {
  const { events, count } = await eventsFor(scope, asked);
  const sheets = await sheetsIn(
    papers,
    scope,
    events.map(({ approval }) => approval),
  );
  const faces = new Map(sheets.map(({ approval, face }) => [approval.id, face]));
  const decided = events.flatMap(({ approval: { id, subject, subjectId }, ...event }) => {
    const face = faces.get(id);
    return face ? [{ ...event, face, subject, subjectId }] : [];
  });
  return { decided, count };
}

/** Said alike of a paper that is not there and of one out of sight. */
export const NOT_FOUND: Outcome = { refuse: inBoth((language) => approvalTexts[language].notFound) };
