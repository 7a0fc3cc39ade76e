import type { Ctx, Outcome } from "../../chat/feature.ts";
import { open } from "../../chat/form.ts";
import { asMemberId, type MemberId } from "../../core/ids.ts";
import type { Language } from "../../core/language.ts";
import type { Change, Role, Scope } from "../../core/scope.ts";
import { isAdmin, managesPeople } from "../../domain/roles.ts";
import { revise, tell } from "../../notify/tell.ts";
import { link, readHolders, tellLinked } from "../accounts/public.ts";
import { admit, problemAt } from "../admission/public.ts";
import { problemOfStanding, roleChoice, rolesOf, whoIsBeyond } from "../people/public.ts";
import {
  ADMINS_ONLY,
  DECIDED,
  decidedJoinCard,
  GONE,
  joinCard,
  onlyAdminAdds,
  readMemberName,
  turnedAwayCard,
} from "../team/public.ts";
import { awaitedChoice } from "./cards.ts";
import { letInForm } from "./forms.ts";
import {
  type Awaited,
  decideJoin,
  isKnownBeyond,
  type JoinRequest,
  probablyAwaited,
  readAwaitedOne,
  readJoinRequest,
  readLikely,
  readTwins,
} from "./store.ts";
import { texts } from "./texts.ts";

interface Asked {
  readonly id: string;
  readonly version: number;
}
/** The card of a request that someone else has decided. */
const decided = async (ctx: Ctx, id: string): Promise<Outcome> => {
  const request = await readJoinRequest(ctx.scope, id);
  if (!request) return { refuse: GONE };
  if (request.letIn === null) {
    return { replace: joinCard({ ...request, ...(await readLikely(ctx.scope, request)) }, ctx.language) };
  }
  const by = request.decidedById ? await readMemberName(ctx.scope, request.decidedById) : undefined;
  const stale = decidedJoinCard({ name: request.name, roles: request.letIn ? [] : null, by: by ?? "" }, ctx.language);
  return {
    refuse: DECIDED,
    stale,
  };
};

/** The request, when the asker decides on it: an admin on all, a segment's on what no admin has answered in time. */
const openTo = async ({ scope }: Ctx, id: string): Promise<JoinRequest | undefined> => {
  const request = managesPeople(scope) ? await readJoinRequest(scope, id) : undefined;
  return isAdmin(scope) || request?.passedOn ? request : undefined;
};

/** Whether only an admin may say who this is, or that it is somebody new. */
const isBeyond = async (scope: Scope, request: JoinRequest, known: boolean): Promise<boolean> =>
  (await whoIsBeyond(scope, await readHolders(scope, [request]))) !== undefined ||
  (!known && (await isKnownBeyond(scope, request)));

export const pressLetIn = async (ctx: Ctx, { id, version }: Asked): Promise<Outcome> => {
  const request = await openTo(ctx, id);
  if (!request && !isAdmin(ctx.scope)) return { refuse: ADMINS_ONLY };
  if (!request || request.version !== version) return decided(ctx, id);
  const like = await probablyAwaited(ctx.scope, request);
  if (await isBeyond(ctx.scope, request, like !== undefined)) return { refuse: onlyAdminAdds(request) };
  if (!like) return { ask: open(letInForm, { id, version, name: request.name }) };
  const { teams, roles } = like;
  const seeds = {
    known: awaitedChoice(like, ctx.language),
    roles: roles.map((role) => roleChoice(role, ctx.language)),
    teams: teams.map(({ id: value, name: label, segment: detail }) => ({ value, label, detail })),
  };
  return { ask: open(letInForm, { id, version, name: request.name }, { seeds }) };
};

export const pressTurnAway = async (ctx: Ctx, { id, version }: Asked): Promise<Outcome> => {
  if (!isAdmin(ctx.scope)) return { refuse: ADMINS_ONLY };
  const request = await readJoinRequest(ctx.scope, id);
  if (!request) return { refuse: GONE };
  const outcome = await ctx.change(async (change) => {
    const { sure } = await readTwins(change, request);
    if (!(await decideJoin(change, { id, version, letIn: false }))) return { refuse: GONE };
    for (const twin of sure) await decideJoin(change, { ...twin, letIn: false });
    for (const { id: asked, version: seen, identity, language, zone } of [request, ...sure])
      await tell(change, {
        key: `join:${asked}:${seen}:turnedAway`,
        to: { account: identity, language, zone },
        card: (reader) => turnedAwayCard(ctx.who.name, reader.language),
      });
    await revise(change, `join:${id}`, (reader) =>
      decidedJoinCard({ name: request.name, roles: null, by: ctx.who.name }, reader.language),
    );
    return { replace: decidedJoinCard({ name: request.name, roles: null, by: ctx.who.name }, ctx.language) };
  });
  return "refuse" in outcome ? decided(ctx, id) : outcome;
};

