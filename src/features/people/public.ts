import type { PersonIdentity } from "../../chat/feature.ts";
import type { MemberId } from "../../core/ids.ts";
import type { Language } from "../../core/language.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { tell } from "../../notify/tell.ts";
import { tellOfLeaver } from "../accounts/public.ts";
import { type Along, leave, move, segmentsLeft } from "../leaving/public.ts";
import { leftCard, movedCard } from "./cards.ts";
import { mayChange, type Person, type Standing, type StandingProblem, standingProblem } from "./rules.ts";
import { countOwned, readMembersWith, readOpenWith, readPeopleById, readTeams, setOpen } from "./store.ts";
import { texts } from "./texts.ts";

export { showPerson } from "./cards.ts";
export { chosenTeams, findTeams, roleChoice, rolesOf } from "./forms.ts";
export { readPeopleById, visiblePeople } from "./store.ts";

interface Wish {
  readonly roles: Standing["roles"];
  readonly teamIds: readonly string[];
}
type WishProblem = StandingProblem | "team_gone";

/** Why the asker may not give these roles in these teams; "team_gone" when one is not there for them. */
export async function problemOfStanding(scope: Scope, wish: Wish): Promise<WishProblem | undefined> {
  return (await judgeStandings(scope, wish.teamIds))(wish);
}

/** The same of many wishes, all of them for some of these teams. */
export async function judgeStandings(
  scope: Scope,
  ids: readonly string[],
): Promise<(wish: Wish) => WishProblem | undefined> {
  const known = new Map((await readTeams(scope, { ids })).map((team) => [team.id, team]));
  return ({ roles, teamIds }) => {
    const teams = teamIds.flatMap((id) => known.get(id) ?? []);
    return teams.length < teamIds.length ? "team_gone" : standingProblem(scope, { roles, teams });
  };
}

/** In no team yet, as who is let in. */
const NOWHERE: Standing = { roles: [], teams: [] };
interface Moving {
  readonly id: MemberId;
  readonly name: string;
  readonly before?: Standing;
  readonly after: Wish;
}
/** Why somebody may not work in these teams alone: customers of theirs would be left behind in a segment they leave. */
export async function behind(
  change: Change,
  { id, name, before = NOWHERE, after }: Moving,
  language: Language,
): Promise<string | undefined> {
  const teams = await readTeams(change, { ids: after.teamIds });
  const left = await segmentsLeft(change, { before, after: { roles: after.roles, teams } });
  const count = await countOwned(change, id, left);
  return count > 0 ? texts[language].stillOwns({ name }) : undefined;
}

/** Those who manage what came along with somebody into other teams hear of it. */
export async function tellManagers(
  change: Change,
  { moved, along }: { readonly moved: Person; readonly along: Along },
): Promise<void> {
  for (const to of along.managers.filter((id) => id !== moved.id && id !== change.memberId))
    await tell(change, {
      key: `member:${moved.id}:moved:${moved.version}:${to}`,
      to: { member: to },
      card: ({ language }) => movedCard(moved, along, language),
    });
}

/** Somebody who is here was let in again and works elsewhere now: their work comes along. */
export async function moveAlong(change: Change, before: Person): Promise<void> {
  const [moved] = await readPeopleById(change, [before.id]);
  const along = moved && (await move(change, before.id, { before, after: moved }));
  if (along) await tellManagers(change, { moved, along });
}

/** Of these members those whom the asker may not change, by name. */
export async function readBeyond(scope: Scope, ids: readonly MemberId[]): Promise<readonly Person[]> {
  if (scope.roles.has("admin") || ids.length === 0) return [];
  return (await readPeopleById(scope, ids)).filter((person) => !mayChange(scope, person));
}
export const whoIsBeyond = async (scope: Scope, ids: readonly MemberId[]): Promise<string | undefined> =>
  (await readBeyond(scope, ids))[0]?.name;

/** Whoever may change this member: the admins, and those of the segment that all their work is in. */
export async function whoMayChange(scope: Scope, id: MemberId): Promise<MemberId[]> {
  const [person] = await readPeopleById(scope, [id]);
  if (!person) return [];
  const asked = await readPeopleById(scope, await readOpenWith(scope, ["admin", "segment_admin"]));
  const may = ({ roles, teams }: Person) =>
    mayChange({ roles: new Set(roles), segmentIds: teams.map(({ segmentId }) => segmentId) }, person);
  return asked.filter(may).map((one) => one.id);
}

/** Who has to know when there is no admin to be told. */
const IN_CHARGE = ["executive", "coordinator", "segment_admin", "manager"] as const;

/**
 * A platform has closed somebody's account: theirs here is closed at once, whoever they are, and the admins hear of it.
 * The last admin goes too, for nobody can act for them; then those in charge are told what to do.
 */
export async function closeByPlatform(
  change: Change,
  { member, identity }: { readonly member: MemberId; readonly identity: PersonIdentity },
): Promise<void> {
  if (!(await setOpen(change, member, false))) return;
  await leave(change, member);
  const { name, others } = await tellOfLeaver(change, { member, identity });
  const admins = await readMembersWith(change, "admin");
  const lastAdmin = admins.length === 0;
  if (others > 0 && !lastAdmin) return;
  for (const to of lastAdmin ? await readOpenWith(change, IN_CHARGE) : admins)
    await tell(change, {
      key: `closed:${member}:${change.at.toISOString()}:${to}`,
      to: { member: to },
      card: ({ language }) => leftCard({ name, lastAdmin }, language),
    });
}