interface LettingIn {
  readonly known: string | undefined;
  readonly roles: readonly string[] | undefined;
  readonly teams: readonly string[] | undefined;
}
export const submitLetIn = async (ctx: Ctx, values: LettingIn, { id, version }: Asked): Promise<Outcome> => {
  const request = await openTo(ctx, id);
  if (!request) return { refuse: isAdmin(ctx.scope) ? GONE : ADMINS_ONLY };
  const t = texts[ctx.language];
  const { known } = values;
  if (known !== undefined && (await whoIsBeyond(ctx.scope, [asMemberId(known)])) !== undefined)
    return { fix: { known: t.knownGone } };
  if (await isBeyond(ctx.scope, request, known !== undefined)) return { refuse: onlyAdminAdds(request) };
  const outcome = await ctx.change(async (change) => {
    const standing = await standingOf(change, request, values);
    const fix = await fixOf(change, standing, ctx.language);
    if (fix) return { fix };
    const { roles, teamIds, stays } = standing;
    if (!(await decideJoin(change, { id, version, letIn: true }))) return { refuse: GONE };
    const { name, identity, language, mail } = request;
    const zone = request.zoneTold ? request.zone : undefined;
    if (known !== undefined && (await link(change, asMemberId(known), { ...identity, language, zone })))
      return { fix: { known: t.knownGone } };
    const awaited = known !== undefined;
    const admitted =
      stays ?? (await admit(change, { name, identity, language, zone, mail, roles, teamIds, awaited }, ctx));
    if ("problem" in admitted) return { fix: { teams: admitted.problem } };
    const member = admitted.id;
    if (stays)
      await tellLinked(change, { member, name: stays.name, account: { ...identity, name }, admin: ctx.who.name });
    await linkTwins(change, request, { member, admin: ctx.who.name });
    await revise(change, `join:${id}`, (reader) => decidedJoinCard({ name, roles, by: ctx.who.name }, reader.language));
    return { replace: decidedJoinCard({ name, roles, by: ctx.who.name }, ctx.language) };
  });
  return "refuse" in outcome ? decided(ctx, id) : outcome;
};

interface Standing {
  readonly roles: readonly Role[];
  readonly teamIds: readonly string[];
}
const linkTwins = async (
  change: Change,
  request: JoinRequest,
  { member, admin }: { readonly member: MemberId; readonly admin: string },
): Promise<void> => {
  const { name } = request;
  for (const { identity } of (await readTwins(change, request)).sure)
    if ((await link(change, member, identity)) === undefined)
      await tellLinked(change, { member, name, account: { ...identity, name }, admin });
};

/** What to change of the standing that is given. */
const fixOf = async (change: Change, { stays, ...standing }: Standing & { stays?: Awaited }, language: Language) => {
  if (stays) return undefined;
  if (standing.roles.length === 0) return { roles: texts[language].noRoles };
  const problem = await problemOfStanding(change, standing);
  return problem && problemAt(problem, language);
};
const isSame = (one: Standing, other: Standing): boolean =>
  [...one.roles, ...one.teamIds].sort().join() === [...other.roles, ...other.teamIds].sort().join();

/**
 * Who was on a list stays in its teams too, unless the form began with them and they were taken out. Whoever is at work
 * here already `stays` as they are, unless the form began with that and it was changed.
 */
const standingOf = async (
  change: Change,
  request: JoinRequest,
  { known, roles = [], teams = [] }: LettingIn,
): Promise<Standing & { readonly stays?: Awaited }> => {
  const listed = known === undefined ? undefined : await readAwaitedOne(change, request.identity, known);
  const chosen = { roles: roles.length > 0 ? rolesOf(roles) : (listed?.roles ?? []), teamIds: [...teams] };
  if (!listed) return chosen;
  const theirs = { roles: listed.roles, teamIds: listed.teams.map(({ id }) => id) };
  const began = (await probablyAwaited(change, request))?.id === known;
  if (listed.platforms.length > 0 && (!began || isSame(chosen, theirs))) return { ...theirs, stays: listed };
  return began ? chosen : { ...chosen, teamIds: [...new Set([...theirs.teamIds, ...teams])] };
};
